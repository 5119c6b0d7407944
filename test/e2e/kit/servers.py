# SPDX-License-Identifier: GPL-2.0-or-later
"""Private chat servers on loopback with random ports: prosody (XMPP) and ngircd (IRC)."""
import os
from xml.sax.saxutils import escape

from .life import free_port, wait_port, which

PASSWORD = "pw-e2e"
MODULES = ("roster", "saslauth", "disco", "message", "presence", "iq", "ping", "time", "version",
           "private", "vcard_legacy", "pep", "offline", "stanza_debug")
PROSODY = """
run_as_root = true
data_path = "{d}/data"
pidfile = "{d}/prosody.pid"
daemonize = false
modules_enabled = {{ {modules} }}
modules_disabled = {{ "s2s", "tls", "limits", "posix_daemonize" }}
c2s_ports = {{ {port} }}
c2s_interfaces = {{ "127.0.0.1" }}
c2s_direct_tls_ports = {{ }}
s2s_ports = {{ }}
http_ports = {{ }}
https_ports = {{ }}
c2s_require_encryption = false
s2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
storage = "internal"
log = {{ debug = "{d}/prosody.log"; }}
VirtualHost "{host}"
"""
NGIRCD = """[Global]
Name = irc.e2e.test
Info = e2e
AdminInfo1 = e2e
AdminEMail = nobody@e2e.test
Listen = 127.0.0.1
Ports = {port}
MotdPhrase = e2e
MotdFile =
ServerUID = {uid}
ServerGID = {gid}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxNickLength = 20
MaxPenaltyTime = 0
PingTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
IncludeDir = {d}
SyslogFacility = user
"""


class Prosody:
    """A prosody of our own: own config, own data folder, no TLS, no federation."""
    kind = "xmpp"
    host = "localhost"

    def __init__(self, run, users=("alice", "bob")):
        self.users, self.port = users, free_port()
        d = run.mkdir("prosody")
        for user in users:
            self._account(run, user)
        cfg = os.path.join(d, "prosody.cfg.lua")
        with open(cfg, "w") as f:
            f.write(PROSODY.format(d=d, port=self.port, host=self.host,
                                   modules=", ".join('"%s"' % m for m in MODULES)))
        self.proc = run.spawn([which("prosody"), "-F", "--config", cfg], "prosody.log",
                              env=run.env(HOME=d))
        wait_port(self.port, proc=self.proc)
        run.log("prosody up")

    def _account(self, run, user):
        with open(run.path("prosody", "data", self.host, "accounts", user + ".dat"), "w") as f:
            f.write('return { ["password"] = "%s"; };\n' % PASSWORD)
        with open(run.path("prosody", "data", self.host, "roster", user + ".dat"), "w") as f:
            f.write('return {\n  [false] = { ["version"] = 1; ["pending"] = {}; };\n')
            for other in self.users:
                if other != user:
                    f.write('  ["%s@%s"] = { ["subscription"] = "both"; ["name"] = "%s";'
                            ' ["groups"] = { ["Buddies"] = true; }; };\n' % (other, self.host, other))
            f.write("};\n")

    def jid(self, user):
        return "%s@%s" % (user, self.host)

    def sender(self, user):
        """The full address that messages of this user's Pidgin come from."""
        return self.jid(user) + "/Home"

    def message(self, sender, user, body):
        """The bytes of a message as the server would hand it to `user`."""
        return "<message type='chat' from='%s' to='%s'><body>%s</body></message>" % (
            sender, self.sender(user), escape(body))


class NgIrcd:
    """A private ngircd without DNS, ident, PAM and flood penalties."""
    kind = "irc"
    host = "127.0.0.1"

    def __init__(self, run):
        self.port = free_port()
        d = run.mkdir("ngircd")
        cfg = os.path.join(d, "ngircd.conf")
        with open(cfg, "w") as f:
            f.write(NGIRCD.format(port=self.port, d=d, uid=os.getuid(), gid=os.getgid()))
        self.proc = run.spawn([which("ngircd"), "-n", "-f", cfg], "ngircd.log", env=run.env(HOME=d))
        wait_port(self.port, proc=self.proc)
        run.log("ngircd up")

    def jid(self, user):
        return user

    def sender(self, user):
        return "%s!%s@127.0.0.1" % (user, user)

    def message(self, sender, user, body):
        return ":%s PRIVMSG %s :%s\r\n" % (sender, user, body)
