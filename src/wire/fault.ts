// SPDX-License-Identifier: GPL-2.0-or-later

/** Why a message was refused; never carries content or keys. */
export type FaultCode =
  /** The bytes or text do not have the form that the specification gives. */
  | 'malformed'
  /** A number lies outside the range that the specification demands. */
  | 'out-of-range'
  | 'bad-mac'
  | 'bad-signature'
  /** A counter that is not above the last one. */
  | 'replayed'
  /** A key id that names no key we have. */
  | 'unknown-key'
  /** Something that was committed to does not match what was revealed. */
  | 'bad-commitment'
  /** The peer's Diffie-Hellman value is one of ours. */
  | 'reflected'
  /** A limit of ours: too long, too many. */
  | 'too-large';

/** A message that we refuse. Steps are pure, so whoever catches it still has the old state. */
export class OtrFault extends Error {
  readonly code: FaultCode;

  /** @param where the field or rule, for logs; text without content. */
  constructor(code: FaultCode, where: string) {
    super(`${code}: ${where}`);
    this.name = 'OtrFault';
    this.code = code;
  }
}
