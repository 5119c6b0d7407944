// SPDX-License-Identifier: GPL-2.0-or-later
import type { ImportPlan, PlannedFingerprint, PlannedKey } from '../../store/import/plan.js';
import { unreadableText } from '../file-texts.js';
import { grouped } from '../fingerprint-text.js';
import type { ImportResult } from '../importing.js';
import { _, counted } from '../language.js';
import type { Row } from '../models.js';
import { quoted } from '../quoted.js';

/** Which files, or lines of them, give nothing, and why. */
export function problemTexts({ problems }: Pick<ImportPlan, 'problems'>): readonly string[] {
  return problems.map(({ file, problem }) => unreadableText(quoted(file), problem));
}

/** What would be done, in a few words; nothing of it is done yet. */
export function summaryText(plan: ImportPlan): string {
  const added = plan.keys.filter(({ change }) => change === 'add').length;
  const known = plan.fingerprints.filter(({ change }) => change === 'add').length;
  const trusted = plan.fingerprints.filter(({ change }) => change === 'trust').length;
  const parts = [
    ...(added === 0
      ? []
      : [counted('%{count} key of yours is added.', '%{count} keys of yours are added.', added)]),
    ...(known === 0
      ? []
      : [counted('%{count} fingerprint is added.', '%{count} fingerprints are added.', known)]),
    ...(trusted === 0
      ? []
      : [
          counted(
            '%{count} fingerprint that you know is marked as verified.',
            '%{count} fingerprints that you know are marked as verified.',
            trusted,
          ),
        ]),
  ];
  return parts.length === 0 ? _('There is nothing new to add.') : parts.join(' ');
}

/** The plan line by line: whose, which key, and what becomes of it. */
export function planRows({ keys, fingerprints }: ImportPlan): readonly Row[] {
  const own = keys.map((key, i): Row => {
    const { account, to, fingerprint } = key;
    const cells = [_('Your key'), to?.account ?? account.name, grouped(fingerprint), keyText(key)];
    return { id: `key ${i}`, cells };
  });
  const others = fingerprints.map((known, i): Row => {
    const cells = [quoted(known.contact), known.to?.account ?? known.account.name];
    return {
      id: `fingerprint ${i}`,
      cells: [...cells, grouped(known.fingerprint), fingerprintText(known)],
    };
  });
  return [...own, ...others];
}

function keyText({ change }: PlannedKey): string {
  switch (change) {
    case 'add':
      return _('is added');
    case 'same':
      return _('is there already');
    case 'conflict':
      return _('another key is there');
    case 'unassigned':
      return _('account not known');
  }
}

function fingerprintText({ change, trust }: PlannedFingerprint): string {
  switch (change) {
    case 'add':
      return trust === '' ? _('is added') : _('is added as verified');
    case 'trust':
      return _('is marked as verified');
    case 'same':
      return _('is there already');
    case 'unassigned':
      return _('account not known');
  }
}

/** What was done. */
export function resultText({ keys, fingerprints }: ImportResult): string {
  return [
    counted('%{count} key was imported.', '%{count} keys were imported.', keys),
    counted(
      '%{count} fingerprint was imported.',
      '%{count} fingerprints were imported.',
      fingerprints,
    ),
  ].join(' ');
}
