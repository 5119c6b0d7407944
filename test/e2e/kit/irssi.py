# SPDX-License-Identifier: GPL-2.0-or-later
"""irssi with its OTR module, in a terminal, over IRC; what it says is read from its own log."""
import os
import re

from .life import which
from .other import now
from .terminalpeer import TerminalPeer
from .wait import pump, wait_for

CONFIG = """servers = ({ address = "127.0.0.1"; chatnet = "e2e"; port = "%(port)d"; autoconnect = "yes"; });
chatnets = { e2e = { type = "IRC"; nick = "%(user)s"; }; };
settings = {
  core = { real_name = "%(user)s"; user_name = "%(user)s"; nick = "%(user)s"; };
  "fe-text" = { paste_detect_time = "0"; };
  "irc/core" = { cmd_queue_speed = "1msec"; cmds_max_at_once = "100"; skip_motd = "yes"; };
};
"""
# The last of these that it said tells the state. It names none of them in its window otherwise.
SAYS = (("unverified", r"Gone secure|Session secured"),
        ("plaintext", r"Gone insecure|Finished conversation|Session insecured"),
        ("finished", r"has (already )?(closed|finished|ended) the"),
        ("private", r"Authentication .*success|Fingerprint .* trusted|Trusting "))


class IrssiPeer(TerminalPeer):
    kind = "irc"
    cannot_type = "\t\n"
    cuts = True
    begin, finish = "/otr init", "/otr finish"

    def __init__(self, *a):
        super().__init__(*a)
        self.log = os.path.join(self.home, "all.txt")
        self.read = 0

    def start(self, timeout=40):
        with open(os.path.join(self.home, "config"), "w") as f:
            f.write(CONFIG % dict(port=self.tap.port, user=self.user))
        self.terminal.start([which("irssi"), "--home", self.home], self.home)
        wait_for(lambda: re.search(rb" (001|376|422) ", self.tap.raw()), timeout, "irssi on line", 0.05)
        for command in ("/log open %s ALL" % self.log, "/load otr", "/query " + self.other):
            self.terminal.line(command)
        self._key(timeout)
        return self

    def _key(self, timeout):
        """A message of the key exchange that comes before it has a key is lost on it."""
        def made():
            self.terminal.line("/otr info")
            pump(0.2)
            return any(re.search("key generation for e2e.*completed", x, re.I) for x in self.system())
        self.terminal.line("/otr genkey e2e")
        wait_for(made, timeout, lambda: "irssi has a key; %r" % self.system()[-5:], 0.2)

    def look(self):
        if not os.path.exists(self.log):
            return
        with open(self.log, "rb") as f:
            f.seek(self.read)
            data = f.read()
        cut = data.rfind(b"\n") + 1
        self.read += cut
        for line in data[:cut].decode("utf-8", "replace").splitlines():
            m = re.match(r"[\d:]+ <[ @+]?%s>\s(.*)$" % re.escape(self.other), line)
            if m:
                self.inbox.append((now(), m.group(1)))
            elif line.strip():
                self.notes.append((now(), line.strip()))
            self.run.log("irssi", line[:160])

    def state(self):
        found = [s for x in self.system() for s, rx in SAYS if re.search(rx, x)]
        return found[-1] if found else "plaintext"
