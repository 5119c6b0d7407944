# SPDX-License-Identifier: GPL-2.0-or-later
"""The leak matrix in the moments in which the plugin is there and cannot do its work yet."""
from kit.late import Late
from kit.matrix import Matrix
from kit.stage import now, scenario
from kit.wait import wait_for

from .faults import REQUIRED


def up(t):
    """A requires encryption, and its engine keeps it waiting."""
    late = Late(t.run, t.plugins["a"])
    a = t.peer("a", probe=True, plugin=late.path, prefs=REQUIRED).start()
    b = t.peer("b").start()
    t.wait_buddies()
    a.conv()
    b.conv()
    return late, a, b


def delivered(t, m, state, since):
    """What waited goes out in the session, in order, each once; but nobody has typed an automatic reply."""
    waited = [x for g, x in m.texts.items() if m.columns[state][g] == "waiting" and g != "auto-reply"]

    def got():
        return [s for x in m.b.received(since) for s in m.texts.values() if s in x]

    wait_for(lambda: m.a.alive() and set(waited) <= set(got()), 60,
             lambda: "B receives what waited: %r; it got %r" % (waited, m.b.received(since)))
    t.check("in order, each once", got() == waited, (got(), waited))
    t.held_back(m.a, since)


@scenario
def leaks_starting(t):
    """every gate while the engine is still starting and encryption is required: what waits is sent in private"""
    late, a, b = up(t)
    late.key()
    m, since = Matrix(t, a, b), now()
    m.fire("starting")
    late.boot()
    t.wait_secure(since)
    delivered(t, m, "starting", since)


@scenario
def leaks_key(t):
    """every gate while A's first key is being made and encryption is required: what waits is sent in private"""
    late, a, b = up(t)
    late.boot()
    a.wait_state("plaintext")
    m, since = Matrix(t, a, b), now()
    first = t.secret("first")
    a.type(first)
    wait_for(lambda: any("is being made" in x for x in a.system(since)), 20, "A's key is being made")
    m.fire("key being made")
    late.key()
    t.wait_secure(since)
    b.wait_received(first, since=since)
    delivered(t, m, "key being made", since)
