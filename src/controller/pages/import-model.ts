// SPDX-License-Identifier: GPL-2.0-or-later
import { foundAccountId } from '../../store/import/assign.js';
import type { ImportPlan } from '../../store/import/plan.js';
import { accountKey, type AccountId } from '../contact-id.js';
import { grouped } from '../fingerprint-text.js';
import type { FoundProgram, ImportResult } from '../importing.js';
import { _ } from '../language.js';
import type { FormItem, Option, WindowModel } from '../models.js';
import { planRows, problemTexts, resultText, summaryText } from './import-texts.js';

/** The option for a place that was not found by itself. */
export const ELSEWHERE = 'elsewhere';
/** The option that leaves an account out. */
const NOWHERE = 'nowhere';
/** Fields about an account of the other program's, and about a key that would take another's place. */
export const ACCOUNT = 'account ';
export const REPLACE = 'replace ';

/** What is chosen on the first page, and what is wrong with it. */
export interface Source {
  readonly program: string;
  readonly path: string;
  readonly problem: string;
}

const common = { title: '', close: '', preset: '', unasked: false };

export function sourceModel(found: readonly FoundProgram[], source: Source): WindowModel {
  const isElsewhere = source.program === ELSEWHERE;
  const options = found.map(({ program }): Option => ({ id: program.id, label: program.name }));
  const elsewhere = { id: ELSEWHERE, label: _('Another folder or file') };
  return {
    ...common,
    title: _('Import from another program'),
    items: [
      explanation(
        _(
          'Your keys, and the fingerprints that you know and have verified, can be taken over from another program. You see what would be added before anything is done; nothing of yours is lost.',
        ),
      ),
      {
        kind: 'choice',
        id: 'program',
        label: _('_Program:'),
        chosen: source.program,
        options: [...options, elsewhere],
      },
      {
        kind: 'entry',
        id: 'path',
        label: _('F_older or file:'),
        value: source.path,
        problem: source.problem,
        sensitive: isElsewhere,
      },
      button('folder', _('Choose a fol_der…'), isElsewhere),
      button('file', _('Choose a fi_le…'), isElsewhere),
    ],
    buttons: [{ id: 'read', label: _('_Next'), sensitive: !isElsewhere || source.path !== '' }],
    close: _('_Cancel'),
    preset: 'read',
  };
}

/** What is to be shown of a plan. */
export interface Shown {
  readonly program: string;
  readonly plan: ImportPlan;
  readonly accounts: readonly (AccountId & { readonly label: string })[];
  /** Numbers of the keys that are to take the place of others. */
  readonly replaced: ReadonlySet<number>;
  /** The other program's accounts, by `foundAccountId`, that the person is asked about. */
  readonly asked: ReadonlySet<string>;
}

export function planModel(shown: Shown): WindowModel {
  const { program, plan, replaced } = shown;
  const isEmpty = summaryText(plan) === _('There is nothing new to add.');
  return {
    ...common,
    title: _('Import from %{program}', { program }),
    items: [
      explanation(summaryText(plan)),
      {
        kind: 'table',
        id: 'plan',
        label: _('What becomes of each key'),
        columns: [_('Whose'), _('Account'), _('Fingerprint'), _('What happens')],
        rows: planRows(plan),
        selected: [],
        search: '',
      },
      ...accountItems(shown),
      ...conflictItems(shown),
      ...problemTexts(plan).map((label): FormItem => ({
        kind: 'explanation',
        label,
        sign: 'warning',
      })),
    ],
    buttons: [
      { id: 'back', label: _('_Back'), sensitive: true },
      { id: 'import', label: _('_Import'), sensitive: !isEmpty || replaced.size > 0 },
    ],
    close: _('_Cancel'),
    preset: 'import',
  };
}

/** Accounts whose names do not tell which of ours they are. */
function accountItems({ plan, accounts, asked }: Shown): readonly FormItem[] {
  const options = accounts.map((account): Option => ({
    id: accountKey(account),
    label: account.label,
  }));
  return plan.accounts.flatMap(({ from, to }): readonly FormItem[] => {
    if (!asked.has(foundAccountId(from))) return [];
    return [
      {
        kind: 'choice',
        id: ACCOUNT + foundAccountId(from),
        label: _('Account %{name}:', { name: from.name.replaceAll('_', '__') }),
        chosen: to === null ? NOWHERE : accountKey({ protocol: to.protocol, username: to.account }),
        options: [{ id: NOWHERE, label: _('Leave out') }, ...options],
      },
    ];
  });
}

function conflictItems({ plan, replaced }: Shown): readonly FormItem[] {
  return plan.keys.flatMap(({ change, to, fingerprint }, at): readonly FormItem[] => {
    if (change !== 'conflict' || to === null) return [];
    const account = to.account;
    return [
      {
        kind: 'copyable',
        label: _('Another key for %{account}:', { account }),
        text: grouped(fingerprint),
      },
      {
        kind: 'check',
        id: `${REPLACE}${at}`,
        label: _('Replace the present key of %{account} by this one', {
          account: account.replaceAll('_', '__'),
        }),
        value: replaced.has(at),
      },
      explanation(
        _('Then contacts will see another fingerprint. The present key is kept in a file.'),
      ),
    ];
  });
}

export function busyModel(): WindowModel {
  return {
    ...common,
    title: _('Import from another program'),
    items: [explanation(_('Importing…'))],
    buttons: [],
    close: _('_Close'),
  };
}

export function resultModel(result: ImportResult): WindowModel {
  const { failures } = result;
  return {
    ...common,
    title: _('Import from another program'),
    items: [
      {
        kind: 'explanation',
        label: resultText(result),
        ...(failures.length === 0 ? { sign: 'success' } : {}),
      },
      ...failures.map((label): FormItem => ({ kind: 'explanation', label, sign: 'warning' })),
    ],
    buttons: [],
    close: _('_Close'),
  };
}

function explanation(label: string): FormItem {
  return { kind: 'explanation', label };
}

function button(id: string, label: string, sensitive: boolean): FormItem {
  return { kind: 'button', id, label, sensitive };
}
