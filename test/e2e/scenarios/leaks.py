# SPDX-License-Identifier: GPL-2.0-or-later
"""The leak matrix in the states of a conversation."""
from kit.matrix import Matrix
from kit.stage import now, scenario
from kit.wait import wait_for

from .faults import REQUIRED, broken_copy


def command(a, words):
    a.probe("command", a.other_jid, "otr " + words)


def secure(t, a):
    since = now()
    command(a, "start")
    t.wait_secure(since)


@scenario
def leaks(t):
    """every gate in every state: no text in clear, and the person knows what became of it"""
    a, b = t.up(probe=True)
    a.conv()
    b.conv()
    m = Matrix(t, a, b)

    command(a, "policy always")
    a.tap.mute = True
    m.fire("required")
    a.tap.mute = False
    secure(t, a)
    m.fire("private")
    b.do("end")
    a.wait_state("finished")
    m.fire("finished")
    command(a, "policy default")

    secure(t, a)
    since = now()
    a.probe("online", "-", "0")
    a.wait_says("lost", since=since)
    wait_for(lambda: not a.purple.call("PurpleAccountIsConnected", a.account), 20, "A is off line")
    b.wait_state("finished")
    a.probe("online", "-", "1")
    wait_for(lambda: a.purple.call("PurpleAccountIsConnected", a.account), 20, "A is back")
    t.wait_buddies()
    m.fire("signed off")

    secure(t, a)
    command(a, "end")
    a.wait_state("plaintext")
    a.tap.mute = True
    command(a, "start")
    m.fire("exchange running")
    a.tap.mute = False


@scenario
def leaks_control(t):
    """the same with a contact who is never private: the wire shows every text, so the matrix would see a leak"""
    a, b = t.up(probe=True)
    a.conv()
    b.conv()
    command(a, "policy never")
    m = Matrix(t, a, b)
    m.fire("never private", private=False)


@scenario
def leaks_no_engine(t):
    """the same where encryption is required and the engine cannot be loaded"""
    a = t.peer("a", probe=True, plugin=broken_copy(t), prefs=REQUIRED).start()
    b = t.peer("b").start()
    t.wait_buddies()
    a.ui.wait_window(a.L["engine_missing"])
    a.conv()
    b.conv()
    m = Matrix(t, a, b)
    m.fire("engine missing")
