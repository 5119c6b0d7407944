# SPDX-License-Identifier: GPL-2.0-or-later
"""Who it really is: the fingerprint window."""
import os

from kit.stage import scenario


def filed_trust(p, fingerprint):
    """The trust that otr.fingerprints gives to this key, or None."""
    with open(os.path.join(p.proc.dir, "otr.fingerprints")) as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return next((r[4] for r in rows if len(r) > 4 and r[3] == fingerprint.lower()), None)


@scenario
def fingerprint(t):
    """fingerprint window: both sides show the same two; verify, take it back, verify"""
    a, b = t.up()
    t.go_secure()
    fa, fb = a.fingerprints(), b.fingerprints()
    t.check("A's view of B is B's own fingerprint", fa["their"] == fb["own"], (fa, fb))
    t.check("B's view of A is A's own fingerprint", fb["their"] == fa["own"], (fa, fb))
    a.do("verify")
    a.wait_state("private")
    t.check("filed as verified", filed_trust(a, fb["own"]) == "verified", filed_trust(a, fb["own"]))
    t.check("B is not concerned", b.state() == "unverified", b.state())
    a.ui.shot("private", a.window)
    a.do("unverify")
    a.wait_state("unverified")
    t.check("filed as not verified", not filed_trust(a, fb["own"]), filed_trust(a, fb["own"]))
    a.do("verify")
    a.wait_state("private")
    t.exchange()
