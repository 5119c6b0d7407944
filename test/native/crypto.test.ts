// SPDX-License-Identifier: GPL-2.0-or-later
// What the bridge asks of libcrypto is what node:crypto gives, and refused where there is nothing to give.
import { aesCtr } from '../../src/crypto/aes-ctr.js';
import { generatorPower } from '../../src/crypto/generator-power.js';
import { power, PRIME } from '../../src/crypto/group.js';
import { hmacSha1 } from '../../src/crypto/mac.js';
import { type NativeCrypto, useNativeCrypto } from '../../src/crypto/native.js';
import { SeededRandom } from '../support/seeded-random.js';
import { integer, modPow } from '../support/textbook.js';
import { hex, IDENTITIES, toHex } from '../support/vectors.js';
import { loadAddon } from './addon.js';

const native: NativeCrypto = loadAddon();
const random = new SeededRandom('native crypto');
const lengths = [0, 1, 15, 16, 17, 63, 64, 65, 255, 256, 4095, 70_000];

/** The same, with and without the bridge. */
function both(give: () => string): readonly [ours: string, theirs: string] {
  useNativeCrypto(null);
  const ours = give();
  useNativeCrypto(native);
  const theirs = give();
  useNativeCrypto(null);
  return [ours, theirs];
}

it.each(lengths)('AES-CTR of %i bytes', (length) => {
  const [key, counter, text] = [random.bytes(16), random.bytes(8), random.bytes(length)];
  const [ours, theirs] = both(() => toHex(aesCtr(key, counter, text)));
  expect(theirs).toBe(ours);
  expect(ours).toHaveLength(2 * length);
});

it.each(lengths)('HMAC-SHA1 of %i bytes', (length) => {
  const [key, message] = [random.bytes(20), random.bytes(length)];
  const [ours, theirs] = both(() => toHex(hmacSha1(key, message)));
  expect(theirs).toBe(ours);
  expect(ours).toHaveLength(40);
});

it('powers of a generator', () => {
  const { p, q, g } = IDENTITIES.alice;
  const drawn = Array.from({ length: 50 }, () => integer(random.bytes(20)) % q);
  for (const exponent of [1n, 2n, 255n, 256n, q - 1n, ...drawn]) {
    const [ours, theirs] = both(() => generatorPower({ p, g }, exponent).toString(16));
    expect(theirs).toBe(ours);
    expect(ours).toBe(modPow(g, exponent, p).toString(16));
  }
});

it('powers in the group of the key exchange', () => {
  for (const length of [1, 40, 192, 200])
    for (let i = 0; i < 5; i += 1) {
      const [base, exponent] = [random.bytes(192), random.bytes(length)];
      base[0] = 0x7f;
      exponent[length - 1]! |= 2;
      const [ours, theirs] = both(() => toHex(power(base, exponent)));
      expect(theirs).toBe(ours);
      expect(integer(hex(ours))).toBe(modPow(integer(base), integer(exponent), integer(PRIME)));
    }
});

it.each([
  ['1', [1], [5]],
  ['p - 1, to an even power', [...PRIME.subarray(0, 191), 0xfe], [2]],
  ['p - 1, to an odd power', [...PRIME.subarray(0, 191), 0xfe], [3]],
  ['p', [...PRIME], [2]],
  ['the power 0', [2], [0]],
])('no power that is no group element: %s', (_, base, exponent) => {
  const [ours, theirs] = both(() => {
    try {
      return toHex(power(Uint8Array.from(base), Uint8Array.from(exponent)));
    } catch {
      return 'refused';
    }
  });
  expect([ours, theirs]).toEqual(['refused', 'refused']);
});

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);

it.each<[what: string, call: () => void]>([
  [
    'a MAC of 19 bytes',
    () => {
      native.hmacSha1(bytes(20), bytes(3), bytes(19));
    },
  ],
  [
    'a key of 15 bytes',
    () => {
      native.aesCtr(bytes(15), bytes(16), bytes(3), bytes(3));
    },
  ],
  [
    'a counter of 8 bytes',
    () => {
      native.aesCtr(bytes(16), bytes(8), bytes(3), bytes(3));
    },
  ],
  [
    'less room than text',
    () => {
      native.aesCtr(bytes(16), bytes(16), bytes(3), bytes(2));
    },
  ],
  [
    'more room than text',
    () => {
      native.aesCtr(bytes(16), bytes(16), bytes(3), bytes(4));
    },
  ],
  [
    'an even modulus',
    () => {
      native.power(bytes(3), bytes(3), Uint8Array.of(8), bytes(1));
    },
  ],
  [
    'no modulus',
    () => {
      native.power(bytes(3), bytes(3), bytes(0), bytes(0));
    },
  ],
  [
    'less room than the power needs',
    () => {
      native.power(bytes(2), bytes(3), bytes(3), bytes(1));
    },
  ],
  [
    'a number',
    () => {
      native.hmacSha1(5 as unknown as Uint8Array, bytes(3), bytes(20));
    },
  ],
  [
    'numbers of 16 bits',
    () => {
      native.hmacSha1(new Uint16Array(20) as unknown as Uint8Array, bytes(3), bytes(20));
    },
  ],
])('%s is refused', (_, call) => {
  expect(call).toThrow();
  // Whatever libcrypto notes of it is not taken for an error of what node:crypto does next.
  const { p, g } = IDENTITIES.alice;
  useNativeCrypto(null);
  expect(generatorPower({ p, g }, 1n)).toBe(g);
});
