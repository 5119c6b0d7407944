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
    `/otr keys – ${_('list your key and all known keys of the contact')}`,
    `/otr sessions – ${_('list the devices of the contact that you talk to in private')}`,
    `/otr sessions secure|recent|${_('NUMBER')} – ${_('choose the one that your messages go to')}`,
    `/otr sessions end ${_('NUMBER')} – ${_('end the private conversation with one of them')}`,
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
    `/otr settings – ${_('open the settings for this contact')}`,
    `/otr version – ${_('show which version this is')}`,
    `/otr help – ${_('show this list')}`,
  ].join('\n');
}

/** One subject of the help. */
export interface HelpPart {
  readonly id: string;
  /** With a mnemonic. */
  readonly label: string;
  readonly paragraphs: readonly string[];
}

/** What Help opens: the levels, the way to Private, and what OTR does not do. */
export function helpParts(): readonly HelpPart[] {
  return [
    { id: 'levels', label: _('_Levels'), paragraphs: levels() },
    { id: 'verifying', label: _('_Verifying'), paragraphs: verifying() },
    { id: 'keys', label: _('_Keys and devices'), paragraphs: keysAndDevices() },
    { id: 'limits', label: _('L_imits'), paragraphs: limits() },
  ];
}

function levels(): readonly string[] {
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
      'The level is that of the next message. You see it on the OTR button and in the OTR menu of the conversation, in its tab, and with /otr status.',
    ),
  ];
}

function verifying(): readonly string[] {
  return [
    _(
      'To get to Private: choose Start private conversation, then Verify identity, and what fits: a question that only your contact can answer, a secret that you share, or fingerprints that you compare when you meet or by telephone.',
    ),
    _('Once is enough, as long as the contact keeps the same key.'),
    _(
      'Never send the answer or the secret in a chat, and do not put the answer into the question. Capital letters, accents and spaces count.',
    ),
    _(
      'After a question only you know who the contact is. Your contact may want to ask you something too.',
    ),
  ];
}

function keysAndDevices(): readonly string[] {
  return [
    _(
      'Each account has a key. Somebody with several devices or programs usually has several keys: each of them is verified by itself.',
    ),
    _(
      'When a contact uses a new key, you are warned. If you had verified another one, nothing is sent until you verify the new key or continue with it. The reason may be a new device, a new installation, or somebody in between: ask on another way.',
    ),
    _(
      'If a contact is connected with several devices, Sessions in the OTR menu says to which of them your messages go.',
    ),
  ];
}

function limits(): readonly string[] {
  return [
    _('OTR does not protect files, calls, group conversations, or who talks to whom and when.'),
    _(
      'It does not protect what is stored on this computer or on that of your contact, and whoever controls one of the two can read everything.',
    ),
    _('Messages to somebody who is not there may not be readable later.'),
  ];
}

/** The whole help as one text, for user interfaces without windows of ours. */
export function helpText(): string {
  const subjects = helpParts().flatMap(({ paragraphs }) => paragraphs);
  return [...subjects, _('In any conversation, /otr help lists the commands.')].join('\n\n');
}
