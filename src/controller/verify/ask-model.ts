// SPDX-License-Identifier: GPL-2.0-or-later
import type { KeyRecord } from '../../store/key-records.js';
import { _, counted } from '../language.js';
import type { FormItem, WindowButton, WindowModel } from '../models.js';
import {
  comparePart,
  type Comparison,
  type Entered,
  type Method,
  questionPart,
  secretPart,
} from './methods.js';
import type { Obstacle } from './obstacles.js';
import { overItems, type Over, stopButton, type Waiting, waitingItems } from './run-items.js';

/** What the window shows while the person chooses and types. */
export interface Choosing {
  readonly method: Method;
  readonly entered: Entered;
  readonly comparison: Comparison;
  readonly record: KeyRecord;
  readonly obstacle: Obstacle | null;
  /** Until secrets may be compared again; 0: now. */
  readonly minutesLeft: number;
}

function titleFor(name: string): string {
  return _('Verify identity: %{name}', { name });
}

export function chooseModel(choosing: Choosing): WindowModel {
  const { method, entered, comparison } = choosing;
  const { name } = comparison;
  return {
    title: titleFor(name),
    items: [
      ...standing(choosing),
      {
        kind: 'alternatives',
        id: 'method',
        label: _('_What fits?'),
        chosen: method,
        alternatives: [
          questionPart(name, entered),
          secretPart(name, entered),
          comparePart(comparison, entered),
        ],
      },
    ],
    buttons: chooseButtons(choosing),
    close: _('Cancel'),
    preset: 'go',
    unasked: false,
  };
}

/** Who it is about, and what is true of this key now. */
function standing(choosing: Choosing): readonly FormItem[] {
  const { comparison, record, obstacle, method, minutesLeft } = choosing;
  const { name, who, account, trusted } = comparison;
  const failures = record.failures ?? 0;
  return [
    {
      kind: 'explanation',
      label: _(
        'Is %{name} really the person you think? It is %{who}, seen on your account %{account}.',
        {
          name,
          who,
          account,
        },
      ),
    },
    ...(trusted ? [verified(record)] : []),
    ...(obstacle === null ? [] : obstacleItems(obstacle, method, name)),
    ...(failures === 0 || method === 'compare' ? [] : [failed(failures, minutesLeft)]),
  ];
}

function verified({ verified: how }: KeyRecord): FormItem {
  const label =
    how === undefined
      ? _('You have verified this key already.')
      : _('You have verified this key already, on %{date}.', { date: how.on });
  return { kind: 'explanation', label, sign: 'success' };
}

function obstacleItems(obstacle: Obstacle, method: Method, name: string): readonly FormItem[] {
  if (obstacle === 'no-session' && method === 'compare') return [];
  const label =
    obstacle === 'other-key'
      ? _(
          'Nothing can be verified here any more: %{name} has meanwhile begun to use another key than the one this window is about. Close it, and open it again.',
          { name },
        )
      : _(
          'The private conversation with %{name} is over. Start it again before you ask anything.',
          { name },
        );
  return [{ kind: 'explanation', label, sign: 'warning' }];
}

function failed(failures: number, minutesLeft: number): FormItem {
  const past = counted(
    '%{count} comparison with this key has failed.',
    '%{count} comparisons with this key have failed in a row.',
    failures,
  );
  const now =
    minutesLeft === 0
      ? _('Each attempt lets somebody who stands between you guess once.')
      : counted(
          'To make guessing hard, the next one is possible in %{count} minute. Comparing fingerprints is possible now.',
          'To make guessing hard, the next one is possible in %{count} minutes. Comparing fingerprints is possible now.',
          minutesLeft,
        );
  return { kind: 'explanation', label: `${past} ${now}`, sign: 'warning' };
}

function chooseButtons(choosing: Choosing): readonly WindowButton[] {
  const { method, comparison, obstacle, minutesLeft } = choosing;
  if (method !== 'compare') {
    const label = method === 'question' ? _('As_k') : _('Co_mpare');
    return [{ id: 'go', label, sensitive: obstacle === null && minutesLeft === 0 }];
  }
  const isSafe = obstacle !== 'other-key';
  const differs = comparison.verdict === 'other' || comparison.verdict === 'own';
  const withdraw = { id: 'withdraw', label: _('Mark as _not verified'), sensitive: isSafe };
  const mark = { id: 'go', label: _('_Mark as verified'), sensitive: isSafe && !differs };
  return comparison.trusted ? [withdraw, mark] : [mark];
}

/** The window while a comparison is under way, and when it is over. */
export function nameModel(name: string, phase: Waiting | Over): WindowModel {
  const again = { id: 'again', label: _('_Choose again'), sensitive: true };
  const isOver = phase.kind === 'over';
  return {
    title: titleFor(name),
    items: isOver ? overItems(phase) : waitingItems(phase),
    buttons: isOver ? (phase.sign === 'success' ? [] : [again]) : [stopButton()],
    close: _('_Close'),
    preset: '',
    unasked: false,
  };
}
