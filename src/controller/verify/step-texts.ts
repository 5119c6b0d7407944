// SPDX-License-Identifier: GPL-2.0-or-later
import type { SmpRunInfo } from '../../session/events.js';
import { _ } from '../language.js';
import { quoted } from '../quoted.js';

/** Longest part of a peer's question inside a line, in characters. */
const LONGEST_IN_LINE = 200;
/** … and in a window. */
const LONGEST_IN_WINDOW = 1000;

/** The contact asks: what for, and how to answer. */
export function askedLine({ question }: SmpRunInfo, name: string): string {
  return question === null
    ? _('%{name} wants to compare a secret that you both know. Type it with /otr answer.', { name })
    : _(
        '%{name} wants to be sure that it is you, and asks: “%{question}” Answer with /otr answer.',
        {
          name,
          question: quoted(question, LONGEST_IN_LINE),
        },
      );
}

/** We have asked. */
export function startedLine({ question }: SmpRunInfo, name: string): string {
  return question === null
    ? _('You asked %{name} to type the secret that you share.', { name })
    : _('You asked %{name}: “%{question}”', { name, question: quoted(question, LONGEST_IN_LINE) });
}

/** What waits: the request of the contact's has to end first. */
export function queuedText(name: string): string {
  return _('Yours goes out when the request from %{name} has come to its end.', { name });
}

/** A peer's question as it stands in a window: their words, in reading order, never markup. */
export function shownQuestion(question: string): string {
  return _('“%{question}”', { question: quoted(question, LONGEST_IN_WINDOW) });
}
