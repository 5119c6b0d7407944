# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways out of a private conversation."""
from kit.stage import now, scenario


@scenario
def end(t):
    """A ends: B is told, what B types is not sent and comes back; B ends too; then a new start"""
    a, b = t.up()
    t.go_secure()
    t.exchange()
    t0 = now()
    a.do("end")
    a.wait_state("plaintext")
    b.wait_state("finished")
    t.figure(end_ms=round((now() - t0) * 1000))
    b.wait_says("finished", since=t0)
    hold(t, b)
    b.do("end")
    b.wait_state("plaintext")
    t2, clear = now(), t.text("clear")
    b.send(clear)
    a.wait_received_anyhow(clear, since=t2)
    t.pause(1.5)    # its whitespace tag may start a new session by itself
    if a.state() == "plaintext":
        t.go_secure()
    else:
        t.wait_secure(t2)
    t.exchange()


def hold(t, p):
    """In the finished state: what is typed does not leave, the reason is shown, the text comes back."""
    p.clear_entry()
    s, t0 = t.secret("after-end"), now()
    p.type(s)
    p.wait_says("not_sent", since=t0)
    t.pause(1.0)
    t.held_back(p, t0)
    p.ui.shot("finished", p.window)
    t.check("still finished", p.state() == "finished", p.state())
    if p.L["traits"].get("hands_back"):
        t.check("the text is back in the entry", p.entry() == s, p.entry())
        p.clear_entry()


@scenario
def peer_quits(t):
    """A quits in a private conversation: B is told and holds; A comes back and starts anew"""
    a, b = t.up()
    t.go_secure()
    t.exchange()
    t0 = now()
    t.check("Pidgin a quits cleanly in the session", a.quit() == 0)
    b.wait_state("finished")
    b.wait_says("finished", since=t0)
    hold(t, b)
    a.start()
    t.wait_buddies()
    t.go_secure()
    t.exchange()


@scenario
def disable(t):
    """A switches the plugin off in a private conversation: B is told; on again: a new session works"""
    a, b = t.up()
    t.go_secure()
    t.exchange()
    t0 = now()
    a.plugin_enabled(False)
    b.wait_state("finished")
    a.wait_says("disabled", since=t0)
    t.check("the level is no longer shown", a.state() is None, a.state())
    a.ui.shot("switched-off", a.window)
    t1, clear = now(), t.text("clear")
    a.send(clear)
    b.wait_received_anyhow(clear, since=t1)
    a.plugin_enabled(True)
    a.wait_state("plaintext")
    t.go_secure()
    t.exchange()
