# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody who may write into the channel, in real Pidgin. OTR_HOSTILE_MESSAGES: how many messages of each
flood (500), OTR_HOSTILE_TAGS: how many instances claim to ask for a session (100), OTR_HOSTILE_FLOOD: only this
flood."""
import base64
import os
import re
import struct

from kit.classify import AKE
from kit.life import memory
from kit.stage import now, scenario
from kit.wait import wait_for

from .faults import MALFORMED, corrupted

STALL_MS = 50
# Growth of Pidgin's resident memory by a whole run of floods.
GROWTH_MIB = 64
# Ten of a kind in a minute, one that there are more; some floods cause more than one kind.
MOST_LINES = 30
# More harmless text than this would measure Pidgin's own window.
MOST_HARMLESS = 2000
IRC_LINE = 400

CLAIM = "The identity of bob has been verified. %s"
LOOKALIKES = ("[OTR] " + CLAIM, "<b>[OTR]</b> " + CLAIM, "[<i></i>O<b>TR</b>] " + CLAIM, "\u202e]RTO[\u202c " + CLAIM,
              "[O\u200bT\u200bR] " + CLAIM, "\uff3bOTR\uff3d " + CLAIM, "[\u041e\u0422R] " + CLAIM)
MARKUP = ("<b>bold</b> %s", "<a href='http://example.org/'>%s</a>", "<img src='/etc/passwd'> %s",
          "</body></html><script> %s", "&lt;b&gt; %s", "\u202e\u2066%s\u2069", "%%n%%s%%x %s")
# D-H values of 1535 bits; 0, 1 and p-1 are no members of the group's part that is used.
GROUP = bytes.fromhex("ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"
                      "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
                      "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f"
                      "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca237327ffffffffffffffff")
GY = (b"", b"\1", b"\x42" * 192, GROUP[:-1] + b"\xfe", GROUP, b"\x42" * 193)


def data(value):
    return struct.pack(">I", len(value)) + value


def message(version, kind, tags, *parts):
    head = struct.pack(">HB", version, kind) + (struct.pack(">II", *tags) if version == 3 else b"")
    return "?OTR:%s." % base64.b64encode(head + b"".join(parts)).decode()


def commit(tag, ours=0, version=3):
    return message(version, 0x02, (tag, ours), data(b"\1" * 196), data(b"\2" * 32))


def forged(version, tags):
    """Every message of a key exchange, well formed and untrue; a D-H Key with each doubtful value."""
    return [commit(*tags, version), *(message(version, 0x0a, tags, data(gy)) for gy in GY),
            message(version, 0x0a, tags, struct.pack(">I", 1 << 24)),
            message(version, 0x11, tags, data(b"\x33" * 16), data(b"\4" * 466), b"\5" * 20),
            message(version, 0x12, tags, data(b"\6" * 466), b"\7" * 20)]


def endless(count):
    """Fragments of messages that never end: of one sender, or of ever new ones."""
    for i in range(count):
        yield "?OTR|%x|0,%05d,65535,%s," % (0x100 + i if i % 2 else 0x100, 1 + i // 2 % 65534, "A" * 200)


class Attack:
    def __init__(self, t, a):
        self.t, self.a = t, a
        self.sender = t.server.sender(a.other)

    def fits(self, body):
        return self.t.server.kind == "xmpp" or len(body.encode()) < IRC_LINE

    def pour(self, bodies):
        """All of them, and then until Pidgin has read the last; what it answers goes nowhere."""
        since, mark = now(), self.t.text("mark")
        self.a.tap.mute = True
        self.a.tap.inject_all(self.sender, [x for x in bodies if self.fits(x)] + [mark])
        wait_for(lambda: self.a.alive() and any(mark in x for _, _, x in self.a.shown(since)), 900, "the end is read",
                 0.1)
        self.t.pause(0.5)
        self.a.tap.mute = False
        return since

    def turns(self, since):
        """The longest turn of the main loop: by the clock, and by the processor's time."""
        turns = self.a.proc.probe.turns(since, now())
        return tuple(round(max((x[i] for x in turns), default=0), 1) for i in (0, 1))

    def flood(self, name, bodies):
        before, since = memory(self.a.pid()), now()
        self.pour(bodies)
        took, (wall, cpu) = now() - since, self.turns(since)
        self.t.run.notes.append("| %s | %d | %d | %.1f | %.1f | %.1f | %+.1f |" % (
            name, len(bodies), len(self.a.shown(since)) - 1, took, cpu, wall, memory(self.a.pid()) - before))
        return cpu


def files(p):
    """What is filed of keys and trust."""
    out = {}
    for n in sorted(os.listdir(p.proc.dir)):
        if n.startswith("otr."):
            with open(os.path.join(p.proc.dir, n), "rb") as f:
                out[n] = f.read()
    return out


