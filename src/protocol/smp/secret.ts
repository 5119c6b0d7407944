// SPDX-License-Identifier: GPL-2.0-or-later
import { sha256 } from '../../crypto/hash.js';
import { SecretBytes } from '../../crypto/secret.js';
import { concat } from '../../wire/bytes.js';

/** Whom the comparison is about: 20-byte fingerprints, 8-byte session id. */
export interface SmpBinding {
  readonly initiator: Uint8Array;
  readonly responder: Uint8Array;
  readonly ssid: Uint8Array;
}

const VERSION = Uint8Array.of(1);

/** "x = SHA256(0x01 || initiator fingerprint || responder fingerprint || ssid || secret)" */
export function smpSecret(
  { initiator, responder, ssid }: SmpBinding,
  typed: Uint8Array,
): SecretBytes {
  const input = concat(VERSION, initiator, responder, ssid, typed);
  const secret = new SecretBytes(sha256(input));
  input.fill(0);
  return secret;
}
