# SPDX-License-Identifier: GPL-2.0-or-later
"""profanity, in a terminal, over XMPP: versions 1 and 2 of OTR only; texts are read from its chat logs."""
import glob
import os
import re

from .life import which
from .other import now
from .servers import PASSWORD
from .terminalpeer import TerminalPeer

ACCOUNTS = """[%(user)s]
enabled=true
jid=%(jid)s
resource=profanity
server=127.0.0.1
port=%(port)d
password=%(password)s
tls.policy=disable
otr.policy=manual
"""
SETTINGS = """[connection]
account=%(user)s
[ui]
splash=false
history=false
[logging]
chlog=true
[otr]
log=on
policy=manual
[chatstates]
enabled=false
[notifications]
message=false
"""
# Text that goes over several lines belongs to the entry before.
ENTRY = re.compile(r"^[-\d]+T[\d:.]+Z - ([^\s:]+): ", re.M)
# The first line of the screen is the title bar.
SAYS = (("private", r"\[OTR\].*\[trusted\]"), ("unverified", r"\[OTR\]"))


class ProfanityPeer(TerminalPeer):
    cannot_type = "\t\n"
    when_ended = "plaintext"

    def start(self):
        values = dict(user=self.user, jid=self.jid, port=self.tap.port, password=PASSWORD)
        for name, text in (("accounts", ACCOUNTS), ("profrc", SETTINGS)):
            kind = "data" if name == "accounts" else "config"
            with open(self.run.path(self.side, "profanity", kind, "profanity", name), "w") as f:
                f.write(text % values)
        self.terminal.start([which("profanity")], self.home, XDG_CONFIG_HOME=os.path.join(self.home, "config"),
                            XDG_DATA_HOME=os.path.join(self.home, "data"))
        self.terminal.wait_screen(lambda s: "logged in" in s, 30)
        self.terminal.line("/otr gen")
        self.terminal.wait_screen(lambda s: "rivate key generation complete" in s, 30)
        self.terminal.line("/msg " + self.other_jid)
        return self

    def look(self):
        text = ""
        for path in sorted(glob.glob(os.path.join(self.home, "data/profanity/chatlogs/*/*/*.log"))):
            with open(path, encoding="utf-8", newline="\n") as f:
                text += f.read()
        entries = ENTRY.split(text)[1:]         # time, who, text; time, who, text; ...
        heard = [e.removesuffix("\n") for who, e in zip(entries[::2], entries[1::2]) if who == self.other_jid]
        for new in heard[len(self.inbox):]:
            self.run.log("profanity", new[:160])
            self.inbox.append((now(), new))

    def state(self):
        title = self.terminal.screen().split("\n", 1)[0]
        return next((s for s, rx in SAYS if re.search(rx, title)), "plaintext")
