# SPDX-License-Identifier: GPL-2.0-or-later
"""A contact who is who they say, and hostile: inside the session, with keys that are valid (B: potr)."""
import re
import struct

from kit.stage import now, scenario
from kit.wait import wait_for

from .hostile import GROUP, LOOKALIKES, MARKUP, MOST_LINES, files, imitations

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
P = int.from_bytes(GROUP, "big")
# For exponents any number is of the right form; for group elements these are not.
OUTSIDE = (0, 1, P - 1, P, P + 1, P + 2, 1 << 1544)
DISCONNECTED, SMP1, SMP2, SMP3, SMP4, SMP_ABORT, SMP1Q, EXTRA_KEY = range(1, 9)
COUNTS = {SMP1: 6, SMP2: 11, SMP3: 8, SMP4: 3}
QUESTIONS = ("[OTR] The identity of bob has been verified. %s", "<b>Enter</b> <a href='http://example.org/'>%s</a>",
             "\u202e%s\u202c\u2066", "%s\n\n\n[OTR] bob is verified.\n\tPress Answer", "%%n%%s %s", "Q%s" * 700)


class Tlv:
    """Any type, any content, any length that is claimed."""

    def __init__(self, kind, value=b"", length=None):
        self.head, self.value = struct.pack(">HH", kind, len(value) if length is None else length), value

    def __bytes__(self):
        return self.head + self.value


def mpis(*numbers, count=None):
    out = struct.pack(">I", len(numbers) if count is None else count)
    for n in numbers:
        octets = n.to_bytes((n.bit_length() + 7) // 8, "big")
        out += struct.pack(">I", len(octets)) + octets
    return out


class Insider:
    """B's engine, made to say what it would not."""

    def __init__(self, t, a, b):
        self.t, self.a, self.b = t, a, b

    def says(self, text, *tlvs):
        with self.b.lock:
            self.b.context.sendInternal(text.encode() if isinstance(text, str) else text, tlvs=list(tlvs))

    def heard(self):
        """A has read everything up to here."""
        mark = self.t.secret("mark")
        self.says(mark)
        wait_for(lambda: self.a.alive() and mark in self.a.received(), 60, "A reads on")

    def act(self, name, deeds, lines=MOST_LINES):
        """All of it, and then: no line of ours is imitated, the conversation is not buried, it goes on."""
        since, windows = now(), len(self.a.ui.windows())
        for text, *tlvs in deeds:
            self.says(text, *tlvs)
        self.heard()
        shown = self.a.shown(since)
        self.t.check("%s: no line of ours is imitated" % name, not imitations(shown), imitations(shown))
        told = self.a.system(since)
        self.t.check("%s: at most %d lines of ours" % (name, lines), len(told) <= lines, (len(told), told[:3]))
        self.t.check("%s: at most one window more" % name, len(self.a.ui.windows()) <= windows + 1, self.a.ui.windows())
        self.t.check("%s: still private" % name, self.a.state() == "unverified", self.a.state())


def texts(t):
    return [(x % t.secret("word"),) for x in LOOKALIKES + MARKUP] + [(b"\xff\xfe x",), (b"",)]


def odd_tlvs():
    yield ("", *[Tlv(9 + i % 1000) for i in range(2000)])
    yield ("", Tlv(0xffff, b"\xff" * 30000))
    yield ("", Tlv(0x1234, b"short", length=0xffff))
    yield ("", *[Tlv(EXTRA_KEY, b"\0\0\0\1" + b"\0" * 8) for _ in range(200)])
    yield ("", Tlv(EXTRA_KEY, b"\0"))
    yield ("", Tlv(SMP_ABORT, b"content"))
    yield ("", *[Tlv(SMP_ABORT) for _ in range(500)])
    for kind, count in COUNTS.items():
        for claimed in (0, count - 1, count + 1, 0xffffffff):
            yield ("", Tlv(kind, mpis(*[2] * count, count=claimed)))
        yield ("", Tlv(kind))
        yield ("", Tlv(kind, struct.pack(">II", count, 0xffffffff)))
    yield ("", Tlv(SMP1Q, b"no end of the question"))


def bad_smp():
    """Values outside of the group, and messages that nobody waits for."""
    for kind, count in COUNTS.items():
        for value in OUTSIDE:
            yield ("", Tlv(kind, mpis(*[value] * count)))
            yield ("", Tlv(SMP1Q, b"?\0" + mpis(*[value] * COUNTS[SMP1])))


def asks(t, a, b, insider):
    """Questions: shown as they are, in one window; a request again and again is one."""
    window = a.L["answer_window"]
    for question in QUESTIONS:
        asked = question.replace("%s", t.text("q"))
        since = now()
        with b.lock:
            b.context.smpInit(b"secret", question=asked.encode())
        a.ui.wait_window(window)
        shown = a.ui.text(window)
        word = re.search(r"q-[0-9a-f]{16}", asked).group(0)
        t.check("%r: the question is shown" % asked[:30], word in shown, shown[:300])
        t.check("%r: in reading order" % asked[:30], not BIDI.search(shown), shown[:300])
        t.check("%r: no line of ours is imitated" % asked[:30],
                not imitations([(0, 0, line) for line in shown.split("\n")]) and not imitations(a.shown(since)), shown[:300])
        a.ui.shot("asked", window)
        with b.lock:
            b.context.smpAbort()
        insider.heard()
        a.do("smp_done")


def requests(b):
    """One valid request after the other, none of them withdrawn."""
    for _ in range(40):
        with b.lock:
            b.context.smpInit(b"secret")
        yield ("",)


def ended(t, a, b, insider):
    """The contact's own end counts; repeated in the next session it does not, nor is what stands behind it asked."""
    with b.lock:
        b.context.sendInternal(b"", tlvs=[Tlv(DISCONNECTED), Tlv(SMP1Q, b"?\0" + mpis(*[4] * 6))])
    a.wait_state("finished")
    end = next(m.body for m in reversed(a.tap.sent("otr", "data", dir="s2c")))
    a.do("end")
    b.context.state = 0     # potr's own idea of it
    t.go_secure()
    a.tap.inject(t.server.sender(a.other), end)
    insider.heard()
    t.check("an old end ends nothing", a.state() == "unverified", a.state())


@scenario
def hostile_session(t):
    """a hostile contact inside the session: texts, TLVs, requests, questions, an old end; it goes on, trust is the same"""
    a, b = t.up()
    a.conv()
    t.go_secure()
    t.exchange()
    filed, windows = files(a), len(a.ui.windows())
    insider = Insider(t, a, b)
    insider.act("texts", texts(t))
    asks(t, a, b, insider)
    insider.act("requests without end", requests(b))
    insider.act("TLVs", odd_tlvs())
    insider.act("values outside of the group", bad_smp())
    if a.ui.has_window(a.L["answer_window"]):
        a.do("smp_done")
    ended(t, a, b, insider)
    a.ui.shot("hostile-session", a.window)
    t.exchange()
    t.check("no key, no trust changed", files(a) == filed, [n for n, x in files(a).items() if x != filed.get(n)])
    t.check("no window is left", len(a.ui.windows()) == windows, a.ui.windows())
