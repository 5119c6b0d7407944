// SPDX-License-Identifier: GPL-2.0-or-later
import { allowsOtr, POLICIES } from '../session/policy.js';
import type { Contact } from './contact.js';
import type { ContactId } from './contact-id.js';
import { continueLabel } from './hold-texts.js';
import { _ } from './language.js';
import { wordOf, type Level } from './level.js';
import type { MenuItem } from './models.js';
import type { Services } from './services.js';
import { sessionsMenu } from './sessions.js';
import { holdOf, levelOf } from './standing.js';

/** What the entries of a conversation's menu ask for. */
export type MenuAction = 'start' | 'end' | 'continue' | 'verify' | 'answer' | 'settings' | 'help';

function action(id: MenuAction, label: string, sensitive: boolean): MenuItem {
  return { kind: 'action', id, label, sensitive };
}

function isAsked(contact: Contact | null): boolean {
  const runs = contact?.correspondent.smpRuns() ?? [];
  return runs.some(({ waitsFor }) => waitsFor === 'our-answer');
}

function statusText(level: Level): string {
  return _('Status: %{word}', { word: wordOf(level) });
}

/** What a buddy's menu offers. */
export function buddyMenuFor(services: Services, id: ContactId): readonly MenuItem[] {
  const { roster, settings, trust } = services;
  const level = levelOf(roster.find(id), trust);
  const isEncrypted = level === 'unverified' || level === 'private';
  const isAllowed = allowsOtr(POLICIES[settings.policyOf(id)]);
  return [
    action('start', _('_Start private conversation'), isAllowed && !isEncrypted),
    action('verify', _('_Verify identity…'), isEncrypted),
    action('settings', _('_OTR settings…'), true),
  ];
}

/** The menu of one conversation, as things stand. */
export function menuFor(services: Services, id: ContactId): readonly MenuItem[] {
  const { roster, settings, trust } = services;
  const contact = roster.find(id);
  const level = levelOf(contact, trust);
  const isEncrypted = level === 'unverified' || level === 'private';
  const isAllowed = allowsOtr(POLICIES[settings.policyOf(id)]);
  const goOn = continueLabel(contact === null ? null : holdOf(contact, trust));
  return [
    action(
      'start',
      isEncrypted ? _('_Refresh private conversation') : _('_Start private conversation'),
      isAllowed,
    ),
    action('end', _('_End private conversation'), level !== 'plaintext'),
    ...(goOn === null ? [] : [action('continue', goOn, true)]),
    action('verify', _('_Verify identity…'), isEncrypted),
    ...(isAsked(contact) ? [action('answer', _('_Answer the question…'), true)] : []),
    action('settings', _('Se_ttings for this contact…'), true),
    ...sessionsMenu(services, contact),
    { kind: 'separator' },
    { kind: 'label', label: statusText(level) },
    { kind: 'separator' },
    action('help', _('_Help'), true),
  ];
}
