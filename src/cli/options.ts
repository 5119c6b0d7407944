// SPDX-License-Identifier: GPL-2.0-or-later
import { POLICIES, type Policy } from '../engine.js';

/** What the command line of `otr-peer` says. */
export interface Options {
  readonly dir: string;
  readonly account: string;
  readonly peer: string;
  readonly protocol: string;
  /** A libotr key file to take the first key of, or null. */
  readonly importFrom: string | null;
  readonly policy: Policy;
  /** Longest packet in characters; 0: no limit. */
  readonly fragmentSize: number;
}

export const USAGE =
  'usage: otr-peer --dir DIR --account NAME --peer NAME [--protocol ID] [--import KEYFILE] ' +
  '[--policy POLICY] [--fragsize N]';

const NAMES = ['dir', 'account', 'peer', 'protocol', 'import', 'policy', 'fragsize'] as const;

/** The options, or null for wrong usage. */
export function parseOptions(args: readonly string[]): Options | null {
  const given = pairsOf(args);
  if (given === null) return null;
  const { dir, account, peer, protocol = 'prpl-test' } = given;
  const policy = parsePolicy(given.policy ?? 'opportunistic');
  const fragmentSize = parseSize(given.fragsize ?? '0');
  if (dir === undefined || account === undefined || peer === undefined) return null;
  if (policy === null || fragmentSize === null) return null;
  return { dir, account, peer, protocol, importFrom: given.import ?? null, policy, fragmentSize };
}

type Given = Partial<Record<(typeof NAMES)[number], string>>;

/** `--NAME VALUE` pairs; null when there is anything else. */
function pairsOf(args: readonly string[]): Given | null {
  const given: Given = {};
  for (let i = 0; i < args.length; i += 2) {
    const name = NAMES.find((known) => args[i] === `--${known}`);
    const value = args[i + 1];
    if (name === undefined || value === undefined) return null;
    given[name] = value;
  }
  return given;
}

const POLICY_WORDS: Readonly<Record<string, keyof Policy>> = {
  v2: 'allowV2',
  v3: 'allowV3',
  require: 'requireEncryption',
  tag: 'sendWhitespaceTag',
  tagstart: 'whitespaceStartsAke',
  errstart: 'errorStartsAke',
};

/** A policy's name, or a list of what it allows; null for anything else. */
export function parsePolicy(text: string): Policy | null {
  for (const [name, policy] of Object.entries(POLICIES)) if (name === text) return policy;
  let policy = POLICIES.never;
  for (const word of text.split(',')) {
    const key = POLICY_WORDS[word];
    if (key === undefined) return null;
    policy = { ...policy, [key]: true };
  }
  return policy;
}

/** A number of characters, or null. */
export function parseSize(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
