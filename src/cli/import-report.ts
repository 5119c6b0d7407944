// SPDX-License-Identifier: GPL-2.0-or-later
import { grouped } from '../controller/fingerprint-text.js';
import type { Import } from '../store/import/detect.js';
import type { ImportPlan, PlannedFingerprint, PlannedKey } from '../store/import/plan.js';
import { programOf } from '../store/import/programs.js';

const KEY_CHANGES: Readonly<Record<PlannedKey['change'], string>> = {
  add: 'new',
  same: 'there already',
  conflict: 'DIFFERS from the key that is there, which stays (or use --replace)',
  unassigned: 'left out: say whose it is with --as',
};

const FINGERPRINT_CHANGES: Readonly<Record<PlannedFingerprint['change'], string>> = {
  add: 'new',
  trust: 'known, becomes trusted',
  same: 'there already',
  unassigned: 'left out: say whose it is with --as',
};

/** What an import would change, line by line, for a terminal. */
export function reportPlan(found: Import, plan: ImportPlan, replace: boolean): string {
  const lines = [
    `${programOf(found.program).name}:`,
    ...plan.accounts.map(({ from, to }) => {
      const target = to === null ? '?' : `${to.protocol}:${to.account}`;
      return `  account ${shown(from.name)} -> ${shown(target)}`;
    }),
    ...plan.keys.map(
      ({ account, fingerprint, change }) =>
        `  key of ${shown(account.name)}: ${grouped(fingerprint)}: ${keyChange(change, replace)}`,
    ),
    ...plan.fingerprints.map(({ contact, fingerprint, trust, change }) => {
      const trusted = trust === '' ? '' : `, trusted (${shown(trust)})`;
      const change_ = FINGERPRINT_CHANGES[change];
      return `  ${shown(contact)}: ${grouped(fingerprint)}${trusted}: ${change_}`;
    }),
    ...plan.problems.map(
      ({ file, problem }) =>
        `  ${shown(file)}, line ${problem.line}: ${problem.detail}; nothing is taken from there`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function keyChange(change: PlannedKey['change'], replace: boolean): string {
  return change === 'conflict' && replace
    ? 'in the place of another one, which is kept in otr-ts.former_keys'
    : KEY_CHANGES[change];
}

/** Names come out of files: nothing in them may steer a terminal. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
}
