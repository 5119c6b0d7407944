# SPDX-License-Identifier: GPL-2.0-or-later
"""A contact with several devices."""
import re

from kit.stage import now, scenario
from kit.wait import wait_for


def entries(p):
    """The names of what stands under OTR -> Sessions."""
    menu = p.ui.c.menu_entry(p.window, ["^OTR$", "^(Sessions)$"])
    return [k.name for k in menu.kids() if k.name]


def choose(p, entry):
    p.ui.menu(p.window, ["^OTR$", "^(Sessions)$", entry])


def start_from(t, a, p):
    """p is in a private conversation with A: by itself, since what A sends reaches all devices, or it begins."""
    p.conv()
    t.pause(1.5)
    if p.state() == "plaintext":
        p.start_otr()
    p.wait_state("unverified", "private")
    a.wait_state("unverified", "private")


@scenario
def sessions(t):
    """B is on line twice: A sees both devices, chooses, and the message goes to that one; ends one of them"""
    a = t.peer("a").start()
    b = t.peer("b", resource="laptop").start()
    c = t.peer("c", resource="phone").start()
    t.wait_buddies()
    a.conv()
    for p in (b, c):
        p.wait_buddy()
        start_from(t, a, p)
        t.pause(1.0)
    wait_for(lambda: len([x for x in entries(a) if "key" in x]) == 2, 15, lambda: "two sessions: %s" % entries(a))
    shown = entries(a)
    for device in ("laptop", "phone"):
        t.check("%s is named, with level and key" % device,
                any(re.match(device + ": Unverified, key [0-9A-F]{8}", x) for x in shown), shown)
    a.desk.raise_window(a.window)
    for device, there, elsewhere in (("phone", c, b), ("laptop", b, c), ("phone", c, b)):
        choose(a, "^%s: " % device)
        t.pause(0.3)
        s, t0 = t.secret(device), now()
        a.type(s)
        there.wait_received(s, since=t0)
        t.check("only %s gets it" % device, s not in elsewhere.received(t0), elsewhere.received(t0))
    # the level is that of the chosen device's session
    fb = b.fingerprints()["own"]
    a.type("/otr verify " + fb)
    t.pause(0.5)
    t.check("the other device's fingerprint is refused", a.state() == "unverified", a.state())
    choose(a, "^laptop: ")
    a.type("/otr verify " + fb)
    a.wait_state("private")
    choose(a, "^phone: ")
    a.wait_state("unverified")
    a.ui.shot("sessions", a.window)
    choose(a, "^End .phone")
    c.wait_state("finished")
    a.wait_state("private")
    s, t0 = t.secret("goes-on"), now()
    a.type(s)
    b.wait_received(s, since=t0)
