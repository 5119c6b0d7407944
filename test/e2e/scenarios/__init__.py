# SPDX-License-Identifier: GPL-2.0-or-later
"""What is tried. Importing this package registers every scenario."""
from . import (conversations, ends, faults, figures, folders, keys, language, leaks, looks,  # noqa: F401
               menus, programs, requires, selfcheck, smp, texts, trust, uncovered)
