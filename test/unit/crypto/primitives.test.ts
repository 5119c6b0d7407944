// SPDX-License-Identifier: GPL-2.0-or-later
// Known answers: test/vectors/standards.json names the source of each.
import { inspect } from 'node:util';
import fc from 'fast-check';
import { aesCtr } from '../../../src/crypto/aes-ctr.js';
import { equal } from '../../../src/crypto/equal.js';
import { sha1, sha256 } from '../../../src/crypto/hash.js';
import { bitLength, mod, toFixedBytes, toInteger, toMpi } from '../../../src/crypto/integer.js';
import { hmacSha1, hmacSha256, hmacSha256First160 } from '../../../src/crypto/mac.js';
import { systemRandom } from '../../../src/crypto/random.js';
import { SecretBytes } from '../../../src/crypto/secret.js';
import { integer, magnitude } from '../../support/textbook.js';
import { hex, toHex, vectors } from '../../support/vectors.js';

interface MacCase {
  readonly case: string;
  readonly key: string;
  readonly message: string;
  readonly mac: string;
}
interface HashCase {
  readonly case: string;
  readonly text: string;
  readonly repeat: number;
  readonly digest: string;
}
interface Standards {
  readonly hmacSha1: readonly MacCase[];
  readonly hmacSha256: readonly MacCase[];
  readonly sha1: readonly HashCase[];
  readonly sha256: readonly HashCase[];
  readonly aes128: {
    readonly key: string;
    readonly plaintext: string;
    readonly ctr: { readonly iv: string; readonly ciphertext: string };
  };
  readonly aesCtr: {
    readonly cases: readonly { readonly ctr: string; readonly length: number; sha256: string }[];
  };
}

const known = vectors('standards') as Standards;
const repeated = ({ text, repeat }: HashCase): Uint8Array => Buffer.from(text.repeat(repeat));

describe('hashes and MACs', () => {
  it.each(known.sha1)('SHA-1, $case', (vector) => {
    expect(toHex(sha1(repeated(vector)))).toBe(vector.digest);
  });

  it.each(known.sha256)('SHA-256, $case', (vector) => {
    expect(toHex(sha256(repeated(vector)))).toBe(vector.digest);
  });

  it.each(known.hmacSha1)('SHA1-HMAC, $case', ({ key, message, mac }) => {
    expect(toHex(hmacSha1(hex(key), hex(message)))).toBe(mac);
  });

  it.each(known.hmacSha256)(
    'SHA256-HMAC and its first 160 bits, $case',
    ({ key, message, mac }) => {
      expect(toHex(hmacSha256(hex(key), hex(message)))).toBe(mac);
      expect(toHex(hmacSha256First160(hex(key), hex(message)))).toBe(mac.slice(0, 40));
    },
  );

  it.each([199, 200, 201, 202])('hash %i bytes alike on both sides of the switch', (length) => {
    const bytes = new Uint8Array(length).fill(0x61);
    // Computed with sha1sum and sha256sum.
    expect([toHex(sha1(bytes)), toHex(sha256(bytes))]).toEqual(DIGESTS_OF_A[length]);
  });
});

const DIGESTS_OF_A: Readonly<Record<number, readonly [string, string]>> = {
  199: [
    '4c5da22d429fedb135ae85f65d22ae31cc4fe97e',
    '60048478ae47edd7ef18f1235afd254a72ffaf32c4bc5726e8d250c3be51e3cb',
  ],
  200: [
    'e61cfffe0d9195a525fc6cf06ca2d77119c24a40',
    'c2a908d98f5df987ade41b5fce213067efbcc21ef2240212a41e54b5e7c28ae5',
  ],
  201: [
    '6f82e951f58a5d922ecae46ab7fcbfccecbc6849',
    'a92efd82109373e58f9a2056dee01e807e216ce6075f7051207c0a9f7d666e50',
  ],
  202: [
    '85b69533895f9c08184f1f163c9151fd47b1e49e',
    '0e0912295336c795e0b38ecf80e4b44a413b2b64c308f5e7c65cd9eff96fb0db',
  ],
};

describe('AES-128-CTR', () => {
  const key = hex(known.aes128.key);
  const plaintext = hex(known.aes128.plaintext);
  const longer = Uint8Array.from(Buffer.concat(Array.from({ length: 100 }, () => plaintext)));

  it('has the key stream of NIST SP 800-38A F.5.1', () => {
    // That vector counts in all 16 bytes and OTR's lower eight start at 0: the first block by ECB.
    const zero = aesCtr(hex(known.aes128.key), new Uint8Array(8), new Uint8Array(16));
    expect(toHex(zero)).toBe(ENCRYPTED_ZERO);
  });

  it.each(known.aesCtr.cases)('counter $ctr, $length bytes', ({ ctr, length, sha256: digest }) => {
    const text = longer.subarray(0, length);
    const once = aesCtr(key, hex(ctr), text);
    expect(toHex(sha256(once))).toBe(digest);
    expect(toHex(aesCtr(key, hex(ctr), once))).toBe(toHex(text));
  });

  it('leaves its input alone', () => {
    const text = Uint8Array.from(plaintext);
    aesCtr(key, new Uint8Array(8), text);
    expect(toHex(text)).toBe(known.aes128.plaintext);
  });
});

