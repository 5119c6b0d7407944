# SPDX-License-Identifier: GPL-2.0-or-later
"""B uses another program with OTR of its own."""
from kit.stage import now, scenario
from kit.wait import wait_for

from .ends import hold


@scenario
def other_program(t):
    """B's program starts, both talk, B ends: A holds; then A starts, refreshes and ends"""
    a, b = t.up()
    a.conv()
    t0 = now()
    b.start_otr()
    w = t.wait_secure(t0)
    t.figure(otr_version=w[-1].version)
    t.exchange(2)
    b.end_otr()
    a.wait_state("finished")
    hold(t, a)
    a.do("end")
    a.wait_state("plaintext")
    t.go_secure()
    t.exchange()
    t1 = now()
    a.do("refresh")
    wait_for(lambda: any(p.tap.sent("otr", "signature", since=t1) for p in (a, b)), 15,
             "key exchange after refresh")
    t.exchange()
    a.do("end")
    b.wait_state(b.when_ended)
    told_after_end(t, a, b)


def told_after_end(t, a, b):
    """What B writes now: in clear, nothing, or an empty message; A sees no empty line."""
    t0, clear = now(), t.text("after-end")
    b.send(clear)
    t.pause(1.0)
    t.check("no empty message is shown", "" not in a.received(t0), a.received(t0))
    if b.when_ended == "plaintext":
        a.wait_received_anyhow(clear, since=t0)


@scenario
def remembered(t):
    """B's program writes plain text: A finds out, writes plain text, and remembers it by B's key"""
    a, b = t.up()
    t.go_secure()
    typed = "5 < 6 & 7"
    read_as(t, a, b, typed)
    a.quit()
    a.start()
    a.wait_buddy()
    t.go_secure()
    t0, key = now(), t.secret("later")
    a.say(key + " " + typed)
    b.wait_received(key + " " + typed, since=t0)


def read_as(t, a, b, typed):
    t0, key = now(), t.secret("first")
    b.say(key + " " + typed)
    a.wait_received(key + " " + typed, since=t0)
    a.say(key + " " + typed)
    b.wait_received(key + " " + typed, since=t0)


@scenario
def chosen(t):
    """A chooses for B how texts are written, both ways, before B's program has shown anything"""
    a, b = t.up()
    t.go_secure()
    a.type("/otr text plain")
    wait_for(lambda: any("plain text" in x for _, _, x in a.shown()), 10, "answer to /otr text plain")
    t0, key = now(), t.secret("chosen")
    text = key + (" 5 < 6" if b.resolves_markup else " <b> &lt; 5 < 6")
    a.say(text)
    b.wait_received(text, since=t0)
    b.say(key + " <b>x</b> &lt;")
    a.wait_received(key + " <b>x</b> &lt;", since=t0)
