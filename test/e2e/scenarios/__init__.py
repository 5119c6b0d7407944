# SPDX-License-Identifier: GPL-2.0-or-later
"""What is tried. Importing this package registers every scenario."""
from . import (conversations, ends, faults, figures, folders, keys, language, leaks, looks, menus,  # noqa: F401
               programs, requires, selfcheck, smp, texts, trust)
