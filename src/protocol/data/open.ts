// SPDX-License-Identifier: GPL-2.0-or-later
import { aesCtr } from '../../crypto/aes-ctr.js';
import { equal } from '../../crypto/equal.js';
import { checkGroupElement } from '../../crypto/group.js';
import { hmacSha1 } from '../../crypto/mac.js';
import type { SecretBytes } from '../../crypto/secret.js';
import type { DataMessage } from '../../wire/data-message.js';
import { OtrFault } from '../../wire/fault.js';
import { decodePayload, type Payload, TLV } from '../../wire/tlv.js';
import {
  type KeyRing,
  pairOf,
  rotateOurs,
  rotateTheirs,
  type RingStep,
  withPair,
} from './key-ring.js';

export interface Opened {
  readonly next: KeyRing;
  readonly payload: Payload;
  /** The extra symmetric key, if this message announces its use: a copy, the caller's. */
  readonly extra: SecretBytes | null;
  readonly retire: readonly SecretBytes[];
}

/**
 * Keys, then MAC, then counter, then decryption, then rotation: nothing that the message says
 * counts before the MAC that covers it. Pure: a refused message throws `OtrFault`.
 */
export function open(ring: KeyRing, message: DataMessage): Opened {
  const pair = pairOf(ring, message.recipientKeyId, message.senderKeyId);
  const { aesKey, mac } = pair.keys.receiving;
  if (!equal(hmacSha1(mac.reveal(), message.authenticated), message.mac))
    throw new OtrFault('bad-mac', 'data message');
  if (!isAbove(message.ctr, pair.received)) throw new OtrFault('replayed', 'counter');
  checkGroupElement(message.nextDh, 'next D-H key');
  const payload = decodePayload(aesCtr(aesKey.reveal(), message.ctr, message.encrypted));
  const announced = payload.tlvs.some(({ type }) => type === TLV.extraSymmetricKey);
  const extra = announced ? pair.keys.extra.clone() : null;
  const { ourId, theirId, keys, sent } = pair;
  const used = { ourId, theirId, keys, sent, received: Uint8Array.from(message.ctr) };
  const { next, retire } = rotate(withPair(ring, used), message);
  return { next, payload, extra, retire };
}

/** "Check that the counter is strictly larger than the last one"; it is never 0. */
function isAbove(ctr: Uint8Array, last: Uint8Array | null): boolean {
  const floor = last ?? new Uint8Array(8);
  for (let i = 0; i < 8; i += 1) {
    const difference = (ctr[i] ?? 0) - (floor[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function rotate(ring: KeyRing, message: DataMessage): RingStep {
  const ours: RingStep =
    message.recipientKeyId === ring.ourId ? rotateOurs(ring) : { next: ring, retire: [] };
  if (message.senderKeyId !== ring.theirId) return ours;
  const theirs = rotateTheirs(ours.next, message.nextDh);
  return { next: theirs.next, retire: [...ours.retire, ...theirs.retire] };
}
