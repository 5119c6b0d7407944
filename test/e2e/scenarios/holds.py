# SPDX-License-Identifier: GPL-2.0-or-later
"""Privacy that ends without the contact's word, or with ours: what is typed goes nowhere in clear, and is not lost."""
from kit.late import Late
from kit.stage import now, scenario
from kit.wait import wait_for

from .faults import REQUIRED
from .leaks import command, secure

CLOSING_ENDS = {"/plugins/core/otr-ts/end_on_close": True}


def returned(t, p, texts):
    """They stand in the entry, one a line, in the order in which they were typed."""
    wait_for(lambda: p.alive() and all(x in p.entry() for x in texts), 10,
             lambda: "%r are back in the entry: %r" % (texts, p.entry()))
    t.check("in order, each once", [x for x in p.entry().split("\n") if x] == texts, p.entry())


@scenario
def closing_ends(t):
    """with the option, closing the window ends the private conversation, and B is told; without, it goes on"""
    a = t.peer("a", probe=True, prefs=CLOSING_ENDS).start()
    b = t.peer("b").start()
    t.wait_buddies()
    t.go_secure()
    t.exchange()
    since = now()
    a.purple.call("PurpleConversationDestroy", a.conv())
    b.wait_state("finished")
    b.wait_says("finished", since=since)
    a.ui.wait_no_window(a.window)
    t.held_back(a, since)
    a.conv()
    a.wait_state("plaintext")
    a.wait_says("disabled", since=since)
    a.probe("preference", "/plugins/core/otr-ts/end_on_close", "0")
    t.go_secure()
    a.purple.call("PurpleConversationDestroy", a.conv())
    a.ui.wait_no_window(a.window)
    t.pause(1.0)
    t.check("B still is in the private conversation", b.state() == "unverified", b.state())
    a.conv()
    a.wait_state("unverified")
    t.exchange()


@scenario
def peer_gone(t):
    """B's program dies in a private conversation: A is told and holds; B comes back, and nothing was in clear or lost"""
    a, b = t.up(probe=True)
    t.go_secure()
    t.exchange()
    since = now()
    b.proc.proc.kill()
    b.proc.proc.wait()
    a.wait_says("went_offline", 60, since)
    held = t.secret("held")
    a.type(held)
    a.wait_says("not_sent", since=since)
    returned(t, a, [held])
    t.held_back(a, since)
    a.ui.shot("peer-gone", a.window)
    a.clear_entry()
    b.start()
    t.wait_buddies()
    a.wait_says("came_online", 30, since)
    b.conv()
    text, again = t.secret("again"), now()
    a.type(text)
    # B has lost its keys of the conversation: it cannot read this, says so, and a new one begins by itself
    wait_for(lambda: any(text in x for x in b.received(again)), 40,
             lambda: "the text arrives; A shows %r, B %r" % (a.shown(again), b.shown(again)))
    t.held_back(a, since)
    t.held_back(b, since)
    secure(t, a)
    t.exchange()


@scenario
def off_while_waiting(t):
    """switched off while texts wait for the session: they are in the entry, in order, and nothing has left in clear"""
    a, b = t.up(probe=True)
    a.conv()
    b.conv()
    command(a, "policy always")
    a.tap.mute = True
    since = now()
    texts = [t.secret("waits"), t.secret("waits"), t.secret("waits")]
    for x in texts:
        a.type(x)
    wait_for(lambda: all(any(x in line for line in a.system(since)) for x in texts), 10, "all are shown as waiting")
    a.plugin_enabled(False)
    returned(t, a, texts)
    t.held_back(a, since)
    a.clear_entry()
    a.tap.mute = False


@scenario
def off_while_starting(t):
    """switched off while its engine is still starting: what waits is in the entry, in order"""
    late = Late(t.run, t.plugins["a"])
    late.key()
    a = t.peer("a", plugin=late.path, prefs=REQUIRED).start()
    t.peer("b").start()
    t.wait_buddies()
    since = now()
    texts = [t.secret("waits"), t.secret("waits")]
    for x in texts:
        a.type(x)
    a.plugin_enabled(False)
    returned(t, a, texts)
    t.held_back(a, since)
    a.clear_entry()
    late.boot()
    t.pause(1)
    a.plugin_enabled(True)
    a.wait_state("plaintext")
    t.go_secure()
    t.exchange()
