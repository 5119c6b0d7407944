# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as scripts/install puts it into a purple folder."""
import os
import subprocess

from kit.life import ROOT
from kit.peer import labels_for
from kit.stage import scenario
from kit.wait import Setup

PROJECT = os.path.dirname(os.path.dirname(ROOT))


def script(t, name, *args):
    p = subprocess.run([os.path.join(PROJECT, "scripts", name), *args], stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True)
    t.run.log("scripts/" + name, *args, "->", p.returncode, p.stdout)
    if p.returncode:
        raise Setup("scripts/%s ended with %d: %s" % (name, p.returncode, p.stdout[-300:]))


@scenario
def install(t):
    """scripts/install --enable into a fresh purple folder, twice; Pidgin starts with it; uninstall"""
    a = t.peer("a", plugin=None)
    for _ in range(2):
        script(t, "install", "--user-dir", a.proc.dir, "--enable")
    installed = os.path.join(a.proc.dir, "plugins", "otr-ts.so")
    t.check("it stands on its own, outside the build", not os.path.realpath(installed).startswith(PROJECT),
            os.path.realpath(installed))
    a.plugin = a.proc.plugin_path = installed
    a.L, a.P = labels_for(installed)
    a.start()
    t.peer("b").start()
    t.wait_buddies()
    t.go_secure()
    t.exchange()
    a.quit()
    script(t, "uninstall", "--user-dir", a.proc.dir)
    left = os.listdir(os.path.join(a.proc.dir, "plugins"))
    t.check("nothing of ours is left in plugins", not left, left)
    t.check("the keys stay", os.path.exists(os.path.join(a.proc.dir, "otr.private_key")))
