# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads what pinger.py measured."""
import os
import subprocess
import sys

from .pidgin import NAME, PATH
from .life import HERE
from .wait import pump


def percentile(values, p):
    """The p-th percentile of sorted values."""
    if not values:
        return float("nan")
    return values[min(len(values) - 1, int(round(p / 100.0 * (len(values) - 1))))]


class StallMeter:
    def __init__(self, run, side, desktop, period_ms=10):
        self.run, self.side, self.period = run, side, period_ms
        self.file = run.path("stall", side + ".txt")
        self.p = run.spawn([sys.executable, os.path.join(HERE, "pinger.py"), desktop.bus, NAME, PATH,
                            str(period_ms), self.file], "pinger-%s.log" % side, env=desktop.env(a11y=False),
                           stdout=subprocess.PIPE)
        self.p.stdout.readline()

    def samples(self, t0, t1):
        out = []
        with open(self.file) as f:
            for line in f:
                a, _, b = line.strip().partition(" ")
                if b and b != "gone":
                    t = float(a)
                    if t0 <= t <= t1:
                        out.append((t, float(b)))
        return out

    def stats(self, t0, t1):
        pump(0.05)
        s = self.samples(t0, t1)
        r = sorted(v for _, v in s)
        # blocks: runs of pings that were all answered at about the same moment, late
        blocks, last_end = [], None
        for t, v in sorted(s):
            if v < 16:
                continue
            end = t + v / 1000
            if last_end is not None and abs(end - last_end) < 0.008:
                continue
            blocks.append(v)
            last_end = end
        return {"n": len(r), "p50": percentile(r, 50), "p95": percentile(r, 95), "p99": percentile(r, 99),
                "max": r[-1] if r else float("nan"), "blocks": sorted(blocks, reverse=True)[:8],
                "late_pct": 100.0 * sum(1 for v in r if v > 16) / len(r) if r else float("nan"),
                "dur": t1 - t0}

    def stop(self):
        self.run.stop(self.p)


def fmt(s):
    return "max %.0f ms, p99 %.1f, p95 %.1f, p50 %.2f, %d pings, %.0f%% late >16ms, blocks %s" % (
        s["max"], s["p99"], s["p95"], s["p50"], s["n"], s["late_pct"],
        "/".join("%.0f" % b for b in s["blocks"]) or "-")
