# SPDX-License-Identifier: GPL-2.0-or-later
"""Policies: what may leave in clear, and what starts by itself."""
from kit.stage import now, scenario


@scenario
def require(t):
    """A requires encryption: nothing leaves in clear, what was typed is delivered in the session, in order"""
    a, b = t.up()
    a.open_config()
    a.config("require")
    a.ui.shot("require", a.L["config"]["window"])
    a.close_config()
    t0 = now()
    texts = [t.secret("first"), t.secret("second"), t.secret("third")]
    for x in texts:
        a.type(x)
    t.query_on_wire(a, t0)
    t.wait_secure(t0)
    expected = texts if a.L["traits"].get("queue") else texts[-1:]
    for x in expected:
        b.wait_received(x, timeout=15)
    got = [x for x in b.received(t0) if x in texts]
    t.check("in order, each once", got == expected, got)
    t.held_back(a, t0)
    a.ui.shot("delivered", a.window)
    t.exchange()


@scenario
def manual(t):
    """A starts by hand only: no whitespace tag goes out, no tag or clear text starts anything"""
    a, b = t.up()
    a.open_config()
    a.config("manual")
    a.close_config()
    t0, hello, answer = now(), t.text("clear"), t.text("answer")
    a.send(hello)
    b.wait_received(hello)
    b.send(answer)
    a.wait_received(answer)
    t.check("A's text goes out without a tag", [m.kind for m in a.tap.sent(since=t0)] == ["plain"],
            a.tap.sent(since=t0))
    t.pause(1.0)
    t.check("no session by itself", a.state() == "plaintext", a.state())
    t.go_secure()
    t.exchange()
