// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Computing AES keys, MAC keys", against otr_sesskeys of libotr's toolkit.
import { SecretBytes } from '../../../../src/crypto/secret.js';
import { deriveSessionKeys, secretsOfKeys } from '../../../../src/protocol/data/session-keys.js';
import { minimal } from '../../../../src/wire/mpi.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import {
  h1,
  h2,
  hash,
  integer,
  magnitude,
  modPow,
  rfc3526Prime,
} from '../../../support/textbook.js';
import { hex, toHex, vectors } from '../../../support/vectors.js';

interface KeyCase {
  readonly what: string;
  readonly private: string;
  readonly theirPublic: string;
  readonly ourPublic: string;
  readonly end: 'high' | 'low';
  readonly sendingAes: string;
  readonly sendingMac: string;
  readonly receivingAes: string;
  readonly receivingMac: string;
}

const { cases } = vectors('libotr-session-keys') as { cases: readonly KeyCase[] };
const p = rfc3526Prime();
const pairOf = (vector: KeyCase): { secret: SecretBytes; public: Uint8Array } => ({
  secret: new SecretBytes(hex(vector.private)),
  public: hex(vector.ourPublic),
});

describe.each(cases)('$what', (vector) => {
  const theirs = minimal(hex(vector.theirPublic));
  const keys = deriveSessionKeys(pairOf(vector), theirs, null);
  const s = modPow(integer(theirs), integer(hex(vector.private)), p);

  it('has the keys that libotr has', () => {
    expect(toHex(keys.sending.mac.reveal())).toBe(vector.sendingMac);
    expect(toHex(keys.receiving.mac.reveal())).toBe(vector.receivingMac);
    expect(toHex(keys.sending.aesKey.reveal())).toBe(vector.sendingAes);
    expect(toHex(keys.receiving.aesKey.reveal())).toBe(vector.receivingAes);
  });

  it('is high or low as the specification says', () => {
    const [send, receive] = vector.end === 'high' ? [1, 2] : [2, 1];
    expect(toHex(h1(send, s).subarray(0, 16))).toBe(vector.sendingAes);
    expect(toHex(h1(receive, s).subarray(0, 16))).toBe(vector.receivingAes);
    expect(toHex(hash('sha1', hex(vector.sendingAes)))).toBe(vector.sendingMac);
  });

  it('has the extra symmetric key h2(0xff)', () => {
    expect(toHex(keys.extra.reveal())).toBe(toHex(h2(0xff, s)));
  });

  it('is the same from a secret that is known already, which stays the caller’s', () => {
    const known = new SecretBytes(Uint8Array.from(magnitude(s)));
    const again = deriveSessionKeys(pairOf(vector), theirs, known);
    expect(toHex(again.sending.mac.reveal())).toBe(vector.sendingMac);
    expect(toHex(again.extra.reveal())).toBe(toHex(h2(0xff, s)));
    expect(toHex(known.reveal())).toBe(toHex(magnitude(s)));
  });
});

it('what is sent with one end’s keys is read with the other’s', () => {
  const random = new SeededRandom('ends');
  const [x, y] = [random.bytes(40), random.bytes(40)];
  const gx = Uint8Array.from(magnitude(modPow(2n, integer(x), p)));
  const gy = Uint8Array.from(magnitude(modPow(2n, integer(y), p)));
  const a = deriveSessionKeys({ secret: new SecretBytes(x), public: gx }, gy, null);
  const b = deriveSessionKeys({ secret: new SecretBytes(y), public: gy }, gx, null);
  const shown = (secret: SecretBytes): string => toHex(secret.reveal());
  expect(shown(a.sending.mac)).toBe(shown(b.receiving.mac));
  expect(shown(a.receiving.aesKey)).toBe(shown(b.sending.aesKey));
  expect(shown(a.extra)).toBe(shown(b.extra));
});

it('keys list all their secrets, so that all can be wiped', () => {
  const keys = deriveSessionKeys(pairOf(cases[0]!), hex(cases[0]!.theirPublic), null);
  for (const secret of secretsOfKeys(keys)) secret.wipe();
  for (const { mac, aesKey } of [keys.sending, keys.receiving]) {
    expect(() => mac.reveal()).toThrow();
    expect(() => aesKey.reveal()).toThrow();
  }
  expect(() => keys.extra.reveal()).toThrow();
});
