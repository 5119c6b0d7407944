// SPDX-License-Identifier: GPL-2.0-or-later
import { parseQuery, parseTag } from './query.js';

/** What a text from the network is, seen from outside: nothing is decoded yet. */
export type Incoming =
  | {
      readonly kind: 'plain';
      /** All of it. */
      readonly text: string;
    }
  /** Plaintext with an offer of OTR in blanks. */
  | {
      readonly kind: 'tagged';
      /** Without the blanks. */
      readonly text: string;
      /** Those offered, known to us or not. */
      readonly versions: readonly number[];
    }
  /** A request for a session. */
  | {
      readonly kind: 'query';
      /** Those offered, known to us or not. */
      readonly versions: readonly number[];
    }
  /** An error that the peer's program reports. */
  | {
      readonly kind: 'error';
      /** Its words, which nobody has authenticated. */
      readonly text: string;
    }
  | { readonly kind: 'fragment' }
  | { readonly kind: 'encoded' };

const ERROR = '?OTR Error:';

/** Total. Text that only looks a little like OTR is plain text: shown, never eaten. */
export function classify(text: string): Incoming {
  if (!text.includes('?OTR')) return plainOrTagged(text);
  if (text.startsWith('?OTR:')) return { kind: 'encoded' };
  if (text.startsWith('?OTR,') || text.startsWith('?OTR|')) return { kind: 'fragment' };
  if (text.startsWith(ERROR)) return { kind: 'error', text: text.slice(ERROR.length).trim() };
  const versions = parseQuery(text);
  return versions === null ? plainOrTagged(text) : { kind: 'query', versions };
}

function plainOrTagged(text: string): Incoming {
  const tagged = parseTag(text);
  return tagged === null ? { kind: 'plain', text } : { kind: 'tagged', ...tagged };
}
