// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3: "the group is the one defined in RFC 3526 with 1536-bit modulus ... and a generator of 2".
import {
  checkGroupElement,
  generateDh,
  isGroupElement,
  power,
  PRIME,
  sharedSecret,
} from '../../../src/crypto/group.js';
import { inverse, isProbablePrime, publicPower } from '../../../src/crypto/public-integers.js';
import { SecretBytes } from '../../../src/crypto/secret.js';
import { divide } from '../../../src/crypto/smp-group.js';
import { minimal } from '../../../src/wire/mpi.js';
import { faultCode } from '../../support/decode.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { integer, magnitude, modPow, rfc3526Prime } from '../../support/textbook.js';
import { hex, toHex, vectors } from '../../support/vectors.js';

const p = rfc3526Prime();
const bytes = (value: bigint): Uint8Array => Uint8Array.from(magnitude(value));

interface KeyCase {
  readonly what: string;
  readonly private: string;
  readonly theirPublic: string;
  readonly ourPublic: string;
}
const cases = (vectors('libotr-session-keys') as { cases: readonly KeyCase[] }).cases;

describe('the group', () => {
  it('has the prime 2^1536 - 2^1472 - 1 + 2^64 * ([2^1406 pi] + 741804)', () => {
    expect(integer(PRIME)).toBe(p);
    expect(PRIME).toHaveLength(192);
  });

  it.each([
    [0n, false],
    [1n, false],
    [2n, true],
    [3n, true],
    [p - 3n, true],
    [p - 2n, true],
    [p - 1n, false],
    [p, false],
    [p + 1n, false],
    [1n << 1536n, false],
    [1n << 1600n, false],
    [1n << 1535n, true],
  ])('"2 <= value <= modulus - 2" (%#)', (value, isElement) => {
    expect(isGroupElement(bytes(value))).toBe(isElement);
    if (isElement) {
      expect(() => {
        checkGroupElement(bytes(value), 'test');
      }).not.toThrow();
    } else {
      const check = (): void => {
        checkGroupElement(bytes(value), 'test');
      };
      expect(faultCode(check)).toBe('out-of-range');
    }
  });
});

describe('power', () => {
  it('is base^exponent mod p, whatever the lengths', () => {
    const random = new SeededRandom('power');
    for (const length of [1, 2, 20, 40, 192]) {
      const base = integer(random.bytes(192)) % p;
      const exponent = random.bytes(length);
      exponent[0] = (exponent[0]! % 200) + 2;
      expect(integer(power(bytes(base), exponent))).toBe(modPow(base, integer(exponent), p));
    }
  });

  it('takes exponents with leading zero bytes', () => {
    const exponent = hex(`0000${'5a'.repeat(38)}`);
    expect(integer(power(bytes(2n), exponent))).toBe(modPow(2n, integer(exponent), p));
  });

  it('keeps nothing from one call to the next', () => {
    const first = power(bytes(5n), hex('0102030405'));
    power(bytes(7n), hex('0908070605'));
    expect(toHex(power(bytes(5n), hex('0102030405')))).toBe(toHex(first));
  });
});

describe('Diffie-Hellman', () => {
  it.each(cases)('public value as otr_sesskeys prints it: $what', (vector) => {
    const made = generateDh({ bytes: () => hex(vector.private) });
    expect(toHex(made.public)).toBe(vector.ourPublic);
  });

  it.each(cases)('shared secret, minimal: $what', (vector) => {
    const ours = { secret: new SecretBytes(hex(vector.private)), public: hex(vector.ourPublic) };
    const theirs = minimal(hex(vector.theirPublic));
    const expected = modPow(integer(theirs), integer(hex(vector.private)), p);
    expect(toHex(sharedSecret(ours, theirs).reveal())).toBe(toHex(magnitude(expected)));
  });

  it('makes exponents of at least 320 bits', () => {
    const lengths: number[] = [];
    const random = {
      bytes: (length: number) => {
        lengths.push(length);
        return new SeededRandom(1).bytes(length);
      },
    };
    const { secret } = generateDh(random);
    expect(Math.max(...lengths)).toBeGreaterThanOrEqual(40);
    expect(secret.reveal().length).toBeGreaterThanOrEqual(40);
  });

  it.each([0n, 1n, p - 1n, p, p + 1n])('refuses a foreign value out of range (%#)', (theirs) => {
    const ours = generateDh(new SeededRandom(2));
    expect(faultCode(() => sharedSecret(ours, bytes(theirs)))).toBe('out-of-range');
  });

  it('agrees on both sides', () => {
    const random = new SeededRandom(3);
    for (let i = 0; i < 10; i += 1) {
      const [a, b] = [generateDh(random), generateDh(random)];
      expect(toHex(sharedSecret(a, b.public).reveal())).toBe(
        toHex(sharedSecret(b, a.public).reveal()),
      );
    }
  });
});

describe('arithmetic on public values', () => {
  const random = new SeededRandom('public');
  const number = (length: number): bigint => integer(random.bytes(length));

  it('raises to powers', () => {
    expect(publicPower(5n, 0n, 7n)).toBe(1n);
    expect(publicPower(0n, 5n, 7n)).toBe(0n);
    expect(publicPower(3n, 1n, 7n)).toBe(3n);
    for (let i = 0; i < 20; i += 1) {
      const [base, exponent, modulus] = [number(64), number(20), number(64) | 1n];
      expect(publicPower(base, exponent, modulus)).toBe(modPow(base, exponent, modulus));
    }
  });

  it('inverts what can be inverted', () => {
    expect(inverse(3n, 7n)).toBe(5n);
    expect(inverse(-4n, 7n)).toBe(5n);
    expect(inverse(2n, 4n)).toBeNull();
    expect(inverse(0n, 7n)).toBeNull();
    const value = number(100);
    expect((inverse(value, p)! * value) % p).toBe(1n);
  });

  it('divides in the group, except by zero', () => {
    const [a, b] = [number(192) % p, number(192) % p];
    const quotient = integer(divide(bytes(a), bytes(b)));
    expect((quotient * b) % p).toBe(a);
    expect(faultCode(() => divide(bytes(a), bytes(0n)))).toBe('out-of-range');
    expect(faultCode(() => divide(bytes(a), bytes(p)))).toBe('out-of-range');
  });

  it('knows primes', () => {
    const primes = [2n, 3n, 5n, 65537n, (1n << 127n) - 1n, p];
    // 561 and 41041: Carmichael numbers; the last is composite with no small factor.
    const others = [-7n, 0n, 1n, 4n, 561n, 41041n, 65537n * 65539n, ((1n << 61n) - 1n) ** 2n];
    expect(primes.map((n) => isProbablePrime(n))).toEqual(primes.map(() => true));
    expect(others.map((n) => isProbablePrime(n))).toEqual(others.map(() => false));
  });
});
