// SPDX-License-Identifier: GPL-2.0-or-later
import { _ } from './language.js';

/** The commands, one a line. The words themselves are the same in every language. */
export function commandsText(): string {
  return [
    _('These commands control private conversations:'),
    `/otr start – ${_('ask for a private conversation')}`,
    `/otr refresh – ${_('renew the keys of the private conversation')}`,
    `/otr end – ${_('end the private conversation')}`,
    `/otr continue – ${_('send in spite of a warning that holds messages back')}`,
    `/otr status – ${_('show whether messages are private')}`,
    `/otr fingerprint – ${_('show both fingerprints')}`,
    `/otr auth – ${_('verify the identity of the contact: choose how')}`,
    `/otr question – ${_('ask something that only the contact knows')}`,
    `/otr secret – ${_('compare a secret that you both know')}`,
    `/otr answer – ${_('answer what the contact asks')}`,
    `/otr abort – ${_('stop a verification that is under way')}`,
    `/otr verify – ${_('compare fingerprints')}`,
    `/otr verify ${_('FINGERPRINT')} – ${_('compare with a fingerprint that you were given')}`,
    `/otr distrust – ${_('mark the contact as not verified')}`,
    `/otr genkey – ${_('make a key for this account')}`,
    `/otr policy – ${_('show when conversations with this contact are private')}`,
    `/otr policy never|manual|opportunistic|always|default – ${_('change it')}`,
    `/otr text – ${_('show whether messages to this contact are written as plain text or with formatting')}`,
    `/otr text automatic|plain|html – ${_('change it')}`,
    `/otr help – ${_('show this list')}`,
  ].join('\n');
}

/** What the menu's Help opens: the levels, the way to Private, and what OTR does not do. */
export function helpText(): string {
  return [
    _('Off-the-Record Messaging encrypts what you and one contact write to each other.'),
    _('Not private: others can read your messages on the way.'),
    _(
      'Unverified: messages are encrypted, but you have not verified who reads them. Somebody could stand between you.',
    ),
    _('Private: messages are encrypted, and you have verified the identity of the contact.'),
    _(
      'Finished: the contact has ended the private conversation. Nothing is sent until you start a new one or end it too.',
    ),
    _(
      'To get to Private: choose Start private conversation, then Verify identity, and what fits: a question that only your contact can answer, a secret that you share, or fingerprints that you compare when you meet or by telephone.',
    ),
    _(
      'OTR does not protect files, calls, group conversations, or who talks to whom and when. In any conversation, /otr help lists the commands.',
    ),
  ].join('\n\n');
}
