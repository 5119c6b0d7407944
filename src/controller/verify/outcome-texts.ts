// SPDX-License-Identifier: GPL-2.0-or-later
import type { SmpOutcomeName, SmpRunInfo } from '../../session/events.js';
import { _ } from '../language.js';

/** How a comparison ended, as the person is told. */
export interface Ending {
  readonly outcome: SmpOutcomeName;
  readonly run: Pick<SmpRunInfo, 'weAsked' | 'withQuestion'>;
  readonly name: string;
  /** Whether our person stopped it. */
  readonly byUs: boolean;
  /** Failures in a row with this key, this one included. */
  readonly failures: number;
  /** Whether the contact's key is verified now. */
  readonly trusted: boolean;
}

/** What happened, what is now true, and what to do. */
export function endingText(ending: Ending): string {
  const { outcome, name, byUs } = ending;
  switch (outcome) {
    case 'success':
      return successText(ending);
    case 'failure':
      return [differText(ending), failuresText(ending), checkText()].filter(Boolean).join(' ');
    case 'failed-or-aborted':
      return [
        _('The verification failed: either the secrets differ, or %{name} stopped it.', { name }),
        failuresText(ending),
        checkText(),
      ].join(' ');
    case 'aborted':
      return byUs
        ? _('You stopped the verification. Nothing has changed.')
        : _('The verification was stopped by %{name}, or the session ended. Nothing has changed.', {
            name,
          });
    case 'expired':
      return _(
        'No answer came from %{name} in time. The program there may not support this: compare fingerprints instead.',
        { name },
      );
    case 'cheated':
      return _(
        'The verification broke off: what came from %{name} cannot be right. Somebody may be trying to deceive you. Compare fingerprints instead.',
        { name },
      );
    case 'error':
      return _('The verification broke off: the two programs got out of step. Try again.');
    case 'asked':
    case 'queued':
    case 'progress':
      return '';
  }
}

function successText({ run, name, trusted }: Ending): string {
  if (!run.withQuestion)
    return _(
      'Both of you typed the same secret: this is really %{name}. The conversation is private.',
      { name },
    );
  if (run.weAsked)
    return _('The answer was right: this is really %{name}. The conversation is private.', {
      name,
    });
  return trusted
    ? _('Your answer was right: %{name} knows now that it is you.', { name })
    : _(
        'Your answer was right: %{name} knows now that it is you. You have not yet verified %{name}: ask a question of your own (/otr question).',
        { name },
      );
}

function differText({ run, name }: Ending): string {
  if (!run.withQuestion)
    return _('The verification failed: %{name} typed another secret than you.', { name });
  return run.weAsked
    ? _('The verification failed: the answer from %{name} is another than yours.', { name })
    : _('The verification failed: your answer is another than %{name} expected.', { name });
}

function failuresText({ failures, trusted, name }: Ending): string {
  const parts = [];
  if (failures > 1)
    parts.push(_('This was failure number %{count} in a row.', { count: failures }));
  if (trusted) parts.push(_('The key of %{name} stays marked as verified, as before.', { name }));
  return parts.join(' ');
}

function checkText(): string {
  return _(
    'It may be a slip: capital letters, accents and spaces count. It may also be somebody else: if you are not sure, compare fingerprints.',
  );
}

/** Whether an ending is bad news that may mean an attack. */
export function isAlarming(outcome: SmpOutcomeName): boolean {
  return outcome === 'failure' || outcome === 'failed-or-aborted' || outcome === 'cheated';
}
