# SPDX-License-Identifier: GPL-2.0-or-later
"""What a scenario works with: two peers, their wires, checks and figures; and what holds for all of them."""
import os
import re
import shlex
import statistics
import time
import uuid

from .classify import AKE, leaks
from .finch import FinchPeer
from .life import memory
from .others import OTHERS, other
from .peer import Peer, pidgin_otr
from .servers import NgIrcd, Prosody
from .wait import Pace, pump, wait_for

SCENARIOS = {}
# c is another device of bob's
NAMES = {"a": ("alice", "bob"), "b": ("bob", "alice"), "c": ("bob", "alice")}
COMPLAINT = re.compile(r"CRITICAL \*\*|WARNING \*\*|ERROR \*\*|assertion .* failed|double free|corrupt|"
                       r"Sanitizer|FATAL")
# A program with its arguments that alice's Pidgin runs under.
UNDER = os.environ.get("OTR_UNDER")
now = time.monotonic


def scenario(fn):
    """Registers a scenario: a function of a Stage; the first line of its docstring is its title."""
    SCENARIOS[fn.__name__] = fn
    return fn


class Stage:
    def __init__(self, run, args):
        self.run = run
        self.plugins = {s: None if v == "none" else pidgin_otr() if v == "pidgin-otr" else v
                        for s, v in (("a", args.a), ("b", args.b), ("c", args.b))}
        self.hosts = {"a": args.host_a, "b": "pidgin", "c": "pidgin"}
        self.checks, self.figures, self.secrets, self.peers = [], {}, [], []
        self.server = (Prosody if args.transport == "xmpp" else NgIrcd)(run)
        self.a = self.b = None

    # -- bookkeeping -----------------------------------------------------------------------------
    def check(self, name, cond, detail=""):
        """A soft expectation: noted, the scenario goes on."""
        self.checks.append((name, bool(cond), detail))
        self.run.log("check", "ok  " if cond else "FAIL", name, "" if cond else detail)

    def figure(self, **kw):
        self.figures.update(kw)

    def pause(self, seconds):
        """Time for something to come that must not come; longer on slow transports."""
        pump(seconds * Pace.factor)

    def text(self, tag="msg"):
        return "%s-%s" % (tag, uuid.uuid4().hex[:16])

    def secret(self, tag="secret"):
        """A text that must never cross the wire readably."""
        s = self.text(tag)
        self.secrets.append(s)
        return s

    # -- setting the stage -----------------------------------------------------------------------
    def peer(self, side, **options):
        plugin = options.pop("plugin", self.plugins[side])
        if plugin in OTHERS:
            p = other(plugin, self.run, side, NAMES[side], self.server)
        else:
            kind = FinchPeer if self.hosts[side] == "finch" else Peer
            if side == "a" and UNDER:
                options.setdefault("under", (shlex.split(UNDER), {"G_SLICE": "always-malloc"}))
            p = kind(self.run, side, NAMES[side], self.server, plugin, **options)
        self.peers.append(p)
        setattr(self, side, p)
        return p

    def up(self, **options):
        """Both sides on line and in each other's buddy list."""
        t = now()
        for s in ("a", "b"):
            self.peer(s, **options).start()
        self.wait_buddies()
        self.figure(up_s=round(now() - t, 2))
        return self.a, self.b

    def wait_buddies(self):
        for p in (self.a, self.b):
            p.wait_buddy()

    def wait_secure(self, since, timeout=30):
        """Both windows say so; the messages of the key exchange come back."""
        for p in (self.a, self.b):
            # A key exchange that somebody else begins opens no window; a person looks.
            p.conv()
            p.wait_state("unverified", "private", timeout=timeout)
        for p in (self.a, self.b):
            p.clear_keygen_window()
        w = sorted([m for m in self.a.tap.msgs + self.b.tap.msgs if m.dir == "c2s" and m.t >= since
                    and m.kind == "otr" and m.type in AKE], key=lambda m: m.t)
        if w:
            self.figure(ake_wire_ms=round((w[-1].t - w[0].t) * 1000))
        return w

    def go_secure(self):
        """Start a private conversation from A's menu."""
        t = now()
        self.a.start_otr()
        w = self.wait_secure(t)
        self.figure(ake_ms=round((now() - t) * 1000))
        return w

    def exchange(self, n=1):
        """n secret messages each way; each must arrive as sent and cross as an OTR data message."""
        lat = []
        for i in range(n):
            for x, y in ((self.a, self.b), (self.b, self.a)):
                s, t = self.secret(), now()
                x.send(s)
                y.wait_received(s, since=t)
                lat.append((y.arrived(s, t) - t) * 1000)
                sent = [m for m in x.tap.sent(since=t) if m.kind in ("otr", "plain", "tagged", "query")]
                self.check("%s->%s message %d crosses as OTR data" % (x.side, y.side, i + 1),
                           any(m.type == "data" for m in sent)
                           and not any(m.kind in ("plain", "tagged") for m in sent), sent)
        self.figure(msg_ms_median=round(statistics.median(lat), 1), msg_ms_max=round(max(lat), 1))

    def held_back(self, peer, since):
        """Nothing readable has left this peer."""
        out = [m for m in peer.tap.sent(since=since) if m.kind in ("plain", "tagged") and m.body.strip()]
        self.check("side %s: nothing readable leaves" % peer.side, not out, out)

    def query_on_wire(self, peer, since):
        return wait_for(lambda: peer.tap.sent("query", since=since), 10,
                        lambda: "query of side %s; it sent %r" % (peer.side, peer.tap.sent(since=since)))

    # -- the end: what holds for every scenario --------------------------------------------------
    def wrap_up(self):
        raw = b"".join(p.tap.raw() for p in self.peers)
        bad = [(s, leaks(raw, s)) for s in self.secrets if leaks(raw, s)]
        if self.secrets:
            self.check("none of %d secrets on the wire (%d bytes; plain, UTF-16, base64, hex)" % (
                len(self.secrets), len(raw)), not bad, bad[:3])
        for p in self.peers:
            if p.plugin and p.running():
                self.figure(**{"rss_%s_mib" % p.side: round(memory(p.pid()), 1)})
            code = p.quit()
            if p.folder():
                self.check("%s %s quits cleanly" % (p.name, p.side), code == 0, "exit %r" % (code,))
                self._debug_output(p)
                self._files(p)

    def _debug_output(self, p):
        said, found = [], 0
        for path in p.debug_logs():
            with open(path, errors="replace") as f:
                text = f.read()
            said += [x[:160] for x in text.splitlines() if COMPLAINT.search(x)]
            found += sum(s in text for s in self.secrets)
        for s in said[:6]:
            self.run.log(p.name, p.side, "said:", s)
        self.figure(**{"glib_warnings_%s" % p.side: len(said)})
        if p.L.get("traits", {}).get("debug_secrets") is False:
            self.check("side %s: no secret in the debug output" % p.side, not found, found)

    def _files(self, p):
        loose, sec = [], []
        for base, _, names in os.walk(p.folder()):
            for n in names:
                f = os.path.join(base, n)
                if os.path.islink(f):
                    continue
                if os.stat(f).st_mode & 0o077 and "key" in n:
                    loose.append("%s %o" % (n, os.stat(f).st_mode & 0o777))
                with open(f, "rb") as g:
                    data = g.read()
                sec += [os.path.relpath(f, p.folder()) for s in self.secrets if s.encode() in data]
        self.check("side %s: no secret in the purple folder, logs included" % p.side, not sec, sec[:3])
        self.check("side %s: key files readable by the owner only" % p.side, not loose, loose)
