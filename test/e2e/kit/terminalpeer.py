# SPDX-License-Identifier: GPL-2.0-or-later
"""What the programs that run in a terminal have in common."""
from .other import OtherPeer
from .terminal import Terminal


class TerminalPeer(OtherPeer):
    begin, finish = "/otr start", "/otr end"

    def __init__(self, *a):
        super().__init__(*a)
        self.home = self.run.mkdir(self.side, self.name.lower())
        self.terminal = Terminal(self.run, self.side)

    def wait_buddy(self):
        """Whether the other one is on line is not on every screen."""

    def running(self):
        return self.terminal.running()

    def quit(self):
        self.terminal.line("/quit")
        return self.terminal.wait_end()

    def send(self, text):
        self.run.log(self.side, "sends", repr(text[:80]))
        self.terminal.line(text)

    def start_otr(self):
        self.terminal.line(self.begin)

    def end_otr(self):
        self.terminal.line(self.finish)
