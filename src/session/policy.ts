// SPDX-License-Identifier: GPL-2.0-or-later

/** What a person allows with one contact; protocol.md's policy bits under readable names. */
export interface Policy {
  /** Take part in sessions of version 2. */
  readonly allowV2: boolean;
  /** The same of version 3. */
  readonly allowV3: boolean;
  /** Send nothing in plaintext; keep it until a session stands. */
  readonly requireEncryption: boolean;
  /** Offer OTR behind plaintext, by blanks that others do not see. */
  readonly sendWhitespaceTag: boolean;
  /** Begin a session when the contact offers it in that way. */
  readonly whitespaceStartsAke: boolean;
  /** Begin a session when the contact's program reports an error. */
  readonly errorStartsAke: boolean;
}

/** The policies that have a name. */
export type PolicyName = 'never' | 'manual' | 'opportunistic' | 'always';

const NEVER: Policy = {
  allowV2: false,
  allowV3: false,
  requireEncryption: false,
  sendWhitespaceTag: false,
  whitespaceStartsAke: false,
  errorStartsAke: false,
};

const MANUAL: Policy = { ...NEVER, allowV2: true, allowV3: true };

/** The four policies that people choose from, as libotr defines them. */
export const POLICIES: Readonly<Record<PolicyName, Policy>> = {
  never: NEVER,
  manual: MANUAL,
  opportunistic: {
    ...MANUAL,
    sendWhitespaceTag: true,
    whitespaceStartsAke: true,
    errorStartsAke: true,
  },
  always: { ...MANUAL, requireEncryption: true, whitespaceStartsAke: true, errorStartsAke: true },
};

/** Whether the policy allows OTR at all. */
export function allowsOtr(policy: Policy): boolean {
  return policy.allowV2 || policy.allowV3;
}
