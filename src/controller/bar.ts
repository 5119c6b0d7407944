// SPDX-License-Identifier: GPL-2.0-or-later
import type { Contact } from './contact.js';
import { quoted } from './quoted.js';
import { _ } from './language.js';
import type { Bar, WindowButton } from './models.js';
import { shownName } from './names.js';
import type { Services } from './services.js';
import { holdOf, levelOf } from './standing.js';

/** A bar, and what it is about: dismissed, it stays away until that is something else. */
export interface KeyedBar extends Bar {
  readonly key: string;
}

/** Longest part of a peer's question in a bar, in characters. */
const LONGEST_QUESTION = 120;

/** experience.md §1: "a bar in the conversation when something is to be decided". */
export function barFor(services: Services, contact: Contact): KeyedBar | null {
  const bar =
    requestBar(services, contact) ?? holdBar(services, contact) ?? levelBar(services, contact);
  return bar === null || bar.key === contact.dismissed ? null : bar;
}

function button(id: string, label: string): WindowButton {
  return { id, label, sensitive: true };
}

function bar(
  key: string,
  text: string,
  sign: Bar['sign'],
  buttons: readonly WindowButton[],
): KeyedBar {
  return { key, text, sign, buttons, dismiss: button('later', _('Later')) };
}

/** The contact wants to know who we are. */
function requestBar({ ports }: Services, { id, correspondent }: Contact): KeyedBar | null {
  const run = correspondent.smpRuns().find(({ waitsFor }) => waitsFor === 'our-answer');
  if (run === undefined) return null;
  const name = shownName(ports.contacts, id);
  const text =
    run.question === null
      ? _('%{name} wants to compare a secret that you both know.', { name })
      : _('%{name} wants to be sure that it is you: “%{question}”', {
          name,
          question: quoted(run.question, LONGEST_QUESTION),
        });
  return bar(`request ${run.id}`, text, 'question', [
    button('answer', _('_Answer…')),
    button('refuse', _('_Refuse')),
  ]);
}

/** Nothing is sent until the person has chosen. */
function holdBar({ ports, trust }: Services, contact: Contact): KeyedBar | null {
  const hold = holdOf(contact, trust);
  const name = shownName(ports.contacts, contact.id);
  const { fingerprint } = contact.correspondent.current();
  switch (hold) {
    case 'new-key':
      return bar(
        `new-key ${fingerprint}`,
        _('%{name} uses another key than the one you verified. Nothing is sent.', { name }),
        'warning',
        [button('verify', _('_Verify identity…')), button('continue', _('C_ontinue'))],
      );
    case 'offline':
      return bar('offline', _('%{name} went offline. Nothing is sent.', { name }), 'warning', [
        button('start', _('_Start again')),
        button('continue', _('Send _all the same')),
      ]);
    case 'signed-off':
    case 'taken-over':
      return overBar(
        _('The private conversation with %{name} has ended. Nothing is sent.', { name }),
      );
    case null:
      return null;
  }
}

function levelBar({ ports, trust }: Services, contact: Contact): KeyedBar | null {
  const name = shownName(ports.contacts, contact.id);
  switch (levelOf(contact, trust)) {
    case 'unverified':
      return bar(
        `unverified ${contact.correspondent.current().fingerprint}`,
        _('Encrypted, but you have not verified that this is really %{name}.', { name }),
        'question',
        [button('verify', _('_Verify identity…'))],
      );
    case 'finished':
      return overBar(_('%{name} has ended the private conversation. Nothing is sent.', { name }));
    case 'plaintext':
    case 'private':
      return null;
  }
}

function overBar(text: string): KeyedBar {
  return bar('over', text, 'warning', [
    button('start', _('_Start again')),
    button('end', _('Go on _unencrypted')),
  ]);
}
