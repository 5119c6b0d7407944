# SPDX-License-Identifier: GPL-2.0-or-later
"""The leak matrix where the key of a verified contact has changed."""
from kit.matrix import Matrix
from kit.stage import scenario

from .leaks import command, secure


@scenario
def leaks_new_key(t):
    """every gate while text to a verified contact is held, because another key answers: nothing goes out at all"""
    a, b = t.up(probe=True)
    a.conv()
    b.conv()
    secure(t, a)
    a.do("verify")
    a.wait_state("private")
    b.quit()
    # IRC does not carry what a program says as it quits
    if t.server.kind == "xmpp":
        a.wait_state("finished")
    else:
        command(a, "end")
        a.wait_state("plaintext")
    b.forget_keys()
    b.start()
    t.wait_buddies()
    secure(t, a)
    a.ui.wait_text(a.window, a.L["bar"]["new_key"])
    m = Matrix(t, a, b)
    m.fire("another key")
    for gate, outcome in m.columns["another key"].items():
        t.check("%s: not encrypted for a key that nobody agreed to" % gate, outcome != "encrypted", outcome)
