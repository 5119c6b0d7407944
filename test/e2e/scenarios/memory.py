# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's whole life in Pidgin, for programs that watch it: OTR_UNDER (scripts/check-memory, check-native)."""
from kit.stage import now, scenario
from kit.wait import Pace

from .leaks import command

SLOW = 20
OURS = "core-otrts-otr"


@scenario
def memory(t):
    """load, key, exchange, messages, a window of ours, unload, load, exchange, quit: for a program that watches memory"""
    Pace.factor = SLOW
    plugin = t.plugins["a"]
    a = t.peer("a", probe=True).start()
    b = t.peer("b").start()
    t.wait_buddies()
    a.conv()
    b.conv()
    if plugin is None:
        life_without(t, a, b)
        return
    for _ in range(2):
        a.wait_state("plaintext")
        since = now()
        command(a, "start")
        t.wait_secure(since)
        t.exchange(3)
        command(a, "verify " + b.fingerprints()["own"])
        a.wait_state("private")
        command(a, "settings")
        a.ui.wait_window(a.L["settings_window"])
        a.probe("plugin", OURS, "0")
        b.wait_state("finished")
        b.do("end")
        a.probe("plugin", OURS, "1")
    a.wait_state("plaintext")


def life_without(t, a, b):
    """The control: the same Pidgin, which only talks."""
    for _ in range(6):
        clear = t.text()
        a.send(clear)
        b.wait_received(clear)
