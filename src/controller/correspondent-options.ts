// SPDX-License-Identifier: GPL-2.0-or-later
import type { CorrespondentOptions, Tools } from '../session/api.js';
import { POLICIES } from '../session/policy.js';
import type { ContactId } from './contact-id.js';
import type { KeyRing } from './key-ring.js';
import { _ } from './language.js';
import { maxMessageSize, queryExplanation } from './protocols.js';
import type { Settings } from './settings.js';
import type { TextForms } from './text-forms.js';
import type { TrustBook } from './trust-book.js';
import { payloadOf } from './typed-text.js';

/** What a new correspondent is made from. */
export interface Origins {
  readonly tools: Tools;
  readonly settings: Settings;
  readonly trust: TrustBook;
  readonly keys: KeyRing;
  /** Our instance tag for an account. */
  tagOf(contact: ContactId): number;
  /** The person's own table of message sizes, by protocol. */
  sizes(): ReadonlyMap<string, number>;
}

/** The engine's options for one contact: everything is asked again when it matters. */
export function optionsFor(
  origins: Origins,
  textForms: TextForms,
  id: ContactId,
  accepted: ReadonlySet<string>,
): CorrespondentOptions {
  const { tools, settings, trust, keys } = origins;
  const own = keys.of(id);
  return {
    tools,
    inParts: true,
    identity: own.state === 'ready' ? own.key : null,
    instanceTag: origins.tagOf(id),
    policy: () => POLICIES[settings.policyOf(id)],
    maxMessageSize: () => maxMessageSize(id, origins.sizes()),
    queryExplanation: () => queryExplanation(id),
    isTrusted: (fingerprint) => trust.isTrusted(id, fingerprint),
    accepts: (fingerprint) =>
      accepted.has(fingerprint) || trust.isTrusted(id, fingerprint) || !trust.hasTrustedKey(id),
    payload: (html, fingerprint) => payloadOf(html, textForms.outgoing(id, fingerprint)),
    errorText,
  };
}

/** What the peer's program shows when it told us something that we could not use. */
function errorText(code: 'not-in-private' | 'unreadable' | 'malformed'): string {
  switch (code) {
    case 'not-in-private':
      return _('You sent encrypted data that was not expected: there is no private conversation.');
    case 'unreadable':
      return _('You sent an encrypted message that could not be read.');
    case 'malformed':
      return _('You sent a damaged encrypted message.');
  }
}
