# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin of native/test/probe.c in a running Pidgin: texts by every way that leads past the conversation."""
import os

from .life import ROOT

PROBE = os.path.join(os.path.dirname(os.path.dirname(ROOT)), "build", "Release", "otr-probe.so")


class Probe:
    def __init__(self, run, side):
        self.run, self.side = run, side
        self.pipe = run.path(side, "probe")
        self.stalls = run.path(side, "stalls")
        os.mkfifo(self.pipe, 0o600)

    def env(self):
        return {"OTR_PROBE": self.pipe, "OTR_PROBE_STALLS": self.stalls}

    def turns(self, t0, t1):
        """Turns of the main loop that began in this time and were longer than 1 ms: (wall, cpu) in milliseconds."""
        with open(self.stalls) as f:
            rows = [[float(x) for x in line.split()] for line in f if line.endswith("\n")]
        return [(wall, cpu) for since, wall, cpu in rows if t0 <= since <= t1]

    def do(self, verb, who, text):
        """One line of its language; what it does happens a moment later."""
        self.run.log(self.side, "probe", verb, who, repr(text[:80]))
        fd = os.open(self.pipe, os.O_WRONLY | os.O_NONBLOCK)
        try:
            os.write(fd, ("%s %s %s\n" % (verb, who, text)).encode())
        finally:
            os.close(fd)
