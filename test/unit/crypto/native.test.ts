// SPDX-License-Identifier: GPL-2.0-or-later
// Two ways to the same primitives: node:crypto, and libcrypto asked directly. What the real bridge answers
// is for test/native/crypto.test.ts; here it is whether it is asked, and whether its results are ours to keep.
import { createCipheriv, createHmac } from 'node:crypto';
import { aesCtr } from '../../../src/crypto/aes-ctr.js';
import { generatorPower } from '../../../src/crypto/generator-power.js';
import { power, PRIME } from '../../../src/crypto/group.js';
import { hmacSha1 } from '../../../src/crypto/mac.js';
import { type NativeCrypto, useNativeCrypto } from '../../../src/crypto/native.js';
import { integer, magnitude, modPow } from '../../support/textbook.js';
import { dsaKey, hex, recording, toHex } from '../../support/vectors.js';

const asked: string[] = [];

/** The textbook behind the bridge's interface. */
const textbook: NativeCrypto = {
  hmacSha1: (key, message, mac) => {
    asked.push('hmacSha1');
    mac.set(createHmac('sha1', key).update(message).digest());
  },
  aesCtr: (key, counter, text, result) => {
    asked.push('aesCtr');
    result.set(createCipheriv('aes-128-ctr', key, counter).update(text));
  },
  power: (base, exponent, modulus, result) => {
    asked.push('power');
    const value = magnitude(modPow(integer(base), integer(exponent), integer(modulus)));
    result.fill(0).set(value, result.length - value.length);
  },
};

afterEach(() => {
  useNativeCrypto(null);
  asked.length = 0;
});

const bob = dsaKey(recording(3).keys.bob);

describe.each([
  ['node:crypto', null, []],
  ['libcrypto asked directly', textbook, ['hmacSha1', 'aesCtr', 'power']],
])('by %s', (_, native, expected) => {
  beforeEach(() => {
    useNativeCrypto(native);
  });

  it('HMAC-SHA1, AES-128-CTR and the power of a generator are what their sources say', () => {
    // RFC 2202, case 1
    expect(toHex(hmacSha1(new Uint8Array(20).fill(0x0b), Buffer.from('Hi There')))).toBe(
      'b617318655057264e28bc0b6fb378c8ef146be00',
    );
    // FIPS 197, appendix C.1: the key stream's first block is the counter block enciphered
    const counter = hex('0011223344556677');
    const plain = createCipheriv('aes-128-ecb', hex('000102030405060708090a0b0c0d0e0f'), null)
      .setAutoPadding(false)
      .update(Buffer.concat([counter, Buffer.alloc(8)]));
    const stream = aesCtr(hex('000102030405060708090a0b0c0d0e0f'), counter, new Uint8Array(16));
    expect(toHex(stream)).toBe(toHex(plain));
    // "y = g^x"
    expect(generatorPower(bob, bob.x)).toBe(bob.y);
    expect(asked).toEqual(expected);
  });

  it('powers in the group of the key exchange', () => {
    const [base, exponent] = [hex('05'), hex('0102030405060708090a')];
    const expected = modPow(5n, integer(exponent), integer(PRIME));
    expect(integer(power(base, exponent))).toBe(expected);
    expect(asked).toEqual(native === null ? [] : ['power']);
    expect(() => power(hex('01'), exponent)).toThrow();
  });

  it('a result does not change when the next one is made', () => {
    const first = hmacSha1(hex('01'), hex('02'));
    const kept = toHex(first);
    hmacSha1(hex('03'), hex('04'));
    expect(toHex(first)).toBe(kept);
  });
});
