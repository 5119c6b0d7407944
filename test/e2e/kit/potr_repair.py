# SPDX-License-Identifier: GPL-2.0-or-later
"""Debian's python3-potr is packaged with pycryptodome, whose interface differs from the one it was written for."""
from Cryptodome.Cipher import AES
from Cryptodome.PublicKey import DSA
from potr import crypt
from potr.compatcrypto import pycrypto
from potr.utils import bytes_to_long, long_to_bytes


def generate(cls):
    key = DSA.generate(1024)
    return cls(tuple(int(v) for v in (key.y, key.g, key.p, key.q, key.x)), private=True)


def sign(self, data):
    p, q, g, x = (int(v) for v in (self.priv.p, self.priv.q, self.priv.g, self.priv.x))
    k = pycrypto.randrange(2, q)
    r = pow(g, k, p) % q
    s = pow(k, -1, q) * (bytes_to_long(data) + x * r) % q
    return long_to_bytes(r, 20) + long_to_bytes(s, 20)


def verify(self, data, signature):
    p, q, g, y = (int(v) for v in (self.pub.p, self.pub.q, self.pub.g, self.pub.y))
    r, s = bytes_to_long(signature[:20]), bytes_to_long(signature[20:])
    w, m = pow(s, -1, q), bytes_to_long(data)
    return pow(g, m * w % q, p) * pow(y, r * w % q, p) % p % q == r


def public_payload(self):
    return tuple(int(v) for v in (self.pub.p, self.pub.q, self.pub.g, self.pub.y))


def aes_ctr(key, counter=0):
    prefix, value = (counter.prefix, counter.val) if hasattr(counter, "prefix") else (counter, 0)
    return AES.new(key, AES.MODE_CTR, nonce=long_to_bytes(prefix, 8), initial_value=value)


def repair():
    pycrypto.DSAKey.generate = classmethod(generate)
    pycrypto.DSAKey.sign, pycrypto.DSAKey.verify = sign, verify
    pycrypto.DSAKey.getPublicPayload = public_payload
    for module in (pycrypto, crypt):
        module.AESCTR = aes_ctr
