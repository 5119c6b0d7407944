# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the main loop stands still, flow by flow: goal 8 is 20 ms."""
import os

from kit.profile import account_name
from kit.stage import now, scenario
from kit.wait import pump, wait_for

LONGEST_MS = 20


class Stopwatch:
    """The longest turn of both main loops in each flow: by the clock, and by the processor's time."""

    def __init__(self, t):
        self.t = t

    def flow(self, name, act, sides="ab", most=LONGEST_MS):
        """Carry out one flow; `most`: no turn of it takes more of the processor, in milliseconds."""
        t0 = now()
        act(t0)
        pump(0.3)
        for p in (self.t.a, self.t.b):
            if p.side not in sides:
                continue
            turns = p.proc.probe.turns(t0, now())
            wall, cpu = (max((x[i] for x in turns), default=0) for i in (0, 1))
            self.t.run.notes.append("stall %-22s %s: %5.1f ms on the processor, %5.1f ms by the clock" % (
                name, p.side, cpu, wall))
            self.t.figure(**{"stall_%s_%s_ms" % (name, p.side): round(cpu, 1)})
            if most:
                self.t.check("%s: no turn of %s's main loop takes more than %d ms" % (name, p.user, most),
                             cpu <= most, (cpu, wall))


def told(p, text, since):
    """A line of ours that has this in it; read from D-Bus: looking at the screen would itself be work."""
    wait_for(lambda: any(text in x for x in p.system(since)), 30,
             lambda: "side %s is told %r; it shows %r" % (p.side, text, p.system(since)))


@scenario
def stalls(t):
    """longest stall of both main loops in each flow that is begun by a command"""
    a, b = t.up(probe=True)
    for p in (a, b):
        p.conv()
    watch = Stopwatch(t)

    def by(p, command):
        p.probe("command", p.other_jid, "otr " + command)

    def key(t0):
        by(a, "genkey")
        told(a, "ingerprint", t0)

    def start(t0):
        by(a, "start")
        for p in (a, b):
            told(p, "started", t0)

    def refresh(t0):
        by(a, "refresh")
        told(a, "was refreshed", t0)

    def compare(ask, answer, outcome):
        def flow(t0):
            by(a, ask)
            told(b, "wants to", t0)
            by(b, "answer " + answer)
            told(a, outcome, t0)
        return flow

    def messages(_):
        t.exchange(10)

    def end(t0):
        by(a, "end")
        told(b, "has ended", t0)

    watch.flow("idle", lambda _: pump(1.5))
    watch.flow("genkey", key, "a")
    watch.flow("start", start)
    watch.flow("messages", messages)
    watch.flow("refresh", refresh)
    watch.flow("question_wrong", compare('question "Colour?" red', "blue", "The verification failed"))
    watch.flow("question_right", compare('question "Colour?" red', "red", "The answer was right"))
    watch.flow("secret", compare("secret rose", "rose", "Both of you typed the same"))
    watch.flow("end", end)
    b.probe("command", b.other_jid, "otr end")
    watch.flow("start_again", start)


def file_fingerprints(t, p, count):
    """pidgin-otr's file has so many verified keys of people who are not there."""
    account = account_name(t.server, p.user)
    with open(os.path.join(p.proc.dir, "otr.fingerprints"), "w") as f:
        for i in range(count):
            f.write("contact%d@localhost\t%s\tprpl-jabber\t%040x\tverified\n" % (i, account, i))


@scenario
def stalls_windows(t):
    """longest stall of A's main loop while its windows open, with a thousand known fingerprints"""
    a, b = t.peer("a", probe=True), t.peer("b", probe=True)
    file_fingerprints(t, a, 1000)
    a.start()
    b.start()
    t.wait_buddies()
    t.go_secure()
    watch = Stopwatch(t)
    question = {"question": t.text("question"), "secret": t.secret("answer")}

    def opens(name, window):
        def flow(_):
            a.do(name)
            a.ui.wait_window(a.L[window])
        return flow

    def shut(window):
        """By the keyboard: a table of a thousand rows is not read on the way."""
        a.desk.raise_window(a.L[window])
        a.desk.x("xdotool", "key", "Escape")
        a.ui.wait_no_window(a.L[window])

    watch.flow("idle", lambda _: pump(1.0))
    for name, window in (("ask_window", "verify_window"), ("known", "known_window"), ("keys", "keys_window"),
                         ("settings", "settings_window"), ("import", "import_window"), ("help", "help_window")):
        watch.flow("opens_" + name, opens(name, window), "a")
        watch.flow("closes_" + name, lambda _, window=window: shut(window), "a")
    watch.flow("asked", lambda _: (b.do("smp_question", **question), a.ui.wait_window(a.L["answer_window"])), "a")
    watch.flow("verifies", lambda _: (a.do("smp_asked_question", **question), b.wait_state("private")), "ab")
