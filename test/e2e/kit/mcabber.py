# SPDX-License-Identifier: GPL-2.0-or-later
"""mcabber, in a terminal, over XMPP; texts are read from its history, the state from its screen."""
import os
import re

from .life import which
from .other import now
from .servers import PASSWORD
from .terminalpeer import TerminalPeer

SETTINGS = """set jid = %(jid)s
set password = %(password)s
set server = 127.0.0.1
set port = %(port)d
set tls = 0
set ssl_ignore_checks = 1
set resource = mcabber
set logging = 1
set logging_dir = %(home)s/history
set otr = 1
set otr_dir = %(home)s/otr
"""
# Kind, time, and how many lines more belong to the message.
ENTRY = re.compile(r"(M[RS]|S.) \S+ (\d\d\d) (.*)$")


class McabberPeer(TerminalPeer):
    cannot_type = "\t\n"
    longest_typed = 1000
    resolves_markup = True
    when_ended = "plaintext"
    finish = "/otr stop"

    def start(self):
        for folder in ("otr", "history"):
            os.mkdir(os.path.join(self.home, folder), 0o700)
        settings = os.path.join(self.home, "mcabberrc")
        with open(settings, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as f:
            f.write(SETTINGS % dict(jid=self.jid, port=self.tap.port, password=PASSWORD, home=self.home))
        self.terminal.start([which("mcabber"), "-f", settings], self.home)
        self.terminal.wait_screen(lambda s: "status has been set" in s, 30)
        self.terminal.line("/otrpolicy default manual")
        self.terminal.line("/roster search " + self.other)
        self.terminal.key("Enter")      # into the conversation
        return self

    def wait_buddy(self):
        self.terminal.wait_screen(lambda s: re.search(r"\[o\] %s" % re.escape(self.other), s))

    def look(self):
        path = os.path.join(self.home, "history", self.other_jid)
        if not os.path.exists(path):
            return
        with open(path, encoding="utf-8", newline="\n") as f:
            lines = f.read().split("\n")[:-1]
        heard, at = [], 0
        while at < len(lines):
            kind, more, first = ENTRY.match(lines[at]).groups()
            if kind == "MR":
                heard.append("\n".join([first] + lines[at + 1:at + 1 + int(more)]))
            at += 1 + int(more)
        for new in heard[len(self.inbox):]:
            self.run.log("mcabber", new[:160])
            self.inbox.append((now(), new))

    def state(self):
        said = re.findall(r"\*\*\* OTR: channel (established|closed)|OTR: .*(has closed)", self.terminal.screen())
        return "unverified" if said and said[-1][0] == "established" else "plaintext"