/** AES-128 of a zero block under that key: openssl enc -aes-128-ecb -nopad. */
const ENCRYPTED_ZERO = '7df76b0c1ab899b33e42f047b91b546f';

describe('integers', () => {
  const number = fc.bigInt({ min: 0n, max: 1n << 600n });

  it('are big-endian and minimal as MPI', () => {
    expect(toHex(toMpi(0n))).toBe('');
    expect(toHex(toMpi(1n))).toBe('01');
    expect(toHex(toMpi(0x80n))).toBe('80');
    expect(toHex(toMpi(0x100n))).toBe('0100');
    fc.assert(
      fc.property(number, (value) => {
        expect(toHex(toMpi(value))).toBe(toHex(magnitude(value)));
        expect(toInteger(toMpi(value))).toBe(value);
      }),
    );
  });

  it('are read from bytes with leading zeros too', () => {
    expect(toInteger(hex('0000ff'))).toBe(255n);
    expect(toInteger(new Uint8Array(0))).toBe(0n);
  });

  it('have a fixed length where the specification wants one', () => {
    expect(toHex(toFixedBytes(1n, 20))).toBe(`${'00'.repeat(19)}01`);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 160n) - 1n }), (value) => {
        const bytes = toFixedBytes(value, 20);
        expect(bytes).toHaveLength(20);
        expect(integer(bytes)).toBe(value);
      }),
    );
  });

  it('have a remainder that is never negative, and a bit length', () => {
    expect([mod(7n, 5n), mod(-7n, 5n), mod(-5n, 5n), mod(0n, 5n)]).toEqual([2n, 3n, 0n, 0n]);
    expect([0n, 1n, 255n, 256n, 1n << 1535n].map(bitLength)).toEqual([0, 1, 8, 9, 1536]);
  });
});

describe('equal', () => {
  it('is true for equal bytes only, of equal length', () => {
    expect(equal(hex('010203'), hex('010203'))).toBe(true);
    expect(equal(hex('010203'), hex('010204'))).toBe(false);
    expect(equal(hex('010203'), hex('0102'))).toBe(false);
    expect(equal(hex(''), hex(''))).toBe(true);
    expect(equal(hex(''), hex('00'))).toBe(false);
  });
});

describe('randomness', () => {
  it('is of the length that was asked for, and does not repeat', () => {
    const seen = new Set(Array.from({ length: 200 }, () => toHex(systemRandom.bytes(16))));
    expect(seen.size).toBe(200);
    expect(systemRandom.bytes(0)).toHaveLength(0);
    expect(systemRandom.bytes(40)).toHaveLength(40);
  });
});

describe('SecretBytes', () => {
  const digits = 'c0ffee15deadbeef';
  const secret = (): SecretBytes => new SecretBytes(hex(digits));
  const traces = [digits, 'deadbeef', String(0xc0), Buffer.from(digits, 'hex').toString('base64')];

  it.each([
    ['String', (s: SecretBytes) => String(s)],
    ['a concatenation', (s: SecretBytes) => ['', s].join('')],
    ['JSON', (s: SecretBytes) => JSON.stringify({ s })],
    ['inspect', (s: SecretBytes) => inspect(s)],
    ['inspect of everything', (s: SecretBytes) => inspect(s, { showHidden: true, depth: 9 })],
    ['inspect inside something', (s: SecretBytes) => inspect({ a: [s, new Map([[s, s]])] })],
    [
      'inspect with getters',
      (s: SecretBytes) => inspect(s, { getters: true, customInspect: false }),
    ],
    ['its own properties', (s: SecretBytes) => JSON.stringify(Object.entries(s))],
    ['an error', (s: SecretBytes) => inspect(new Error('x', { cause: s }))],
  ])('shows nothing in %s', (_, show) => {
    const shown = show(secret()).toLowerCase();
    for (const trace of traces) expect(shown).not.toContain(trace.toLowerCase());
  });

  it('shows nothing on the console', () => {
    const lines: string[] = [];
    const write = jest.spyOn(console, 'log').mockImplementation((...args: unknown[]) => {
      lines.push(inspect(args[0]));
    });
    console.log(secret());
    write.mockRestore();
    for (const trace of traces) expect(lines.join()).not.toContain(trace);
  });

  it('overwrites its bytes when it retires, and cannot be used after that', () => {
    const bytes = hex(digits);
    const retired = new SecretBytes(bytes);
    expect(toHex(retired.reveal())).toBe(digits);
    retired.wipe();
    expect(toHex(bytes)).toBe('00'.repeat(8));
    expect(() => retired.reveal()).toThrow('wiped');
    retired.wipe();
  });

  it('has clones that live and die on their own', () => {
    const one = secret();
    const other = one.clone();
    one.wipe();
    expect(toHex(other.reveal())).toBe(digits);
  });
});
