#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""DSA public keys that a peer may send and must be refused, each wrong in one thing only, and good
ones of every size that is taken. Prints JSON: dsa-keys.py > dsa-keys.json
"""
import json
import random

rng = random.Random("otr-ts dsa keys")


def is_prime(n):
    if n < 2 or any(n % p == 0 for p in (2, 3, 5, 7, 11, 13) if n != p):
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for _ in range(30):
        x = pow(rng.randrange(2, n - 1), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def prime(bits):
    while True:
        n = rng.getrandbits(bits) | 1 << bits - 1 | 1
        if is_prime(n):
            return n


def key(bits, q, top=1):
    """p of this many bits with q | p - 1, and g, y of an order that divides q."""
    while True:
        m = rng.getrandbits(bits) | top << bits - 1
        p = m - m % (2 * q) + 1
        if p.bit_length() == bits and is_prime(p):
            break
    g = 1
    while g == 1:
        g = pow(rng.randrange(2, p - 1), (p - 1) // q, p)
    return {"p": p, "q": q, "g": g, "y": pow(g, rng.randrange(2, q - 1), p)}


def composite(bits):
    while True:
        n = prime(bits // 2) * prime(bits - bits // 2)
        if n.bit_length() == bits:
            return n


def of_composite(bits, q):
    """p is a product; q does not divide p - 1, yet g and y are of order q."""
    while True:
        part, other = key(bits // 2, q), prime(bits // 2)
        p = part["p"] * other
        if p.bit_length() == bits and (p - 1) % q != 0:
            break
    # g of the one factor, and 1 of the other
    g = (part["g"] * other * pow(other, -1, part["p"]) + part["p"] * pow(part["p"], -1, other)) % p
    return {"p": p, "q": q, "g": g, "y": pow(g, rng.randrange(2, q - 1), p)}


def outside(k):
    """An element of the field that is not of order q."""
    while True:
        y = rng.randrange(2, k["p"] - 1)
        if pow(y, k["q"], k["p"]) != 1:
            return y


def main():
    good = key(1024, prime(160))
    p, q = good["p"], good["q"]
    refused = {
        "p = 0": {"p": 0}, "p = 1": {"p": 1}, "p = 2": {"p": 2}, "p + 1": {"p": p + 1}, "2 p": {"p": 2 * p},
        "q = 0": {"q": 0}, "q = 1": {"q": 1}, "q = 2": {"q": 2}, "q = p": {"q": p}, "q = p - 1": {"q": p - 1},
        "q even": {"q": q + 1}, "q does not divide p - 1": {"q": prime(160)},
        "g = 0": {"g": 0}, "g = 1": {"g": 1}, "g = p - 1": {"g": p - 1}, "g = p": {"g": p},
        "g + p": {"g": good["g"] + p}, "g of another order": {"g": outside(good)},
        "y = 0": {"y": 0}, "y = 1": {"y": 1}, "y = p - 1": {"y": p - 1}, "y = p": {"y": p},
        "y + p": {"y": good["y"] + p}, "y of another order": {"y": outside(good)},
        "g = y = 1": {"g": 1, "y": 1}, "g = y = p - 1": {"g": p - 1, "y": p - 1},
        "all zero": {"p": 0, "q": 0, "g": 0, "y": 0}, "all one": {"p": 1, "q": 1, "g": 1, "y": 1},
        "q composite": key(1024, composite(160)),
        "q of 159 bits": key(1024, prime(159)), "q of 161 bits": key(1024, prime(161)),
        "q of 256 bits": key(1024, prime(256)),
        "p of 1022 bits": key(1022, q), "p of 512 bits": key(512, q), "p of 3073 bits": key(3073, q),
    }
    taken = {"p of %d bits" % bits: key(bits, q) for bits in (1023, 1024, 1536, 2048, 3072)}
    refused["p composite, and q does not divide p - 1"] = of_composite(1024, q)
    rows = [{"what": what, "refused": False, **k} for what, k in taken.items()]
    rows += [{"what": what, "refused": True, **{**good, **k}} for what, k in refused.items()]
    print(json.dumps({
        "source": "test/vectors/record/dsa-keys.py (Python integers): the rules of FIPS 186 for p, q, g, y, "
                  "with the sizes that the OTR specification has or other engines make",
        "keys": [{**r, **{n: "%x" % r[n] for n in "pqgy"}} for r in rows]}, indent=2))


main()
