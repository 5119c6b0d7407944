# SPDX-License-Identifier: GPL-2.0-or-later
"""A long conversation over a bad network. OTR_SOAK_MESSAGES: how many (400), OTR_SOAK_WINDOWS: how many
conversations are opened and closed (20), OTR_SOAK_SEED: for another course of events."""
import os
import random
import time

from kit.life import anonymous
from kit.stage import now, scenario
from kit.wait import pump, wait_for

PRIVATE = ("unverified", "private")
# The engine takes part in three key exchanges a minute with the same device.
EXCHANGES, MINUTE = 3, 61
RESENT = "[resent] "


def number(name, fallback):
    return int(os.environ.get(name, fallback))


class Talk:
    """Two who write to each other: what was sent, what has come, what a cut took away."""

    def __init__(self, t, a, b, dice):
        self.t, self.sides, self.dice = t, (a, b), dice
        self.sent = self.lost = self.wrong = 0

    def other(self, p):
        a, b = self.sides
        return b if p is a else a

    def clear(self):
        pump(0)
        for p in self.sides:
            p.purple.events.clear()

    def write(self, p, count):
        """`count` messages in a row; their texts."""
        texts = []
        for _ in range(count):
            texts.append("%s-%06d %s" % (p.side, self.sent, "ü€😀 words" * self.dice.choice((1, 1, 3, 20))))
            p.send(texts[-1])
            self.sent += 1
        return texts

    def come(self, p):
        return [x.removeprefix(RESENT) for x in p.received()]

    def check(self, p, texts, may_lack=False):
        """All of them have come at `p`, in order and once; after a cut an end of them may be missing."""
        if not may_lack:
            wait_for(lambda: len(self.come(p)) >= len(texts), 20,
                     lambda: "side %s receives %r; got %r and %r" % (p.side, texts, self.come(p), p.system()))
        got = self.come(p)
        if got != texts and not (may_lack and got == texts[:len(got)]):
            self.wrong += 1
            self.t.run.notes.append("side %s: of %r came %r" % (p.side, texts, got))
        self.lost += len(texts) - len(got)

    # -- what happens ----------------------------------------------------------------------------
    def chat(self):
        """Both write, one after the other or at the same time."""
        a, b = self.dice.sample(self.sides, 2)
        self.clear()
        first = self.write(a, self.dice.randint(0, 10))
        self.check(b, first)
        both = [self.write(p, self.dice.randint(1, 5)) for p in (a, b)]
        self.check(b, first + both[0])
        self.check(a, both[1])

    def refresh(self):
        """A new key exchange, and messages that are on their way meanwhile."""
        p = self.dice.choice(self.sides)
        self.clear()
        p.do("refresh")
        texts = [self.write(x, 3) for x in (p, self.other(p))]
        self.check(self.other(p), texts[0])
        self.check(p, texts[1])

    def leave(self):
        """Signs off and on again: the other one is told, and what they write meanwhile is held."""
        p = self.dice.choice(self.sides)
        self.clear()
        p.purple.call("PurpleAccountDisconnect", p.account)
        wait_for(lambda: self.other(p).says("finished"), 20, "the other one is told of the end")
        self.back(p)

    def cut(self):
        """The network breaks while one writes: an end of it may be lost, and the program says that it is off line."""
        p = self.dice.choice(self.sides)
        self.clear()
        texts = self.write(p, self.dice.randint(1, 6))
        p.tap.cut()
        wait_for(lambda: not p.purple.call("PurpleAccountIsConnected", p.account), 20, "it notices", 0.05)
        pump(0.5)
        self.check(self.other(p), texts, may_lack=True)
        self.back(p)

    def back(self, p):
        p.purple.call("PurpleAccountConnect", p.account)
        wait_for(lambda: p.purple.call("PurpleAccountIsConnected", p.account), 40, "on line again", 0.05)
        for x in self.sides:
            x.wait_buddy()
        t0 = now()
        for x in self.sides:
            x.conv()
        p.do("refresh" if p.state() in PRIVATE else "start")
        wait_for(lambda: p.says("secure", t0) or p.says("refreshed", t0), 30, "a new session")
        for x in self.sides:
            x.wait_state(*PRIVATE, timeout=30)

    def new_windows(self):
        """Both close the conversation's window; the session goes on."""
        for p in self.sides:
            p.purple.call("PurpleConversationDestroy", p.conv())
        for p in self.sides:
            p.conv()
            if p.plugin:
                p.wait_state(*PRIVATE)


@scenario
def soak(t):
    """a long conversation with refreshes, sign-offs, cuts: nothing is lost unannounced, nothing comes twice"""
    total, seed = number("OTR_SOAK_MESSAGES", 400), number("OTR_SOAK_SEED", 1)
    a, b = t.up()
    if a.plugin:
        t.go_secure()
    talk = Talk(t, a, b, random.Random(seed))
    before, began = {}, time.monotonic()
    # without a plugin: what Pidgin itself keeps of as many messages
    events = (talk.refresh, talk.cut, talk.leave, talk.cut) if a.plugin else (lambda: None,)
    turns = [began]
    while talk.sent < total and not talk.wrong:
        talk.chat()
        if not before and talk.sent >= total / 10:
            before = {p: anonymous(p.pid()) for p in (a, b)}
        if talk.sent >= 50 * len(turns) and len([x for x in turns if x > now() - MINUTE]) < EXCHANGES:
            events[(len(turns) - 1) % len(events)]()
            turns.append(now())
            talk.new_windows()
    pump(1)
    t.check("all that was sent has come, in order, once", not talk.wrong)
    t.figure(messages=talk.sent, events=len(turns) - 1, lost_in_cuts=talk.lost, seconds=round(time.monotonic() - began))
    for p in (a, b):
        size = anonymous(p.pid())
        t.figure(**{"anonymous_%s_kb" % p.side: size, "growth_%s_kb" % p.side: size - before[p]})


def growth(p, count):
    """KiB that stay after `count` conversations were opened and closed; a fifth of them first, uncounted."""
    sizes = []
    for numbers in (range(count // 5), range(count, 2 * count)):
        for i in numbers:
            c = p.purple.call("PurpleConversationNew", 1, p.account, p.server.jid("nobody%d" % i))
            if i % 10 == 0:
                pump(0.05)
            p.purple.call("PurpleConversationDestroy", c)
        pump(1)
        sizes.append(anonymous(p.pid()))
    return sizes[1] - sizes[0]


@scenario
def many_windows(t):
    """conversations are opened and closed: we keep nothing of them, beside what Pidgin itself keeps"""
    count = number("OTR_SOAK_WINDOWS", 50)
    ours = growth(t.peer("a").start(), count)
    pidgins = growth(t.peer("b", plugin=None).start(), count)
    t.figure(windows=count, growth_kb=ours, growth_without_kb=pidgins)
    # a collection that comes late: 2 MB
    t.check("no more than without the plugin, and 5 KB a window", ours < pidgins + 5 * count + 2048,
            (ours, pidgins))
