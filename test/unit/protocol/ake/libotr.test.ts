// SPDX-License-Identifier: GPL-2.0-or-later
// The key exchanges that two libotr processes had, with our engine in the place of either.
import { deriveAkeKeys, wipeAkeKeys } from '../../../../src/protocol/ake/keys.js';
import { type AuthState, NONE } from '../../../../src/protocol/ake/state.js';
import { commit } from '../../../../src/protocol/ake/steps.js';
import { akeStep } from '../../../../src/protocol/ake/table.js';
import { SecretBytes } from '../../../../src/crypto/secret.js';
import type { AkeMessage, RevealSignature, Signature } from '../../../../src/wire/ake-messages.js';
import { encodeAke } from '../../../../src/wire/ake-messages.js';
import { armor } from '../../../../src/wire/armor.js';
import { decodeText } from '../../../support/decode.js';
import { ScriptedRandom, SeededRandom } from '../../../support/seeded-random.js';
import {
  aesCtr,
  dsaVerifies,
  h2,
  hmac,
  data,
  int,
  integer,
  magnitude,
  modPow,
  mpi,
  pubkey,
  rfc3526Prime,
} from '../../../support/textbook.js';
import { dsaKey, hex, recording, toHex } from '../../../support/vectors.js';

const p = rfc3526Prime();

describe.each([2, 3] as const)('libotr, version %i', (version) => {
  const recorded = recording(version);
  const alice = dsaKey(recorded.keys.alice);
  const bob = dsaKey(recorded.keys.bob);
  const [query, commitText, dhKeyText, revealText, signatureText] = recorded.steps.map(
    ({ wire }) => wire,
  ) as [string, string, string, string, string];
  const message = (text: string): AkeMessage => decodeText(text)!.ake!;
  const tagsOf = (text: string): [number, number] => {
    const { senderTag, receiverTag } = decodeText(text)!.header;
    return [senderTag, receiverTag];
  };
  const [gx, gy] = [BigInt(`0x${recorded.commit.gx}`), BigInt(`0x${recorded.dhKey.gy}`)];
  const s = modPow(gy, BigInt(`0x${recorded.commit.x}`), p);
  const { ssid } = recorded.steps[4]!.receiver!;

  /** Decrypts and verifies X by the textbook. */
  function isGenuine(
    { encryptedSignature, mac }: RevealSignature | Signature,
    primed: boolean,
    [own, other]: readonly [bigint, bigint],
    key: typeof alice,
  ): boolean {
    const c = primed ? h2(1, s).subarray(16) : h2(1, s).subarray(0, 16);
    const [m1, m2] = primed ? [h2(4, s), h2(5, s)] : [h2(2, s), h2(3, s)];
    const expected = hmac('sha256', m2, data(encryptedSignature)).subarray(0, 20);
    const X = aesCtr(c, Buffer.alloc(8), encryptedSignature);
    const head = Buffer.concat([pubkey(key), int(1)]);
    const m = hmac('sha256', m1, Buffer.concat([mpi(own), mpi(other), head]));
    return (
      toHex(mac) === toHex(expected) &&
      X.subarray(0, head.length).equals(head) &&
      dsaVerifies(key, m, X.subarray(head.length))
    );
  }

  it('the textbook agrees with libotr', () => {
    expect(query).toContain('?OTRv');
    expect(toHex(h2(0, s).subarray(0, 8))).toBe(ssid);
    expect(isGenuine(message(revealText) as RevealSignature, false, [gx, gy], bob)).toBe(true);
    expect(isGenuine(message(signatureText) as Signature, true, [gy, gx], alice)).toBe(true);
  });

  it('the keys of the exchange', () => {
    const keys = deriveAkeKeys(new SecretBytes(Uint8Array.from(magnitude(s))));
    expect(toHex(keys.ssid)).toBe(ssid);
    expect(toHex(keys.c) + toHex(keys.cPrime)).toBe(toHex(h2(1, s)));
    expect(toHex(keys.m1)).toBe(toHex(h2(2, s)));
    expect(toHex(keys.m2)).toBe(toHex(h2(3, s)));
    expect(toHex(keys.m1Prime)).toBe(toHex(h2(4, s)));
    expect(toHex(keys.m2Prime)).toBe(toHex(h2(5, s)));
    wipeAkeKeys(keys);
    expect(toHex(keys.m1) + toHex(keys.c)).toBe('00'.repeat(48));
    expect(toHex(keys.ssid)).toBe(ssid);
  });

  it('we as Bob: the same commit, and both sides take each other', () => {
    const random = new ScriptedRandom([hex(recorded.commit.r), hex(recorded.commit.x)]);
    const commitment = commit({ random });
    const encoded = encodeAke(version, tagsOf(commitText), commitment.message);
    expect(armor(encoded)).toBe(commitText);
    const tools = { random, identity: bob };
    const first: AuthState = { kind: 'awaiting-dhkey', commitment };
    const revealed = akeStep(first, message(dhKeyText), tools);
    expect(isGenuine(revealed.send as RevealSignature, false, [gx, gy], bob)).toBe(true);
    const { established } = akeStep(revealed.next, message(signatureText), tools);
    expect(toHex(established!.ssid)).toBe(ssid);
    expect(established!.publicKey.y).toBe(alice.y);
    expect(integer(established!.theirs)).toBe(gy);
  });

  it('we as Alice: the same D-H Key, and both sides take each other', () => {
    const random = new ScriptedRandom([hex(recorded.dhKey.y)]);
    const tools = { random, identity: alice };
    const answered = akeStep(NONE, message(commitText), tools);
    expect(armor(encodeAke(version, tagsOf(dhKeyText), answered.send!))).toBe(dhKeyText);
    const { established, send } = akeStep(answered.next, message(revealText), tools);
    expect(toHex(established!.ssid)).toBe(ssid);
    expect(established!.publicKey.y).toBe(bob.y);
    expect(isGenuine(send as Signature, true, [gy, gx], alice)).toBe(true);
  });
});

describe('secrets with leading zero bytes', () => {
  it('are hashed as minimal MPIs: "Write the value of s as a minimum-length MPI"', () => {
    const random = new SeededRandom('short');
    for (const bits of [1n, 100n, 1520n, 1528n, 1535n]) {
      const s = (1n << bits) + integer(random.bytes(8));
      const keys = deriveAkeKeys(new SecretBytes(Uint8Array.from(magnitude(s))));
      expect(toHex(keys.ssid)).toBe(toHex(h2(0, s).subarray(0, 8)));
      expect(toHex(keys.m2Prime)).toBe(toHex(h2(5, s)));
    }
  });
});
