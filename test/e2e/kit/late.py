# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin under test with an engine that keeps people waiting: see native/test/late_runtime.c."""
import os
import shutil

from .life import ROOT

LATE = os.path.join(os.path.dirname(os.path.dirname(ROOT)), "build", "Release", "otr-late.so")


class Late:
    """A copy of the plugin at `path`: it starts when boot() was called, and makes keys when key() was."""

    def __init__(self, run, plugin):
        plugin, folder = os.path.realpath(plugin), run.mkdir("late")
        self.parts = os.path.join(folder, "otr-ts")
        self.path = os.path.join(folder, os.path.basename(plugin))
        shutil.copytree(os.path.dirname(plugin), folder, dirs_exist_ok=True)
        runtime = os.path.join(self.parts, "otr-runtime.so")
        os.rename(runtime, os.path.join(self.parts, "otr-runtime-real.so"))
        shutil.copy(LATE, runtime)
        # What is still waited for as the run ends would keep Pidgin from ending.
        run.closers.append(self.go)

    def boot(self):
        self._let("boot")

    def key(self):
        self._let("key")

    def go(self):
        self.boot()
        self.key()

    def _let(self, name):
        with open(os.path.join(self.parts, name), "w"):
            pass