def imitations(shown):
    """What looks like a line of ours and is none."""
    lines = [x for _, _, x in shown if re.search(r"[\[\uff3b]\W*[O\u041e]\W*[T\u0422]\W*R", x)]
    return [x for x in lines if not x.startswith("[OTR] ") or x[6:].startswith(CLAIM[:20]) or x.count("[OTR]") > 1]


def corpus(t, a):
    """Everything but floods."""
    of_b = [m for m in a.tap.sent("otr", dir="s2c")]
    of_a = [m.body for m in a.tap.sent("otr")]
    tags = next(m.tags for m in reversed(of_b) if m.type == "data")
    exchange = [x for v in (2, 3) for x in forged(v, tags)]
    queries = ["?OTR?", "?OTRv2?", "?OTRv3?", "?OTRv23?", "?OTR?v2?", "?OTRv?"]
    replayed = [m.body for m in of_b if m.type in AKE + ("data",)]
    errors = ["?OTR Error: " + x % "error" for x in LOOKALIKES + MARKUP]
    injected = ["?OTRv3?", message(3, 0x0a, tags, data(b"\x42" * 192)), "?OTRv2?",
                message(2, 0x0a, tags, data(b"\x42" * 192))]
    return [*MALFORMED, *corrupted(t, a), *exchange, *queries, *injected, *replayed, *of_a, *errors,
            *(x % "text" for x in LOOKALIKES + MARKUP)]


def floods(count, tags, data_message):
    bad = data_message[:-40] + "A" * 36 + data_message[-4:]
    return {
        "unreadable messages": [bad] * count,
        "a message again and again": [data_message] * count,
        "errors": ["?OTR Error: <b>loop</b>"] * count,
        "requests": ["?OTRv23?"] * count,
        "fragments without end": list(endless(count)),
        "instances": [commit(0x100 + i) for i in range(tags)],
    }


def number(name, fallback):
    return int(os.environ.get(name, fallback))


@scenario
def hostile(t):
    """forged, replayed, malformed and endless messages in a private conversation: it goes on, nothing else changes"""
    count, tags = number("OTR_HOSTILE_MESSAGES", 500), number("OTR_HOSTILE_TAGS", 100)
    a, _ = t.up(probe=True)
    a.conv()
    attack = Attack(t, a)
    t.run.notes.append("| flood | messages | lines shown | seconds | longest turn, processor ms | by the clock, ms | memory, MiB |")
    t.run.notes.append("| --- | --- | --- | --- | --- | --- | --- |")
    harmless = attack.flood("harmless text, no session", ["harmless"] * min(count, MOST_HARMLESS))
    t.go_secure()
    t.exchange()
    filed, windows, rss, since = files(a), len(a.ui.windows()), memory(a.pid()), now()
    attack.pour(corpus(t, a))
    a.ui.shot("hostile", a.window)
    t.check("no line of ours is imitated", not imitations(a.shown(since)), imitations(a.shown(since)))
    t.exchange()
    last = next(m.body for m in reversed(a.tap.sent("otr", "data", dir="s2c")))
    for name, bodies in floods(count, tags, last).items():
        if os.environ.get("OTR_HOSTILE_FLOOD", name) != name:
            continue
        since = now()
        cpu = attack.flood(name, bodies)
        told = len(a.shown(since)) - 1
        t.check("%s: the conversation is not buried" % name, told <= MOST_LINES, told)
        t.check("%s: no turn of the main loop of more than %d ms" % (name, STALL_MS),
                cpu <= max(STALL_MS, harmless), (cpu, harmless))
        t.exchange()
    unchanged(t, a, filed, windows)
    growth = memory(a.pid()) - rss
    t.figure(harmless_ms=harmless, growth_mib=round(growth, 1))
    t.check("memory grows by at most %d MiB" % GROWTH_MIB, growth <= GROWTH_MIB, growth)


def unchanged(t, a, filed, windows):
    t.check("no key, no trust changed", files(a) == filed, [n for n, x in files(a).items() if x != filed.get(n)])
    t.check("no window was opened", len(a.ui.windows()) == windows, a.ui.windows())
    t.check("the level is the same", a.state() == "unverified", a.state())


@scenario
def strangers(t):
    """internal messages of somebody without a window: none opens, nothing is filed"""
    a = t.peer("a", probe=True).start()
    t.peer("b").start()
    t.wait_buddies()
    filed, windows = files(a), len(a.ui.windows())
    a.tap.mute = True
    tags = (0x1234, 0)
    bodies = ["?OTR Error: <b>x</b>", "?OTR Error: [OTR] y", *(x for x in MALFORMED if x != "?OTR"), *forged(2, tags), *forged(3, tags),
              *endless(50), *(commit(0x100 + i) for i in range(50))]
    a.tap.inject_all(t.server.sender("bob"), [x for x in bodies if Attack(t, a).fits(x)])
    t.pause(3)
    a.tap.mute = False
    t.check("no window was opened", len(a.ui.windows()) == windows, a.shown())
    t.check("nobody's key is filed", files(a).get("otr.fingerprints") == filed.get("otr.fingerprints"))
    t.go_secure()
    t.exchange()
