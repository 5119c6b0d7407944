// SPDX-License-Identifier: GPL-2.0-or-later
import { aesCtr } from '../../crypto/aes-ctr.js';
import { hmacSha1 } from '../../crypto/mac.js';
import type { RandomSource } from '../../crypto/random.js';
import type { SecretBytes } from '../../crypto/secret.js';
import type { Tags } from '../../wire/ake-messages.js';
import { concat } from '../../wire/bytes.js';
import { encodeData, sealWith } from '../../wire/data-message.js';
import type { ProtocolVersion } from '../../wire/header.js';
import { encodePayload, type Payload } from '../../wire/tlv.js';
import { type KeyRing, pairOf, withNewestKey, withPair } from './key-ring.js';

export interface SealInput {
  readonly version: ProtocolVersion;
  readonly tags: Tags;
  readonly flags: number;
  readonly payload: Payload;
}

export interface Sealed {
  readonly next: KeyRing;
  readonly message: Uint8Array;
  /** The extra symmetric key that belongs to this message; owned by the ring. */
  readonly extra: SecretBytes;
}

/**
 * "Encrypt with the keys of (our_keyid - 1, their_keyid), announce our_keyid, and count up." Old MAC
 * keys go out with it, once.
 */
export function seal(ring: KeyRing, input: SealInput, random: RandomSource): Sealed {
  const ready = withNewestKey(ring, random);
  const pair = pairOf(ready, ready.ourId - 1, ready.theirId);
  const sent = pair.sent + 1;
  const ctr = counter(sent);
  const { aesKey, mac } = pair.keys.sending;
  const fields = {
    flags: input.flags,
    senderKeyId: pair.ourId,
    recipientKeyId: pair.theirId,
    nextDh: ready.ourNewest?.public ?? new Uint8Array(0),
    ctr,
    encrypted: aesCtr(aesKey.reveal(), ctr, encodePayload(input.payload)),
  };
  const oldMacKeys = concat(...ready.oldMacKeys);
  const unsealed = encodeData(input.version, input.tags, fields, oldMacKeys);
  const message = sealWith(unsealed, hmacSha1(mac.reveal(), unsealed.authenticated), oldMacKeys);
  const { ourId, theirId, keys, received } = pair;
  const next = withPair(ready, { ourId, theirId, keys, sent, received }, []);
  return { next, message, extra: pair.keys.extra };
}

/** CTR: 8 bytes, unsigned big-endian; the specification's counter starts at 1. */
function counter(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  for (let i = 7, rest = value; rest > 0; i -= 1, rest = Math.floor(rest / 256))
    bytes[i] = rest & 0xff;
  return bytes;
}
