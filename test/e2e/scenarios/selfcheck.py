# SPDX-License-Identifier: GPL-2.0-or-later
"""The kit proves that it would see what it looks for."""
import base64
import signal

from kit.classify import leaks
from kit.stage import now, scenario
from kit.wait import Fail, pump


@scenario
def selfcheck(t):
    """no plugins: clear text must be seen on the wire, a stall measured, a crash noticed"""
    t.plugins = {"a": None, "b": None}
    a, b = t.up()
    marks = [t.text("mark") for _ in range(2)]
    for m, x, y in ((marks[0], a, b), (marks[1], b, a)):
        x.send(m)
        y.wait_received(m)
    for p in (a, b):
        t.check("the tap of %s shows both clear messages" % p.side,
                all(leaks(p.tap.raw(), m) == ["plain"] for m in marks))
    t.check("they are parsed and classified as plain",
            [m.kind for m in a.tap.msgs if m.body in marks] == ["plain", "plain"], a.tap.msgs)
    s = t.text("hidden")
    for enc in (base64.b64encode(b"xy" + s.encode() + b"z"), s.encode("utf-16-le"), s.encode().hex().encode()):
        t.check("the leak finder sees through an encoding", leaks(b"...." + enc + b"....", s))
    stop_is_measured(t, a)
    b.proc.proc.send_signal(signal.SIGSEGV)
    pump(0.5)
    try:
        b.alive()
        t.check("a crash is noticed", False)
    except Fail as e:
        t.check("a crash is noticed", "signal SIG" in str(e), str(e))
    t.peers.remove(b)


def stop_is_measured(t, p):
    meter = p.measure()
    pump(0.5)
    t0 = now()
    p.proc.proc.send_signal(signal.SIGSTOP)
    pump(0.3)
    p.proc.proc.send_signal(signal.SIGCONT)
    pump(0.3)
    st = meter.stats(t0, now())
    t.check("a stop of 300 ms is measured", 285 < st["max"] < 600, st)
