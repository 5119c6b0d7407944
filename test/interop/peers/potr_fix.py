# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes Debian 12's python3-potr 1.0.2 usable.  Import it before potr.

The package was written for PyCrypto and runs on pycryptodome, where its DSA key generation, DSA
signatures and AES-CTR all raise.  This rebinds those three from their definitions (FIPS 186,
SP 800-38A); as OTR needs, DSA signs the 256-bit value reduced modulo q, without truncation.
"""
from Cryptodome.Cipher import AES
from Cryptodome.PublicKey import DSA
from potr import compatcrypto, crypt
from potr.compatcrypto import pycrypto
from potr.utils import bytes_to_long


class Ctr:
    """AES-CTR whose counter block is asked for when data comes."""

    def __init__(self, key, first_block):
        self.key = key
        self.first_block = first_block

    def encrypt(self, data):
        cipher = AES.new(self.key, AES.MODE_CTR, nonce=b"", initial_value=self.first_block())
        return cipher.encrypt(data)

    decrypt = encrypt


def aes_ctr(key, counter=0):
    if isinstance(counter, int):
        return Ctr(key, lambda: counter)
    return Ctr(key, lambda: counter.prefix << 64)


class DsaNumbers:
    """A DSA key with PyCrypto's interface."""

    def __init__(self, y, g, p, q, x=None):
        self.y, self.g, self.p, self.q, self.x = y, g, p, q, x

    def publickey(self):
        return DsaNumbers(self.y, self.g, self.p, self.q)

    def sign(self, data, k):
        message = bytes_to_long(data) % self.q
        r = pow(self.g, k, self.p) % self.q
        return r, pow(k, -1, self.q) * (message + self.x * r) % self.q

    def verify(self, data, signature):
        r, s = signature
        if not (0 < r < self.q and 0 < s < self.q):
            return False
        message = bytes_to_long(data) % self.q
        w = pow(s, -1, self.q)
        v = pow(self.g, message * w % self.q, self.p) * pow(self.y, r * w % self.q, self.p)
        return v % self.p % self.q == r


class DsaModule:
    @staticmethod
    def construct(numbers):
        return DsaNumbers(*map(int, numbers))


def generate(cls):
    key = DSA.generate(1024)
    return cls(tuple(map(int, (key.y, key.g, key.p, key.q, key.x))), private=True)


pycrypto.DSA = DsaModule
pycrypto.AESCTR = compatcrypto.AESCTR = crypt.AESCTR = aes_ctr
pycrypto.DSAKey.generate = classmethod(generate)
