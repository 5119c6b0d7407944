// SPDX-License-Identifier: GPL-2.0-or-later
import { createDiffieHellman, type DiffieHellman } from 'node:crypto';
import { fromHex } from '../wire/bytes.js';
import { OtrFault } from '../wire/fault.js';
import { compareMpi, minimal, type Mpi } from '../wire/mpi.js';
import { nativeCrypto } from './native.js';
import type { RandomSource } from './random.js';
import { SecretBytes } from './secret.js';

/** "the 1536-bit MODP Group", RFC 3526 section 2; its generator is 2. */
export const PRIME: Mpi = fromHex(
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74' +
    '020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437' +
    '4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
    'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05' +
    '98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb' +
    '9ed529077096966d670c354e4abc9804f1746c08ca237327ffffffffffffffff',
);
const PRIME_MINUS_2 = Uint8Array.from([...PRIME.subarray(0, 191), 0xfd]);
const TWO = Uint8Array.of(2);
const ONE = Uint8Array.of(1);

/** "Pick a random value x (at least 320 bits)". */
const EXPONENT_BYTES = 40;

/** A Diffie-Hellman key of ours. */
export interface DhKeyPair {
  readonly secret: SecretBytes;
  /** g^x */
  readonly public: Mpi;
}

/** base^exponent in constant time, 192 bytes; throws where the result is no group element. */
export function power(base: Mpi, exponent: Uint8Array): Uint8Array {
  const native = nativeCrypto();
  if (native === null) return powerByKeptObject(base, exponent);
  const result = new Uint8Array(PRIME.length);
  native.power(base, exponent, PRIME, result);
  checkGroupElement(minimal(result), 'power');
  return result;
}

let kept: DiffieHellman | null = null;

/** The same by node:crypto. Its one object costs 30 ms to make, once (measured). */
function powerByKeptObject(base: Mpi, exponent: Uint8Array): Uint8Array {
  kept ??= createDiffieHellman(PRIME, TWO);
  kept.setPrivateKey(exponent);
  try {
    return kept.computeSecret(base);
  } finally {
    // The object would hold on to the last exponent.
    kept.setPrivateKey(ONE);
  }
}

/** A fresh key pair. */
export function generateDh(random: RandomSource): DhKeyPair {
  const secret = new SecretBytes(random.bytes(EXPONENT_BYTES));
  return { secret, public: minimal(power(TWO, secret.reveal())) };
}

/** "Verify that 2 <= g^y <= p-2." */
export function isGroupElement(value: Mpi): boolean {
  return compareMpi(value, TWO) >= 0 && compareMpi(value, PRIME_MINUS_2) <= 0;
}

/** Refuses what is no group element. */
export function checkGroupElement(value: Mpi, where: string): void {
  if (!isGroupElement(value)) throw new OtrFault('out-of-range', where);
}

/** The shared secret s as an MPI value; `theirs` has been checked. */
export function sharedSecret(ours: DhKeyPair, theirs: Mpi): SecretBytes {
  checkGroupElement(theirs, 'D-H value');
  const padded = power(theirs, ours.secret.reveal());
  const secret = new SecretBytes(Uint8Array.from(minimal(padded)));
  padded.fill(0);
  return secret;
}
