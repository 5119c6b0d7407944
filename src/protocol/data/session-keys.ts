// SPDX-License-Identifier: GPL-2.0-or-later
import { type DhKeyPair, sharedSecret } from '../../crypto/group.js';
import { sha1, sha256 } from '../../crypto/hash.js';
import { SecretBytes } from '../../crypto/secret.js';
import { asData } from '../../wire/ake-messages.js';
import { concat } from '../../wire/bytes.js';
import { compareMpi, type Mpi } from '../../wire/mpi.js';

/** The AES and MAC key of one direction. */
export interface DirectionKeys {
  /** 16 bytes */
  readonly aesKey: SecretBytes;
  /** 20 bytes */
  readonly mac: SecretBytes;
}

/** Everything that comes out of one pair of Diffie-Hellman keys. */
export interface SessionKeys {
  readonly sending: DirectionKeys;
  readonly receiving: DirectionKeys;
  /** 32 bytes, for programs that need a key of their own. */
  readonly extra: SecretBytes;
}

/**
 * "If our public key is numerically greater, we are the high end: sendbyte 0x01, recvbyte 0x02;
 * else the other way round." `secret` is s of this pair when it is known already; it stays the
 * caller's.
 */
export function deriveSessionKeys(
  ours: DhKeyPair,
  theirs: Mpi,
  secret: SecretBytes | null,
): SessionKeys {
  const s = secret ?? sharedSecret(ours, theirs);
  const secbytes = asData(s.reveal());
  if (secret === null) s.wipe();
  const weAreHigh = compareMpi(ours.public, theirs) > 0;
  const extra = new SecretBytes(hashed(sha256, 0xff, secbytes));
  const sending = directionKeys(weAreHigh ? 1 : 2, secbytes);
  const receiving = directionKeys(weAreHigh ? 2 : 1, secbytes);
  secbytes.fill(0);
  return { sending, receiving, extra };
}

/** "h1(b) = SHA1(b || secbytes). AES key: first 16 bytes of it. MAC key: SHA1 of the AES key." */
function directionKeys(byte: number, secbytes: Uint8Array): DirectionKeys {
  const h1 = hashed(sha1, byte, secbytes);
  const aesKey = h1.slice(0, 16);
  h1.fill(0);
  return { aesKey: new SecretBytes(aesKey), mac: new SecretBytes(sha1(aesKey)) };
}

function hashed(
  hash: (bytes: Uint8Array) => Uint8Array,
  byte: number,
  secbytes: Uint8Array,
): Uint8Array {
  const input = concat(Uint8Array.of(byte), secbytes);
  const result = hash(input);
  input.fill(0);
  return result;
}

/** Every secret in the keys. */
export function secretsOfKeys({ sending, receiving, extra }: SessionKeys): readonly SecretBytes[] {
  return [sending.aesKey, sending.mac, receiving.aesKey, receiving.mac, extra];
}
