// SPDX-License-Identifier: GPL-2.0-or-later
import { type DhKeyPair, isGroupElement, power, sharedSecret } from '../crypto/group.js';
import { sha1 } from '../crypto/hash.js';
import { SecretBytes } from '../crypto/secret.js';
import { type DirectionKeys, deriveSessionKeys } from '../protocol/data/session-keys.js';
import { asData } from '../wire/ake-messages.js';
import { concat, toHex } from '../wire/bytes.js';
import { compareMpi, minimal, type Mpi } from '../wire/mpi.js';
import { Refusal } from './refusal.js';

const GENERATOR: Mpi = Uint8Array.of(2);
const MAX_PRIVATE_BYTES = 40;

/** The key pair of a Diffie-Hellman private key of 1 to 40 bytes. */
export function dhKeyPair(privateKey: Uint8Array): DhKeyPair {
  const exponent = minimal(privateKey);
  if (exponent.length === 0 || exponent.length > MAX_PRIVATE_BYTES)
    throw new Refusal('The DH private key must have 1 to 40 bytes.', 'usage');
  const secret = new SecretBytes(Uint8Array.from(exponent));
  return { secret, public: minimal(power(GENERATOR, exponent)) };
}

/** What two Diffie-Hellman keys give, as `otr_sesskeys` prints it. */
export function sessionKeys(privateKey: Uint8Array, publicKey: Uint8Array): string {
  const ours = dhKeyPair(privateKey);
  const theirs = minimal(publicKey);
  if (!isGroupElement(theirs))
    throw new Refusal('The DH public key must lie between 2 and p-2.', 'usage');
  const secret = sharedSecret(ours, theirs);
  const { sending, receiving } = deriveSessionKeys(ours, theirs, secret);
  const end = compareMpi(ours.public, theirs) > 0 ? 'high' : 'low';
  return [
    '',
    `We are the ${end} end of this key exchange.`,
    '',
    `Our public key: ${toHex(ours.public)}`,
    '',
    `Session id: ${toHex(sessionId(secret.reveal()))}`,
    '',
    ...directionLines('Sending  ', sending),
    ...directionLines('Receiving', receiving),
    '',
    '',
  ].join('\n');
}

function directionLines(way: string, { aesKey, mac }: DirectionKeys): readonly string[] {
  return [`${way} AES key: ${toHex(aesKey.reveal())}`, `${way} MAC key: ${toHex(mac.reveal())}`];
}

/** The session id of OTR version 1, which libotr's command still prints: SHA1(0x00 || secbytes). */
function sessionId(secret: Mpi): Uint8Array {
  return sha1(concat(Uint8Array.of(0), asData(secret)));
}

/** "MAC key: SHA1 of the AES key", as `otr_mackey` prints it. */
export function macKeyReport(aesKey: Uint8Array): string {
  return `AES key: ${toHex(aesKey)}\nMAC key: ${toHex(sha1(aesKey))}\n`;
}
