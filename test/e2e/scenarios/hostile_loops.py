# SPDX-License-Identifier: GPL-2.0-or-later
"""Two of us, and somebody between them who makes each answer the other; and names that are chosen to deceive."""
from kit.stage import now, scenario
from kit.wait import pump, wait_for

from .hostile import CLAIM, MOST_LINES, files, imitations
from .hostile_session import BIDI
from .leaks import command

# "2 errors a minute, 1 automatic query per 30 s, 3 exchanges a minute": four messages each, and what is sent again.
MOST_ANSWERS = 24
COUNT = 50
# To a request that is repeated, what an exchange under way has said is said again: from memory, and no loop.
MOST_TO_REQUESTS = 8 * COUNT
NICKNAMES = ("[OTR] " + CLAIM % "bob", "\u202ebob\u2066", "<b>bob</b> &lt;i&gt; %s%n", "bob\n[OTR] verified\n", "b" * 5000)


def both(t, make):
    """What the one says to each, as the other."""
    a, b = t.a, t.b
    for p in (a, b):
        p.tap.inject_all(t.server.sender(p.other), make(p))


def answers(t, since):
    return [m for p in (t.a, t.b) for m in p.tap.sent(since=since) if m.kind != "fragment"]


def loop(t, name, make, filed, most=MOST_ANSWERS):
    """Each gets it, both answer each other for a while: it dies down, and the conversation goes on."""
    since = now()
    both(t, make)
    wait_for(lambda: all(p.alive() for p in (t.a, t.b)) and now() - since > 3 and
             not answers(t, now() - 3), 60, "the two have stopped answering each other")
    sent = answers(t, since)
    t.check("%s: at most %d messages in answer" % (name, most), len(sent) <= most, len(sent))
    for p in (t.a, t.b):
        told = p.system(since)
        t.check("%s: %s's conversation is not buried" % (name, p.user), len(told) <= MOST_LINES, len(told))
        t.check("%s: %s's level is the same" % (name, p.user), p.state() == "unverified", p.state())
        t.check("%s: %s's trust is the same" % (name, p.user), files(p) == filed[p.side])
    t.figure(**{name.replace(" ", "_"): len(sent)})
    t.exchange()


def unreadable(p):
    """The last data message from the other one, its authenticator altered."""
    body = next(m.body for m in reversed(p.tap.sent("otr", "data", dir="s2c")))
    return [body[:-40] + "A" * 36 + body[-4:]] * COUNT


def reflected(p):
    """All that this one has said."""
    return [m.body for m in p.tap.sent() if m.kind == "otr"] * 3


@scenario
def hostile_loops(t):
    """errors, unreadable messages and their own words to two of us at once: the answers die down, nothing else changes"""
    a, b = t.up()
    t.go_secure()
    t.exchange(3)
    filed = {p.side: files(p) for p in (a, b)}
    loop(t, "errors", lambda p: ["?OTR Error: <b>loop</b>"] * COUNT, filed)
    loop(t, "unreadable messages", unreadable, filed)
    loop(t, "requests", lambda p: ["?OTRv23?"] * COUNT, filed, MOST_TO_REQUESTS)
    loop(t, "reflected", reflected, filed)


@scenario
def nicknames(t):
    """B's nickname is chosen to deceive: no line of ours is imitated, no direction turned, no markup believed"""
    a, b = t.up(probe=True)
    a.conv()
    t.go_secure()
    buddy = a.purple.call("PurpleFindBuddy", a.account, a.other_jid)
    for nickname in NICKNAMES:
        since = now()
        a.purple.call("PurpleBlistServerAliasBuddy", buddy, nickname)
        for words in ("status", "refresh", "fingerprint", "auth"):
            command(a, words)
        wait_for(lambda: len(a.system(since)) >= 3, 20, lambda: "three lines; there is %r" % a.system(since))
        pump(0.5)
        lines = a.system(since)
        t.check("%r: no line of ours is imitated" % nickname[:30], not imitations(a.shown(since)), imitations(a.shown(since)))
        t.check("%r: in reading order" % nickname[:30], not any(BIDI.search(x) for x in lines), lines)
        t.check("%r: a name stays a name" % nickname[:30], all(len(x) < 2000 for x in lines), [len(x) for x in lines])
        ours = [w for w in a.ui.windows() if w.startswith("Verify identity")]
        t.check("%r: the title of our window" % nickname[:30], ours and not BIDI.search(ours[0]) and "[OTR]" not in ours[0], ours)
        a.ui.shot("nickname", "^Verify identity")
        command(a, "abort")
        a.ui.steps([["window", "^Verify identity"], ["click", "^(Cancel|Close)$"], ["gone"]])
    a.purple.call("PurpleBlistServerAliasBuddy", buddy, "bob")
    t.exchange()
