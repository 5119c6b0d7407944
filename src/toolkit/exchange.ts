// SPDX-License-Identifier: GPL-2.0-or-later
// A key exchange between two people of whom only the public keys are known.
import { aesCtr } from '../crypto/aes-ctr.js';
import { type DsaPublicKey, SIGNATURE_BYTES } from '../crypto/dsa.js';
import { fingerprintOf } from '../crypto/fingerprint.js';
import { type DhKeyPair, generateDh, sharedSecret } from '../crypto/group.js';
import { hmacSha256First160 } from '../crypto/mac.js';
import { encodePublicKey } from '../crypto/public-key.js';
import type { RandomSource } from '../crypto/random.js';
import {
  type DirectionKeys,
  revealKeys,
  type SealedSignature,
  signatureKeys,
} from '../protocol/ake/authenticator.js';
import { deriveAkeKeys } from '../protocol/ake/keys.js';
import { commit } from '../protocol/ake/steps.js';
import { type AkeMessage, asData, encodeAke } from '../wire/ake-messages.js';
import { armor } from '../wire/armor.js';
import { concat, toHex } from '../wire/bytes.js';
import type { ProtocolVersion } from '../wire/header.js';
import { MIN_INSTANCE_TAG } from '../wire/limits.js';
import { formatQuery } from '../wire/query.js';
import { WireWriter } from '../wire/writer.js';
import { dhNotes, type Entry, type Opening, type Person } from './transcript.js';

const ZERO_CTR = new Uint8Array(8);
const KEY_ID = 1;

/** Someone whose public key is known, and no more. */
interface Identity {
  readonly name: string;
  readonly publicKey: DsaPublicKey;
}

/**
 * An exchange that the first of the two asks for. Everything in it is right but the signatures, which
 * nobody sees without the secret of the exchange: they are encrypted.
 */
export function inventExchange(
  version: ProtocolVersion,
  identities: readonly [Identity, Identity],
  random: RandomSource,
): Opening {
  const [asked, began] = identities;
  const { ours, r, message } = commit({ random });
  const alice = person(asked, generateDh(random), newTag(version, random));
  const bob = person(began, ours, newTag(version, random));
  const secret = sharedSecret(bob.dh, alice.dh.public);
  const keys = deriveAkeKeys(secret);
  const bobSigns = unsigned(revealKeys(keys), began.publicKey, random);
  const aliceSigns = unsigned(signatureKeys(keys), asked.publicKey, random);
  const [fromAlice, fromBob] = [sendAs(version, alice, bob), sendAs(version, bob, alice)];
  const toAnyone = sendAs(version, bob, { ...alice, tag: 0 });
  const entries: readonly Entry[] = [
    { name: alice.name, wire: formatQuery([version]), notes: [] },
    toAnyone(message, dhNotes(bob.dh)),
    fromAlice({ type: 'dh-key', gy: alice.dh.public }, dhNotes(alice.dh)),
    fromBob({ type: 'reveal-sig', r: r.reveal(), ...bobSigns }, identityNotes(began.publicKey)),
    fromAlice({ type: 'signature', ...aliceSigns }, identityNotes(asked.publicKey)),
  ];
  return { version, people: [alice, bob], secret, entries };
}

function person({ name }: Identity, dh: DhKeyPair, tag: number): Person {
  return { name, tag, dh, keyId: KEY_ID };
}

function newTag(version: ProtocolVersion, random: RandomSource): number {
  if (version === 2) return 0;
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  return MIN_INSTANCE_TAG + ((a << 16) | (b << 8) | c);
}

/** X and its MAC as the protocol has them, with noise of a signature's size where one would be. */
function unsigned(
  keys: DirectionKeys,
  publicKey: DsaPublicKey,
  random: RandomSource,
): SealedSignature {
  const keyId = new WireWriter(4).int(KEY_ID).bytes;
  const x = concat(encodePublicKey(publicKey), keyId, noise(random));
  const encryptedSignature = aesCtr(keys.cipher, ZERO_CTR, x);
  return { encryptedSignature, mac: hmacSha256First160(keys.mac, asData(encryptedSignature)) };
}

/** r and s below every 160-bit q. */
function noise(random: RandomSource): Uint8Array {
  return random.bytes(SIGNATURE_BYTES).map((byte, i) => (i % 20 === 0 ? byte & 0x7f : byte));
}

function sendAs(version: ProtocolVersion, sender: Person, receiver: Person) {
  return (message: AkeMessage, notes: readonly string[]): Entry => {
    const wire = armor(encodeAke(version, [sender.tag, receiver.tag], message));
    return { name: sender.name, wire, notes };
  };
}

/** What tells a reader whose key stands, or seems to stand, behind a message. */
export function identityNotes(key: DsaPublicKey): readonly string[] {
  return [`Public key: ${toHex(encodePublicKey(key))}`, `Fingerprint: ${fingerprintOf(key)}`];
}
