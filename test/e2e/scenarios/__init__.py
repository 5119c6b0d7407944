# SPDX-License-Identifier: GPL-2.0-or-later
"""What is tried. Importing this package registers every scenario of every module in it."""
import importlib
import pkgutil

for _, name, _ in pkgutil.iter_modules(__path__):
    importlib.import_module("%s.%s" % (__name__, name))
