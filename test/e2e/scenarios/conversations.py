# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways into a private conversation, and what is said in it."""
from kit.stage import now, scenario
from kit.wait import wait_for


@scenario
def tag_ake(t):
    """clear text with a whitespace tag -> key exchange by itself -> private both ways"""
    a, b = t.up()
    hello = t.text("clear")
    t0 = now()
    a.send(hello)
    b.wait_received(hello)      # exactly as sent: without the tag
    first = wait_for(lambda: a.tap.sent(since=t0), 5, "first message on the wire")[0]
    t.check("the first message is clear text with a whitespace tag", first.kind == "tagged", first)
    there = wait_for(lambda: b.tap.sent(dir="s2c", since=t0), 5, "first message at B")[0]
    if there.kind != "tagged":
        t.run.notes.append("the server took the whitespace tag out of the message; going on with a query")
        a.start_otr()
    w = t.wait_secure(t0)
    t.figure(ake_ms=round((now() - t0) * 1000), ake_messages=len(w), otr_version=w[-1].version)
    for p in (a, b):
        if p.ui:
            p.ui.shot("unverified", p.window)
    t.exchange(2)


@scenario
def menu_start(t):
    """private conversation from the OTR menu; refreshed once from the menu"""
    a, b = t.up()
    t0 = now()
    t.go_secure()
    query = t.query_on_wire(a, t0)[0]
    t.check("the query offers versions 2 and 3", "2" in query.version and "3" in query.version, query)
    a.wait_says("secure", since=t0)
    b.wait_says("secure", since=t0)
    t.exchange()
    t1 = now()
    a.do("refresh")
    wait_for(lambda: any(p.tap.sent("otr", "signature", since=t1) for p in (a, b)), 15,
             "key exchange after refresh")
    a.wait_says("refreshed", since=t1)
    t.check("both stay private", (a.state(), b.state()) == ("unverified", "unverified"),
            (a.state(), b.state()))
    t.exchange()


@scenario
def button_start(t):
    """private conversation from the OTR button in the toolbar, with the real mouse"""
    a, b = t.up()
    for p in (a, b):
        p.conv()
    t0 = now()
    a.do("start_button")
    t.wait_secure(t0)
    t.exchange()


@scenario
def typed(t):
    """messages typed with the keyboard, both ways"""
    a, b = t.up()
    t.go_secure()
    s = t.secret("typed")
    a.type(s)
    b.wait_received(s)
    b.type(t.secret("answer"))
    a.wait_received(t.secrets[-1])


@scenario
def commands(t):
    """the whole way by /otr commands typed in the conversation; no command leaves as text"""
    a, b = t.up()

    def command(words, answer):
        t0 = now()
        a.type("/otr " + words)
        wait_for(lambda: any(answer in x for _, _, x in a.shown(t0)), 10,
                 lambda: "answer %r to /otr %s; there is %r" % (answer, words, a.shown(t0)))

    command("help", "/otr start")
    command("genkey", "key for alice")
    wait_for(lambda: a.says("fingerprint"), 20, "the new key's fingerprint")
    command("policy", "Private conversations with bob")
    t0 = now()
    command("start", "Asking bob")
    t.wait_secure(t0)
    t.exchange()
    command("status", "Unverified")
    command("fingerprint", "Fingerprint that bob uses")
    command("verify " + b.fingerprints()["own"], "You have verified")
    a.wait_state("private")
    command("nonsense", "not an OTR command")
    a.ui.shot("commands", a.window)
    command("end", "private conversation with bob has ended")
    b.wait_state("finished")
    t.check("no command on the wire", b"/otr" not in a.tap.raw() and b"OTR nonsense" not in a.tap.raw())


@scenario
def closed_window(t):
    """A's window is closed in the session: a refresh opens none, the next message does, and is read"""
    a, b = t.up()
    t.go_secure()
    t.exchange()
    a.purple.call("PurpleConversationDestroy", a.conv())
    a.ui.wait_no_window(a.window)
    t0 = now()
    b.do("refresh")
    wait_for(lambda: any(p.tap.sent("otr", "signature", since=t0) for p in (a, b)), 15,
             "key exchange after refresh")
    t.pause(1.0)
    t.check("no window was opened by internal traffic", not a.ui.has_window(a.window), a.ui.windows())
    s = t.secret()
    b.send(s)
    a.wait_received(s)
    a.wait_state("unverified")
    t.exchange()
