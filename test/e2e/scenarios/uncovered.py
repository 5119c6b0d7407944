# SPDX-License-Identifier: GPL-2.0-or-later
"""What OTR does not cover, and what other programs of the person's would hear."""
import os

from kit.stage import now, scenario
from kit.wait import pump, wait_for

WARNING = "^Off-the-Record Messaging$"


def composing(p, since):
    """Typing notices that this peer's Pidgin has sent."""
    raw = b"".join(d for t, way, d in p.tap.chunks if way == "c2s" and t >= since)
    return raw.count(b"<composing")


@scenario
def uncovered(t):
    """files and attention are asked about, typing is not told, in private; outside it is as ever"""
    a, b = t.up(probe=True)
    path = t.run.path("a", "paper-%s.txt" % t.text())
    with open(path, "w") as f:
        f.write("not private")
    since = now()
    a.probe("typing", a.other_jid, "-")
    if t.server.kind == "xmpp":
        wait_for(lambda: composing(a, since), 5, "typing is told outside private conversations")
    t.go_secure()
    since = now()
    a.probe("typing", a.other_jid, "-")
    t.pause(1)
    t.check("typing is not told in private", composing(a, since) == 0)
    wanted = [("file", path, os.path.basename(path))]
    if t.server.kind == "xmpp":
        wanted.append(("attention", "-", "urn:xmpp:attention:0"))
    for verb, argument, trace in wanted:
        asked(t, a, verb, argument, trace)
    t.exchange()


def asked(t, a, verb, argument, trace):
    """The window comes; Cancel sends nothing, the other button does."""
    trace = trace.encode()

    def sent(since):
        return trace in b"".join(d for x, way, d in a.tap.chunks if way == "c2s" and x >= since)

    for button, goes in (("^Cancel$", False), ("^Go on without protection$", True)):
        since = now()
        a.probe(verb, a.other_jid, argument)
        a.ui.wait_text(WARNING, "not protected by the private conversation")
        a.ui.shot("asks-before-" + verb, WARNING)
        t.check("%s: nothing is sent before the answer" % verb, not sent(since))
        a.ui.click(WARNING, button)
        if goes:
            wait_for(lambda: sent(since), 15, "%s goes once the person agrees" % verb)
        else:
            t.pause(1)
            t.check("%s: nothing is sent after Cancel" % verb, not sent(since))


@scenario
def silent_bus(t):
    """with the option libpurple leaves D-Bus while the conversation is private, and comes back"""
    a = t.peer("a", prefs={"/plugins/core/otr-ts/silent_bus": True}).start()
    b = t.peer("b").start()
    t.wait_buddies()
    a.conv()
    b.conv()
    t.check("at first it is on the bus", a.purple.owner())
    since = now()
    a.do("start")
    b.wait_state("unverified")
    wait_for(lambda: not a.purple.owner(), 10, "libpurple leaves the bus")
    a.wait_state("unverified")
    words = t.secret("bus"), t.secret("bus")
    a.desk.raise_window(a.window)
    a.type_blind(words[0])
    b.wait_received(words[0])
    b.send(words[1])
    wait_for(lambda: words[1] in a.ui.c.one(window=a.window, role="text", nth=0).text(), 10, "A reads it")
    pump(0.5)
    heard = [x for x in a.purple.events if x[0] >= since and any(w in str(x) for w in words)]
    t.check("no program has heard a private word", not heard, heard[:2])
    a.do("end")
    wait_for(a.purple.owner, 10, "libpurple comes back to the bus")
    b.wait_state("finished")


@scenario
def redacted_log(t):
    """with the option the log notes that something was said; without a private conversation it has everything"""
    a, b = t.up(prefs={"/plugins/core/otr-ts/redact_logs": True})
    clear = t.text("clear")
    a.send(clear)
    b.wait_received(clear)
    t.go_secure()
    t.exchange(2)
    notes = sum(x.count("[private message]") for x in a.logs())
    t.check("what was clear is in the log", any(clear in x for x in a.logs()))
    t.check("four notes of private messages", notes == 4, notes)


@scenario
def whole_log(t):
    """who wants private conversations in the log has them there, and still nothing leaves in clear"""
    a, b = t.up(prefs={"/OTR/avoidloggingotr": False})
    t.go_secure()
    t0, said, answer = now(), t.text("said"), t.text("answer")
    a.send(said)
    b.wait_received(said)
    b.send(answer)
    a.wait_received(answer)
    t.held_back(a, t0)
    t.held_back(b, t0)
    for text in (said, answer):
        t.check("it is in the log", any(text in x for x in a.logs()), a.logs())
