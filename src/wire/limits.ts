// SPDX-License-Identifier: GPL-2.0-or-later

/** Bytes of the 1536-bit group's prime: no Diffie-Hellman or SMP value is longer. */
export const MAX_DH_BYTES = 192;
/** 3072-bit DSA moduli are the largest that we accept. */
export const MAX_DSA_BYTES = 384;
/** Characters of one encoded message, and of one reassembly. */
export const MAX_MESSAGE_CHARACTERS = 1 << 20;
/** Instance tags below this are reserved; 0 means "unknown". */
export const MIN_INSTANCE_TAG = 0x100;
