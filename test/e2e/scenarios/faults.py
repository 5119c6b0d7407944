# SPDX-License-Identifier: GPL-2.0-or-later
"""What breaks: bad input from outside, the engine not there."""
import os
import shutil

from kit.stage import now, scenario
from kit.wait import pump

RUNTIME = "otr-runtime.so"
REQUIRED = {"/OTR/enabled": True, "/OTR/automatic": True, "/OTR/onlyprivate": True}
MALFORMED = (
    "?OTR:", "?OTR:.", "?OTR:!!!!.", "?OTR:AAMD.", "?OTR:AAMC.", "?OTR:AAMK.", "?OTR:AAMR.", "?OTR:AAMS.",
    "?OTR:AAID.", "?OTR:AAQD.", "?OTR:AAED.", "?OTR:AAMDAAABAAAAAQAA.", "?OTR:" + "A" * 300 + ".",
    "?OTR:AAICAAAA////8.", "?OTR:AAMCAAABAAAAAAAA/////w==.", "?OTR:AAMD",
    "?OTR,1,2,", "?OTR,0,0,x,", "?OTR,2,1,x,", "?OTR,65535,65535,x,", "?OTR|1|2,1,1,?OTR:AAMD.,",
    "?OTR|zz|1,1,1,x,", "?OTR|00000100|00000000,00001,00001,?OTR:AAMDAAAA.,", "?OTR",
)


def unheard(t, p, bodies):
    """Each malformed message gives one line or nothing, and leaves the level as it was.

    The other side does not hear the replies: an error message would make it start a key exchange.
    """
    p.tap.mute = True
    for body in bodies:
        before, t0 = p.state(), now()
        p.tap.inject(t.server.sender(p.other), body)
        pump(0.2)
        p.alive()
        lines = [x for _, _, x in p.shown(t0)]
        t.check("%r: at most one line, level unchanged" % body[:40],
                len(lines) <= 1 and p.state() == before, (lines, before, p.state()))
    t.pause(1.0)
    p.tap.mute = False


def corrupted(t, p):
    """The last data message from the other side: cut, altered, and sent once more."""
    body = p.tap.sent("otr", "data", dir="s2c")[-1].body
    middle = len(body) // 2
    other = "A" if body[middle] != "A" else "B"
    variants = body[:middle], body[:middle] + other + body[middle + 1:], body, body[:-9] + "AAAAAAA=."
    return tuple(x for x in variants if t.server.kind == "xmpp" or len(x) < 450)


@scenario
def bad_input(t):
    """malformed OTR messages, without a session and inside one: one quiet line or nothing, no change"""
    a, _ = t.up()
    a.conv()
    unheard(t, a, MALFORMED)
    t.go_secure()
    t.exchange()
    unheard(t, a, MALFORMED + corrupted(t, a))
    a.ui.shot("after-bad-input", a.window)
    t.exchange(2)


def broken_copy(t):
    """The plugin under test with a runtime object that cannot be opened: its path."""
    plugin = os.path.realpath(t.plugins["a"])
    folder = t.run.mkdir("broken")
    shutil.copytree(os.path.dirname(plugin), folder, dirs_exist_ok=True)
    with open(os.path.join(folder, "otr-ts", RUNTIME), "wb") as f:
        f.write(b"not a shared object")
    return os.path.join(folder, os.path.basename(plugin))


def told_and_held(t, p):
    """No engine: the person is told; what they type does not leave, and comes back with the reason."""
    p.ui.wait_window(p.L["engine_missing"])
    p.ui.shot("engine-missing", p.L["engine_missing"])
    t0, s = now(), t.secret("held")
    p.type(s)
    t.pause(1.5)
    t.held_back(p, t0)
    t.check("the text is back in the entry", p.entry() == s, p.entry())
    p.wait_says("not_sent", since=t0)
    p.ui.shot("held", p.window)
    p.clear_entry()


@scenario
def engine_missing(t):
    """A requires encryption, and the runtime object is broken: A is told, private text is held"""
    a = t.peer("a", plugin=broken_copy(t), prefs=REQUIRED).start()
    t.peer("b").start()
    t.wait_buddies()
    told_and_held(t, a)


@scenario
def engine_lost(t):
    """A is killed in a private conversation and comes back without its engine: text to B is held"""
    a, _ = t.up()
    t.go_secure()
    t.exchange()
    pump(7)             # libpurple writes the buddy list five seconds after a change
    a.proc.proc.kill()
    a.proc.proc.wait()
    a.change_plugin(broken_copy(t))
    a.start()
    t.wait_buddies()
    told_and_held(t, a)
