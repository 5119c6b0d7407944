#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every derivation of OTRv2 and OTRv3 by the words of the specification, with Python's standard library alone.
Prints JSON: derivations.py > derivations.json
"""
import hashlib
import json
import struct

# RFC 3526, section 2, by its formula: 2^1536 - 2^1472 - 1 + 2^64 * ([2^1406 pi] + 741804)


def pi_times_power_of_two(bits):
    """[2^bits pi], by Machin: pi = 16 arctan(1/5) - 4 arctan(1/239)."""
    one = 1 << bits + 64

    def arctan(n):
        term, total, k = one // n, 0, 0
        while term:
            total += (-1) ** k * (term // (2 * k + 1))
            term, k = term // (n * n), k + 1
        return total

    return (16 * arctan(5) - 4 * arctan(239)) >> 64


P = 2**1536 - 2**1472 - 1 + 2**64 * (pi_times_power_of_two(1406) + 741804)


def magnitude(n):
    return n.to_bytes((n.bit_length() + 7) // 8, "big")


def mpi(n):
    return struct.pack(">I", len(magnitude(n))) + magnitude(n)


def exponent(name):
    """A fixed 320-bit exponent."""
    return int.from_bytes(hashlib.sha512(name.encode()).digest()[:40], "big")


def h1(b, s):
    return hashlib.sha1(bytes([b]) + mpi(s)).digest()


def h2(b, s):
    return hashlib.sha256(bytes([b]) + mpi(s)).digest()


def direction(b, s):
    aes = h1(b, s)[:16]
    return {"aes": aes.hex(), "mac": hashlib.sha1(aes).hexdigest()}


def exchange(what, x, y):
    ours, theirs = pow(2, x, P), pow(2, y, P)
    s = pow(theirs, x, P)
    high = ours > theirs
    return {
        "what": what, "private": "%080x" % x, "ourPublic": magnitude(ours).hex(),
        "theirPublic": magnitude(theirs).hex(), "secret": magnitude(s).hex(),
        # "Computing AES keys, MAC keys, and the secure session id"
        "ake": {
            "ssid": h2(0, s)[:8].hex(), "c": h2(1, s)[:16].hex(), "cPrime": h2(1, s)[16:].hex(),
            "m1": h2(2, s).hex(), "m2": h2(3, s).hex(), "m1Prime": h2(4, s).hex(), "m2Prime": h2(5, s).hex(),
        },
        # "the extra symmetric key" and "Computing AES keys, MAC keys" of a data message
        "data": {
            "end": "high" if high else "low", "sending": direction(1 if high else 2, s),
            "receiving": direction(2 if high else 1, s), "extra": h2(0xFF, s).hex(),
        },
    }


def exchanges():
    wanted = {
        "low end": lambda ours, theirs, s: ours < theirs and s >= 2**1528,
        "high end": lambda ours, theirs, s: ours > theirs and s >= 2**1528,
        "a secret of 191 bytes": lambda ours, theirs, s: 2**1520 <= s < 2**1528,
        "a public value of 191 bytes": lambda ours, theirs, s: ours < 2**1528,
    }
    for what, fits in wanted.items():
        n = 0
        while True:
            x, y = exponent("x %d" % n), exponent("y %d" % n)
            if fits(pow(2, x, P), pow(2, y, P), pow(2, x * y, P)):
                yield exchange(what, x, y)
                break
            n += 1


def comparison(typed, initiator, responder, ssid):
    """"SHA256(version, initiator fingerprint, responder fingerprint, secure session id, input)\""""
    whole = bytes([1]) + initiator + responder + ssid + typed.encode()
    return {"typed": typed, "initiator": initiator.hex(), "responder": responder.hex(), "ssid": ssid.hex(),
            "secret": hashlib.sha256(whole).hexdigest()}


def main():
    alice, bob = hashlib.sha1(b"alice").digest(), hashlib.sha1(b"bob").digest()
    ssid = hashlib.sha256(b"session").digest()[:8]
    texts = ["", "secret", " blanks count ", "\u00c9t\u00e9 \U0001f642"]
    print(json.dumps({
        "source": "test/vectors/record/derivations.py: the specification's formulas in Python integers and hashlib",
        "exchanges": list(exchanges()),
        "comparisons": [comparison(text, alice, bob, ssid) for text in texts] + [comparison("secret", bob, alice, ssid)],
    }, indent=2))


main()
