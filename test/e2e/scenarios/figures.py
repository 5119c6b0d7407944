# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the main loop stands still."""
from kit.stage import now, scenario
from kit.stall import fmt
from kit.wait import pump


@scenario
def stall(t):
    """longest stall of the main loops: idle, key generation, key exchange, messages"""
    a, b = t.up()
    meters = {"a": a.measure(), "b": b.measure()}

    def phase(name, act, sides="ab"):
        t0 = now()
        act()
        pump(0.25)
        for s in sides:
            st = meters[s].stats(t0, now())
            t.run.notes.append("stall %-8s %s: %s" % (name, s, fmt(st)))
            t.figure(**{"stall_%s_%s_ms" % (name, s): round(st["max"])})

    def generate():
        a.config("generate")
        a.config_fingerprint(60)

    def start():
        """Over D-Bus: reading the screen would itself load the main loop."""
        t0 = now()
        a.do("start")
        for p in (a, b):
            p.wait_says("secure", since=t0, timeout=30)

    phase("idle", lambda: pump(1.5))
    a.open_config()
    phase("keygen", generate, "a")
    a.clear_keygen_window()
    a.close_config()
    a.conv()
    phase("ake", start)
    t.wait_secure(0)
    phase("messages", lambda: t.exchange(10))
