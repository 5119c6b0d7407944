// SPDX-License-Identifier: GPL-2.0-or-later
// Every derivation, against values that Python's standard library has calculated by the specification's words.
import { SecretBytes } from '../../../src/crypto/secret.js';
import { sharedSecret } from '../../../src/crypto/group.js';
import { deriveAkeKeys } from '../../../src/protocol/ake/keys.js';
import { type DirectionKeys, deriveSessionKeys } from '../../../src/protocol/data/session-keys.js';
import { smpSecret } from '../../../src/protocol/smp/secret.js';
import { utf8 } from '../../../src/wire/bytes.js';
import { hex, toHex, vectors } from '../../support/vectors.js';

interface Direction {
  readonly aes: string;
  readonly mac: string;
}

interface Exchange {
  readonly what: string;
  readonly private: string;
  readonly ourPublic: string;
  readonly theirPublic: string;
  readonly secret: string;
  readonly ake: Readonly<Record<string, string>>;
  readonly data: {
    readonly end: 'high' | 'low';
    readonly sending: Direction;
    readonly receiving: Direction;
    readonly extra: string;
  };
}

interface Comparison {
  readonly typed: string;
  readonly initiator: string;
  readonly responder: string;
  readonly ssid: string;
  readonly secret: string;
}

const { exchanges, comparisons } = vectors('derivations') as {
  readonly exchanges: readonly Exchange[];
  readonly comparisons: readonly Comparison[];
};

describe.each(exchanges)('$what', (vector) => {
  const ours = { secret: new SecretBytes(hex(vector.private)), public: hex(vector.ourPublic) };
  const theirs = hex(vector.theirPublic);
  const directionOf = ({ aesKey, mac }: DirectionKeys): Direction => ({
    aes: toHex(aesKey.reveal()),
    mac: toHex(mac.reveal()),
  });

  it('has the shared secret', () => {
    expect(toHex(sharedSecret(ours, theirs).reveal())).toBe(vector.secret);
  });

  it('has the session id and the keys of the exchange', () => {
    const keys = deriveAkeKeys(sharedSecret(ours, theirs));
    const named = Object.entries<Uint8Array>({ ...keys });
    expect(Object.fromEntries(named.map(([name, key]) => [name, toHex(key)]))).toEqual(vector.ake);
  });

  it('has the keys of data messages and the extra symmetric key', () => {
    const { sending, receiving, extra } = deriveSessionKeys(ours, theirs, null);
    const { data } = vector;
    expect(directionOf(sending)).toEqual(data.sending);
    expect(directionOf(receiving)).toEqual(data.receiving);
    expect(toHex(extra.reveal())).toBe(data.extra);
  });
});

test.each(comparisons)('secret of a comparison, "$typed" asked by $initiator', (vector) => {
  const { initiator, responder, ssid, typed, secret } = vector;
  const binding = { initiator: hex(initiator), responder: hex(responder), ssid: hex(ssid) };
  expect(toHex(smpSecret(binding, utf8(typed)).reveal())).toBe(secret);
});
