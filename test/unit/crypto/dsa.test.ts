// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Public keys, signatures, and fingerprints"; protocol.md 1.3 and A3.
import { sign, SIGNATURE_BYTES, verify } from '../../../src/crypto/dsa.js';
import { generateDsaKey } from '../../../src/crypto/dsa-generate.js';
import { refuseDsaKey } from '../../../src/crypto/dsa-validate.js';
import { generatorPower } from '../../../src/crypto/generator-power.js';
import { fingerprintBytes, fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { encodePublicKey, readPublicKey } from '../../../src/crypto/public-key.js';
import { WireReader } from '../../../src/wire/reader.js';
import { faultCode } from '../../support/decode.js';
import { ScriptedRandom, SeededRandom } from '../../support/seeded-random.js';
import {
  data,
  dsaVerifies,
  integer,
  magnitude,
  modPow,
  mpi,
  pubkey,
} from '../../support/textbook.js';
import { dsaKey, hex, recording, type RecordedKey, toHex, vectors } from '../../support/vectors.js';

interface SignatureCase {
  readonly what: string;
  readonly value: string;
  readonly signature: string;
}

const libotr = vectors('libotr-dsa') as { key: RecordedKey; signatures: readonly SignatureCase[] };
const key = dsaKey(libotr.key);
const values = [
  ...libotr.signatures.map(({ value }) => hex(value)),
  new Uint8Array(32),
  Uint8Array.from(Buffer.concat([Buffer.alloc(12), magnitude(key.q)])),
];

describe('signatures of libotr', () => {
  it.each(libotr.signatures)('over $what are verified', ({ value, signature }) => {
    expect(signature).toHaveLength(80);
    expect(dsaVerifies(key, hex(value), hex(signature))).toBe(true);
    expect(verify(key, hex(value), hex(signature))).toBe(true);
  });

  it('are refused over another value, by another key, or changed in any byte', () => {
    const { value, signature } = libotr.signatures[2]!;
    const other = dsaKey(recording(3).keys.bob);
    expect(
      verify(
        key,
        hex(`${value.slice(0, -2)}${value.endsWith('00') ? '01' : '00'}`),
        hex(signature),
      ),
    ).toBe(false);
    expect(verify(other, hex(value), hex(signature))).toBe(false);
    for (let i = 0; i < SIGNATURE_BYTES; i += 3) {
      const changed = hex(signature);
      changed[i]! ^= 1;
      expect(verify(key, hex(value), changed)).toBe(false);
    }
  });
});

describe('our signatures', () => {
  it('verify by the textbook, over any value', () => {
    const random = new SeededRandom(1);
    for (const value of [...values, ...Array.from({ length: 40 }, () => random.bytes(32))]) {
      const signature = sign(key, value, random);
      expect(signature).toHaveLength(SIGNATURE_BYTES);
      expect(dsaVerifies(key, value, signature)).toBe(true);
      expect(verify(key, value, signature)).toBe(true);
    }
  });

  it('pad r and s to 20 bytes', () => {
    const random = new SeededRandom(2);
    const starts = new Set<string>();
    for (let i = 0; i < 1500 && starts.size < 2; i += 1) {
      const signature = sign(key, values[2]!, random);
      if (signature[0] === 0) starts.add('r');
      if (signature[20] === 0) starts.add('s');
      if (signature[0] === 0 || signature[20] === 0)
        expect(dsaVerifies(key, values[2]!, signature)).toBe(true);
    }
    expect([...starts].sort()).toEqual(['r', 's']);
  });

  it('never use one k twice: r is different each time', () => {
    const random = new SeededRandom(3);
    const rs = Array.from({ length: 50 }, () => toHex(sign(key, values[2]!, random)).slice(0, 40));
    expect(new Set(rs).size).toBe(50);
  });

  it('take the value modulo q, so q more makes no difference', () => {
    const signature = sign(key, hex('00'.repeat(31) + '05'), new SeededRandom(4));
    const more = Buffer.concat([Buffer.alloc(12), magnitude(key.q + 5n)]);
    const padded = Uint8Array.from(more.subarray(more.length - 32));
    expect(verify(key, padded, signature)).toBe(true);
  });
});

describe('verification refuses by form', () => {
  const { value, signature } = libotr.signatures[0]!;
  const half = (number: bigint): string => number.toString(16).padStart(40, '0');
  const r = signature.slice(0, 40);
  const s = signature.slice(40);

  it.each([
    ['r = 0', half(0n) + s],
    ['s = 0', r + half(0n)],
    ['both 0', half(0n) + half(0n)],
    ['r = q', half(key.q) + s],
    ['s = q', r + half(key.q)],
    ['the highest numbers', 'f'.repeat(80)],
    ['nothing', ''],
    ['39 bytes', signature.slice(0, 78)],
    ['41 bytes', `${signature}00`],
  ])('%s', (_, digits) => {
    expect(verify(key, hex(value), hex(digits))).toBe(false);
  });
});

describe('PUBKEY and fingerprint', () => {
  const keys = [libotr.key, ...[2, 3].flatMap((v) => Object.values(recording(v as 2 | 3).keys))];

  it.each(keys.map((k) => [k.fingerprint, k] as const))(
    '%s, as libotr has it',
    (print, recorded) => {
      const k = dsaKey(recorded);
      expect(fingerprintOf(k)).toBe(print);
      expect(toHex(fingerprintBytes(k))).toBe(print);
    },
  );

  it('is type 0, p, q, g, y, and comes back', () => {
    const encoded = encodePublicKey(key);
    expect(toHex(encoded)).toBe(toHex(pubkey(key)));
    const { p, q, g, y } = key;
    expect(readPublicKey(new WireReader(encoded))).toEqual({ p, q, g, y });
  });

  it('is refused with another type, padded numbers, or numbers above 3072 bits', () => {
    const { p, q, g, y } = key;
    const read = (...parts: readonly Uint8Array[]): string =>
      faultCode(() => readPublicKey(new WireReader(Buffer.concat(parts))));
    const zero = Buffer.alloc(2);
    expect(read(Buffer.of(0, 1), mpi(p), mpi(q), mpi(g), mpi(y))).toBe('malformed');
    const padded = data(Buffer.concat([Buffer.of(0), magnitude(p)]));
    expect(read(zero, padded, mpi(q), mpi(g), mpi(y))).toBe('malformed');
    expect(read(zero, data(new Uint8Array(385).fill(1)), mpi(q), mpi(g), mpi(y))).toBe('too-large');
    expect(read(zero, mpi(p), mpi(q), mpi(g))).toBe('malformed');
  });
});

describe('validation of foreign keys (A3)', () => {
  const { keys: rows } = vectors('dsa-keys') as {
    keys: (Omit<RecordedKey, 'x'> & { what: string; refused: boolean })[];
  };

  it.each(rows.map((row) => [row.refused ? 'refuses' : 'takes', row.what, row] as const))(
    '%s %s',
    (_, __, row) => {
      const number = dsaKey({ ...row, x: '0', fingerprint: '' });
      const start = performance.now();
      expect(refuseDsaKey(number) !== null).toBe(row.refused);
      expect(performance.now() - start).toBeLessThan(2000);
      // A second time too: what is remembered is who was good.
      expect(refuseDsaKey(number) !== null).toBe(row.refused);
    },
  );

  it('takes the keys that libotr makes', () => {
    for (const v of [2, 3] as const)
      for (const recorded of Object.values(recording(v).keys))
        expect(refuseDsaKey(dsaKey(recorded))).toBeNull();
  });

  it('refuses the key for which (r = 1, any s) would be a signature: g = y = 1', () => {
    expect(refuseDsaKey({ ...key, g: 1n, y: 1n })).not.toBeNull();
  });
});

describe('powers of the generator', () => {
  const random = new SeededRandom('generator');
  const keys = [key, dsaKey(recording(3).keys.bob)];

  it.each(keys)('are those of the textbook, whatever the exponent', (group) => {
    const { p, q, g } = group;
    const drawn = Array.from({ length: 20 }, () => integer(random.bytes(20)) % q);
    for (const exponent of [1n, 2n, 255n, 1n << 159n, q - 1n, ...drawn])
      expect(generatorPower(group, exponent)).toBe(modPow(g, exponent, p));
  });
});

describe('key generation', () => {
  it('makes a 1024/160-bit key, whose signatures verify', async () => {
    const made = await generateDsaKey();
    expect(made.p.toString(2)).toHaveLength(1024);
    expect(made.q.toString(2)).toHaveLength(160);
    expect(made.x > 0n && made.x < made.q).toBe(true);
    expect(modPow(made.g, made.x, made.p)).toBe(made.y);
    expect(refuseDsaKey(made)).toBeNull();
    const signature = sign(made, values[0]!, new SeededRandom(5));
    expect(dsaVerifies(made, values[0]!, signature)).toBe(true);
  });
});

it('"if r = 0 or s = 0, a new value of k shall be generated" (FIPS 186)', () => {
  const [k, blind] = [hex(`${'00'.repeat(27)}07`), hex(`${'00'.repeat(27)}09`)];
  // k is the number plus 1; this value makes s = (value + x r) / k zero.
  const r = modPow(key.g, 8n, key.p) % key.q;
  const value = Buffer.alloc(32);
  const zero = magnitude((key.q - ((key.x * r) % key.q)) % key.q);
  value.set(zero, 32 - zero.length);
  const random = new ScriptedRandom([k, blind]);
  const signature = sign(key, value, random);
  expect(random.left).toBe(0);
  expect(toHex(signature.subarray(0, 20))).not.toBe(r.toString(16).padStart(40, '0'));
  expect(dsaVerifies(key, value, signature)).toBe(true);
});
