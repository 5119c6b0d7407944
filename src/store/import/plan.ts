// SPDX-License-Identifier: GPL-2.0-or-later
import { fingerprintOf } from '../../crypto/fingerprint.js';
import { accountId, type AccountName } from '../account-name.js';
import { Aliases } from '../aliases.js';
import type { KnownFingerprints } from '../fingerprints.js';
import type { PrivateKeys } from '../private-keys.js';
import { assign, foundAccountId } from './assign.js';
import type { FileProblem, Found, FoundAccount, FoundFingerprint, FoundKey } from './found.js';

/** What becomes of an account's key in an import. */
export interface PlannedKey extends FoundKey {
  /** 40 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** The account of ours that it is for; null: the person has to say. */
  readonly to: AccountName | null;
  /**
   * `add`: the account has no key. `same`: it has this one. `conflict`: it has another one, which
   * stays unless the person wants it replaced. `unassigned`: it is not known whose it is.
   */
  readonly change: 'add' | 'same' | 'conflict' | 'unassigned';
}

/** What becomes of a known fingerprint. Trust is added, never taken away or replaced. */
export interface PlannedFingerprint extends FoundFingerprint {
  /** The account of ours that it is for; null: the person has to say. */
  readonly to: AccountName | null;
  /** `add`: not known here. `trust`: known, but not trusted. `same`: nothing to do. */
  readonly change: 'add' | 'trust' | 'same' | 'unassigned';
}

/** An account of the other program, and the account of ours that it stands for. */
export interface PlannedAccount {
  /** As it was found. */
  readonly from: FoundAccount;
  /** Null: the person has to say, or leaves it out. */
  readonly to: AccountName | null;
}

/** What an import would change in our files. Nothing has been done yet. */
export interface ImportPlan {
  /** Every key that was found. */
  readonly keys: readonly PlannedKey[];
  /** Every known fingerprint that was found, once. */
  readonly fingerprints: readonly PlannedFingerprint[];
  /** What could not be read. */
  readonly problems: readonly FileProblem[];
  /** The other program's accounts, in the order they were found. */
  readonly accounts: readonly PlannedAccount[];
}

/** What we have, and what the person has said. */
export interface PlanBasis {
  /** `otr.private_key`. */
  readonly keys: PrivateKeys;
  /** `otr.fingerprints`. */
  readonly known: KnownFingerprints;
  /** The accounts that there are, as libpurple names them. */
  readonly accounts: readonly AccountName[];
  /** By `foundAccountId`: the account that the person chose; null: leave it out. */
  readonly chosen?: ReadonlyMap<string, AccountName | null>;
}

/** Compares what was found with what we have. */
export function planImport(found: Found, basis: PlanBasis): ImportPlan {
  const assignments = new Map<string, PlannedAccount>();
  const to = (from: FoundAccount): AccountName | null => {
    const id = foundAccountId(from);
    const known = assignments.get(id);
    if (known !== undefined) return known.to;
    const chosen = basis.chosen?.get(id);
    const account = chosen === undefined ? assign(from, basis.accounts) : chosen;
    assignments.set(id, { from, to: account });
    return account;
  };
  const keys = withoutRivals(found.keys.map((key) => planKey(key, to(key.account), basis)));
  const fingerprints = planFingerprints(found.fingerprints, to, basis.known);
  return { keys, fingerprints, problems: found.problems, accounts: [...assignments.values()] };
}

function planKey(found: FoundKey, to: AccountName | null, { keys }: PlanBasis): PlannedKey {
  const fingerprint = fingerprintOf(found.key);
  const planned = { ...found, fingerprint, to };
  if (to === null) return { ...planned, change: 'unassigned' };
  const present = keys.find(to) ?? keys.findOtherResource(to);
  if (present === null) return { ...planned, change: 'add' };
  const isSame = present.kind === 'key' && fingerprintOf(present.key) === fingerprint;
  return { ...planned, change: isSame ? 'same' : 'conflict' };
}

/** Of several keys for one account that has none only the first is added; the others differ from it. */
function withoutRivals(planned: readonly PlannedKey[]): readonly PlannedKey[] {
  const added = new Map<string, string>();
  return planned.map((key) => {
    if (key.to === null || key.change !== 'add') return key;
    const id = accountId(key.to);
    const first = added.get(id) ?? key.fingerprint;
    if (added.has(id)) return { ...key, change: first === key.fingerprint ? 'same' : 'conflict' };
    added.set(id, first);
    return key;
  });
}

/** Each key of each contact once, with trust if any of the other program's lines has it. */
function planFingerprints(
  found: readonly FoundFingerprint[],
  to: (account: FoundAccount) => AccountName | null,
  known: KnownFingerprints,
): readonly PlannedFingerprint[] {
  const aliases = new Aliases(known.all());
  const planned = new Map<string, PlannedFingerprint>();
  for (const one of found) {
    const account = to(one.account);
    const id = JSON.stringify([account ?? one.account, one.contact, one.fingerprint]);
    const before = planned.get(id);
    if (before !== undefined && (before.trust !== '' || one.trust === '')) continue;
    const trusts = account === null ? [] : trustHere(one, aliases.of(account), known);
    const change = account === null ? 'unassigned' : changeFor(one.trust, trusts);
    planned.set(id, { ...one, to: account, change });
  }
  return [...planned.values()];
}

/** The trust that our file has for the key under each name of the account. */
function trustHere(
  { contact, fingerprint }: FoundFingerprint,
  names: readonly AccountName[],
  known: KnownFingerprints,
): readonly string[] {
  return names.flatMap((name) => known.trustOf({ ...name, username: contact }, fingerprint) ?? []);
}

function changeFor(trust: string, here: readonly string[]): 'add' | 'trust' | 'same' {
  if (here.length === 0) return 'add';
  return trust !== '' && here.every((other) => other === '') ? 'trust' : 'same';
}
