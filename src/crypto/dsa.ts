// SPDX-License-Identifier: GPL-2.0-or-later
/** Public half of a DSA key (FIPS 186): 1024-bit p, 160-bit q in every key that OTR clients make. */
export interface DsaPublicKey {
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly y: bigint;
}

export interface DsaPrivateKey extends DsaPublicKey {
  readonly x: bigint;
}
