# SPDX-License-Identifier: GPL-2.0-or-later
"""Beside pidgin-otr: two plugins that do the same work."""
import os

from kit.peer import pidgin_otr
from kit.stage import now, scenario
from kit.wait import pump, wait_for

WINDOW = "^(Off-the-Record Messaging|Messagerie confidentielle OTR)$"
THEIRS, OURS = r"Off-the-Record.* 4\.", r"^(Off-the-Record Messaging|Messagerie confidentielle OTR) 0\."


def ticked(p, name):
    return p.ui.c.row_toggle("^Plugins$", name)[1]


def tick(p, name):
    p.ui.retry(lambda: p.ui.c.row_toggle("^Plugins$", name), 5)[0].act()
    pump(0.3)


def saved(p):
    """What prefs.xml loads at the next start."""
    with open(os.path.join(p.proc.dir, "prefs.xml")) as f:
        text = f.read()
    start = text.index("<pref name='loaded'", text.index("name='plugins'"))
    return text[start:text.index("</pref>", start)]


def take_over(t, a, b):
    """The question is there: the person takes over; what was private is held, and begins anew."""
    a.ui.wait_window(WINDOW)
    a.ui.shot("question", WINDOW)
    a.ui.steps([["window", WINDOW], ["click", "^(Take over|Prendre le relais)$"], ["gone"]])
    wait_for(lambda: a.alive() and ticked(a, OURS) and not ticked(a, THEIRS), 20, "ours is on, theirs is off", 0.1)
    a.ui.shot("plugins")
    a.ui.steps(a.P["plugins_close"])
    a.conv()
    a.wait_state("finished")
    t0, s = now(), t.secret("held")
    a.type(s)
    a.wait_says("not_sent", since=t0)
    t.pause(1.0)
    t.held_back(a, t0)
    t.check("the text is back in the entry", a.entry() == s, a.entry())
    a.clear_entry()
    t.go_secure()
    t.exchange()
    pump(6)     # libpurple writes its preferences five seconds after a change
    t.check("ours is loaded at the next start, theirs is not",
            "/otr-ts.so" in saved(a) and "/pidgin-otr.so" not in saved(a), saved(a))


@scenario
def takes_over(t):
    """pidgin-otr is on and in a private conversation; ours is ticked: one click takes over"""
    ours = t.plugins["a"]
    a = t.peer("a", loaded=[pidgin_otr()]).start()
    b = t.peer("b").start()
    t.wait_buddies()
    a.L = a.labels(pidgin_otr())
    a.start_otr()
    b.conv()
    b.wait_state("unverified", "private")
    a.L = a.labels(ours)
    a.ui.steps(a.P["plugins_open"])
    tick(a, OURS)
    t.check("ours is not on beside theirs", not ticked(a, OURS))
    take_over(t, a, b)


@scenario
def takes_over_later(t):
    """ours is on; pidgin-otr is ticked: ours gives way and says so to B; one click takes over again"""
    a, b = t.up()
    t.go_secure()
    a.ui.steps(a.P["plugins_open"])
    tick(a, THEIRS)
    b.wait_state("finished")
    wait_for(lambda: ticked(a, THEIRS) and not ticked(a, OURS), 10, "ours has given way", 0.1)
    b.do("end")
    take_over(t, a, b)
