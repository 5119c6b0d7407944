# SPDX-License-Identifier: GPL-2.0-or-later
"""Expectations and waiting: D-Bus signals come in while one waits."""
import time

from gi.repository import GLib


class Fail(AssertionError):
    """An expectation of a scenario was not met."""


class Setup(RuntimeError):
    """The kit itself could not get going (missing program, server did not start)."""


class Pace:
    """Slow transports stretch all time-outs by this factor."""

    factor = 1.0


def need(cond, msg):
    """`cond` if it is truthy, otherwise Fail(msg)."""
    if not cond:
        raise Fail(msg)
    return cond


def pump(seconds=0.0):
    """Let D-Bus signals come in for `seconds` (0: only what is already there)."""
    ctx = GLib.MainContext.default()
    if seconds <= 0:
        while ctx.iteration(False):
            pass
        return
    done = []
    GLib.timeout_add(max(1, int(seconds * 1000)), lambda: done.append(1) and False)
    while not done:
        ctx.iteration(True)


def wait_for(cond, timeout, what, step=0.02):
    """Pump until cond() is truthy; its value comes back. On time-out: Fail(what)."""
    timeout *= Pace.factor
    end = time.monotonic() + timeout
    while True:
        pump(0)
        got = cond()
        if got:
            return got
        if time.monotonic() >= end:
            raise Fail("not within %gs: %s" % (timeout, what() if callable(what) else what))
        pump(step)
