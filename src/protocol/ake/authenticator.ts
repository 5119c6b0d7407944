// SPDX-License-Identifier: GPL-2.0-or-later
import { aesCtr } from '../../crypto/aes-ctr.js';
import {
  type DsaPrivateKey,
  type DsaPublicKey,
  SIGNATURE_BYTES,
  sign,
  verify,
} from '../../crypto/dsa.js';
import { refuseDsaKey } from '../../crypto/dsa-validate.js';
import { equal } from '../../crypto/equal.js';
import { hmacSha256, hmacSha256First160 } from '../../crypto/mac.js';
import { encodePublicKey, readPublicKey } from '../../crypto/public-key.js';
import type { RandomSource } from '../../crypto/random.js';
import { asData } from '../../wire/ake-messages.js';
import { concat } from '../../wire/bytes.js';
import { OtrFault } from '../../wire/fault.js';
import type { Mpi } from '../../wire/mpi.js';
import { WireReader } from '../../wire/reader.js';
import { WireWriter } from '../../wire/writer.js';
import type { AkeKeys } from './keys.js';

const ZERO_CTR = new Uint8Array(8);

/** The keys of one direction: (c, m1, m2) in a Reveal Signature, the primed ones in a Signature. */
export interface DirectionKeys {
  readonly cipher: Uint8Array;
  readonly authenticate: Uint8Array;
  readonly mac: Uint8Array;
}

export function revealKeys({ c, m1, m2 }: AkeKeys): DirectionKeys {
  return { cipher: c, authenticate: m1, mac: m2 };
}

export function signatureKeys({ cPrime, m1Prime, m2Prime }: AkeKeys): DirectionKeys {
  return { cipher: cPrime, authenticate: m1Prime, mac: m2Prime };
}

/** The two Diffie-Hellman values that M covers: the signer's first. */
export interface Exchanged {
  readonly signers: Mpi;
  readonly others: Mpi;
}

export interface SealedSignature {
  readonly encryptedSignature: Uint8Array;
  readonly mac: Uint8Array;
}

/** Who authenticated, and the id of the Diffie-Hellman key they did it with. */
export interface Authenticated {
  readonly publicKey: DsaPublicKey;
  readonly keyId: number;
}

/** X = AES(pub, keyid, sig(M)), and the MAC over its DATA. */
export function sealSignature(
  keys: DirectionKeys,
  exchanged: Exchanged,
  signer: { readonly identity: DsaPrivateKey; readonly keyId: number },
  random: RandomSource,
): SealedSignature {
  const { identity, keyId } = signer;
  const publicKey = encodePublicKey(identity);
  const m = signedValue(keys, exchanged, publicKey, keyId);
  const x = concat(publicKey, int(keyId), sign(identity, m, random));
  const encryptedSignature = aesCtr(keys.cipher, ZERO_CTR, x);
  return { encryptedSignature, mac: hmacSha256First160(keys.mac, asData(encryptedSignature)) };
}

/** M = MAC_m1(g^own, g^other, pub, keyid) */
function signedValue(
  keys: DirectionKeys,
  { signers, others }: Exchanged,
  publicKey: Uint8Array,
  keyId: number,
): Uint8Array {
  const covered = concat(asData(signers), asData(others), publicKey, int(keyId));
  return hmacSha256(keys.authenticate, covered);
}

function int(value: number): Uint8Array {
  return new WireWriter(4).int(value).bytes;
}

/** Verifies, in the order MAC, form, key, signature. */
export function openSignature(
  keys: DirectionKeys,
  exchanged: Exchanged,
  sealed: SealedSignature,
): Authenticated {
  const mac = hmacSha256First160(keys.mac, asData(sealed.encryptedSignature));
  if (!equal(mac, sealed.mac)) throw new OtrFault('bad-mac', 'encrypted signature');
  const x = new WireReader(aesCtr(keys.cipher, ZERO_CTR, sealed.encryptedSignature));
  const publicKey = readPublicKey(x);
  const encodedKey = x.since(0);
  const keyId = x.int();
  const signature = x.fixed(SIGNATURE_BYTES);
  x.end();
  if (keyId === 0) throw new OtrFault('out-of-range', 'keyid');
  const refused = refuseDsaKey(publicKey);
  if (refused !== null) throw new OtrFault('out-of-range', refused);
  const m = signedValue(keys, exchanged, encodedKey, keyId);
  if (!verify(publicKey, m, signature)) throw new OtrFault('bad-signature', 'key exchange');
  return { publicKey, keyId };
}
