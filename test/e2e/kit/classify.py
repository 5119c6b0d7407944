# SPDX-License-Identifier: GPL-2.0-or-later
"""What a message body on the wire is, read without any engine; and whether bytes hold a secret."""
import base64
import re
import struct

TAG_BASE = "\x20\x09\x20\x20\x09\x09\x09\x09\x20\x09\x20\x09\x20\x09\x20\x20"
TAG_V = {1: "\x20\x09\x20\x09\x20\x20\x09\x20", 2: "\x20\x20\x09\x09\x20\x20\x09\x20",
         3: "\x20\x20\x09\x09\x20\x20\x09\x09"}
TYPES = {0x02: "dh-commit", 0x0a: "dh-key", 0x11: "reveal-sig", 0x12: "signature", 0x03: "data"}
AKE = ("dh-commit", "dh-key", "reveal-sig", "signature")
FRAGMENT_V3 = re.compile(r"\s*\?OTR\|([0-9a-fA-F]+)\|([0-9a-fA-F]+),(\d+),(\d+),")
FRAGMENT_V2 = re.compile(r"\s*\?OTR,(\d+),(\d+),")
ENCODED = re.compile(r"\?OTR:([A-Za-z0-9+/=\s]*)\.?")
QUERY = re.compile(r"\?OTR(\?)?(?:v([0-9a-zA-Z]*)\?)?")


def classify(body):
    """`kind` (plain, tagged, query, error, fragment, otr, otr-broken) and details of a message body."""
    out = dict(kind="plain", type=None, version=None, tags=None, frag=None)
    m = FRAGMENT_V3.match(body)
    if m:
        return dict(out, kind="fragment", version=3, tags=(int(m.group(1), 16), int(m.group(2), 16)),
                    frag=(int(m.group(3)), int(m.group(4))))
    m = FRAGMENT_V2.match(body)
    if m:
        return dict(out, kind="fragment", version=2, frag=(int(m.group(1)), int(m.group(2))))
    m = ENCODED.search(body)
    if m:
        return dict(out, **_encoded(m.group(1)))
    if "?OTR Error" in body:
        return dict(out, kind="error")
    m = QUERY.search(body)
    if m and (m.group(1) or m.group(2) is not None):
        return dict(out, kind="query", version=("1" if m.group(1) else "") + (m.group(2) or ""))
    if TAG_BASE in body:
        return dict(out, kind="tagged", version="".join(str(v) for v, t in TAG_V.items() if t in body))
    return out


def _encoded(text):
    try:
        raw = base64.b64decode(text, validate=False)
        version, kind = struct.unpack(">HB", raw[:3])
        tags = struct.unpack(">II", raw[3:11]) if version >= 3 else None
    except (ValueError, struct.error):
        return dict(kind="otr-broken")
    return dict(kind="otr", version=version, type=TYPES.get(kind, "0x%02x" % kind), tags=tags)


def fragment_piece(body):
    parts = body.strip().split(",")
    return parts[3] if len(parts) > 3 else ""


def leaks(raw, secret):
    """In which encodings the bytes hold the secret text: plain, UTF-16, base64 (all offsets), hex."""
    found = []
    s = secret.encode()
    if s in raw:
        found.append("plain")
    for enc in ("utf-16-le", "utf-16-be"):
        if secret.encode(enc) in raw:
            found.append(enc)
    for off in range(3):
        core = base64.b64encode(b"\0" * off + s)[4 if off else 0:-4]
        if len(core) >= 8 and core in raw:
            found.append("base64+%d" % off)
    if s.hex().encode() in raw.lower():
        found.append("hex")
    return found
