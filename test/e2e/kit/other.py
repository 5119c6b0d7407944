# SPDX-License-Identifier: GPL-2.0-or-later
"""What the peers that are other programs have in common: side B of a conversation, used as its manual says."""
import time

from .tap import Tap
from .wait import wait_for

now = time.monotonic


class OtherPeer:
    plugin = meter = ui = None
    L = {"messages": {}, "traits": {}}
    # The server that it speaks to, and characters that nobody can type into it.
    kind = "xmpp"
    cannot_type = ""
    longest_typed = 20000
    cuts = False            # a long line leaves as several messages
    resolves_markup = False   # in what it receives, although it sends text as it is
    longest = 20000         # of what it shows, this much can be read at once
    when_ended = "finished"

    def __init__(self, run, side, names, server):
        self.run, self.side, self.server, self.name = run, side, server, type(self).__name__.removesuffix("Peer")
        self.user, self.other = names
        self.jid, self.other_jid = server.jid(self.user), server.jid(self.other)
        self.tap = Tap(run, side, server, self.user)
        self.inbox, self.notes = [], []         # (t, text)

    # -- conversation ----------------------------------------------------------------------------
    @staticmethod
    def wrapped(text):
        """The text as the program lets it be read."""
        return text

    def look(self):
        """Reads what is new into inbox and notes."""

    def conv(self):
        return True

    def say(self, text):
        """What is sent when a person types this."""
        self.send(text)

    def received(self, since=0.0):
        self.look()
        return [x for t, x in self.inbox if t >= since]

    def system(self, since=0.0):
        self.look()
        return [x for t, x in self.notes if t >= since]

    def arrived(self, text, since=0.0):
        return next(t for t, x in self.inbox if x == text and t >= since)

    def wait_received(self, text, timeout=10, since=0.0):
        wait_for(lambda: text in self.received(since), timeout,
                 lambda: "side %s receives %r; got %r, notes %r" % (
                     self.side, text[:200], self.received(since)[-5:], self.system(since)[-5:]))

    def wait_says(self, key, timeout=10, since=0.0):
        """Its own words are not ours to check."""

    # -- OTR -------------------------------------------------------------------------------------
    def wait_state(self, *want, timeout=15):
        wait_for(lambda: self.state() in want, timeout,
                 lambda: "side %s: state %s (it is %s); notes %r" % (
                     self.side, "/".join(want), self.state(), self.system()[-5:]), 0.03)

    def clear_keygen_window(self):
        pass

    # -- for the end of every scenario -----------------------------------------------------------
    def folder(self):
        """Its files are its own matter."""
        return None
