// SPDX-License-Identifier: GPL-2.0-or-later
import type { PolicyName } from '../session/policy.js';
import type { ContactId } from './contact-id.js';
import { grouped } from './fingerprint-text.js';
import { _ } from './language.js';
import { meaningOf, wordOf } from './level.js';
import { accountName, shownName } from './names.js';
import type { Services } from './services.js';
import { levelOf } from './standing.js';

/** A policy in words. */
export function policyText(policy: PolicyName): string {
  switch (policy) {
    case 'never':
      return _('Never');
    case 'manual':
      return _('Manual: only when somebody asks for it');
    case 'opportunistic':
      return _('Automatic: whenever the contact can');
    case 'always':
      return _('Always: nothing is sent unencrypted');
  }
}

/** The level, what it means, and what it rests on. */
export function statusText(services: Services, id: ContactId): string {
  const { ports, roster, settings, trust } = services;
  const contact = roster.find(id);
  const level = levelOf(contact, trust);
  const session = contact?.correspondent.current();
  const parts = [`${wordOf(level)}. ${meaningOf(level, shownName(ports.contacts, id))}`];
  if (session?.state === 'encrypted') {
    parts.push(_('OTR version %{version}.', { version: session.version }));
    parts.push(_('Session id: %{ssid}.', { ssid: spaced(session.ssid) }));
  }
  parts.push(_('Policy: %{policy}.', { policy: policyText(settings.policyOf(id)) }));
  return parts.join('\n');
}

/** The session id as the specification shows it: two halves. */
function spaced(ssid: string): string {
  return `${ssid.slice(0, 8)} ${ssid.slice(8)}`;
}

/** Both fingerprints, in groups. */
export function fingerprintsText(services: Services, id: ContactId): string {
  const { ports, roster, trust } = services;
  const theirs = roster.find(id)?.correspondent.current().fingerprint ?? '';
  const name = shownName(ports.contacts, id);
  const lines = [ownFingerprintLine(services, id)];
  if (theirs !== '') {
    const state = trust.isTrusted(id, theirs) ? _('verified') : _('not verified');
    const who = id.who;
    lines.push(
      `${_('Fingerprint that %{name} uses (%{who}):', { name, who })} ${grouped(theirs)} (${state})`,
    );
  }
  return lines.join('\n');
}

/** Our key, and every known key of the contact's with what is known of it. */
export function keysText(services: Services, id: ContactId): string {
  const { ports, trust } = services;
  const name = shownName(ports.contacts, id);
  const known = trust.keysOf(id);
  const lines = known.map(({ fingerprint, trust: value }) => {
    const { lastSeen } = trust.recordOf(id, fingerprint);
    const state = value === '' ? _('not verified') : _('verified');
    const seen = lastSeen === undefined ? '' : `, ${_('last seen %{date}', { date: lastSeen })}`;
    return `${grouped(fingerprint)} (${state}${seen})`;
  });
  const title =
    known.length === 0
      ? _('No key of %{name} is known.', { name })
      : _('Known keys of %{name}:', { name });
  return [ownFingerprintLine(services, id), title, ...lines].join('\n');
}

function ownFingerprintLine({ ports, keys }: Services, id: ContactId): string {
  const own = keys.of(id);
  const account = accountName(ports.contacts, id);
  const ours = own.state === 'ready' ? grouped(own.fingerprint) : _('No key present');
  return `${_('Fingerprint for you, %{account}:', { account })} ${ours}`;
}
