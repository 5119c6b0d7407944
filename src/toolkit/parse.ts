// SPDX-License-Identifier: GPL-2.0-or-later
import type { AkeMessage } from '../wire/ake-messages.js';
import { toHex } from '../wire/bytes.js';
import { type DataMessage } from '../wire/data-message.js';
import type { Header } from '../wire/header.js';
import { type MessageKind, type Parsed, parseMessage } from './messages.js';
import { messagesIn } from './recorded.js';
import { visible } from './visible.js';

const TITLES: Readonly<Record<MessageKind, string>> = {
  'dh-commit': 'D-H Commit Message',
  'dh-key': 'D-H Key Message',
  'reveal-sig': 'Reveal Signature Message',
  signature: 'Signature Message',
  data: 'Data Message',
};
const MAC_KEY_BYTES = 20;

type Field = readonly [name: string, value: string | number];

/** Every field of every encoded message in what somebody recorded, as `otr_parse` prints them. */
export function parse(recorded: string): string {
  return messagesIn(recorded)
    .map((text) => `${report(text, parseMessage(text))}\n\n`)
    .join('');
}

function report(text: string, parsed: Parsed): string {
  switch (parsed.kind) {
    case 'unrecognized':
      return `Unrecognized OTR message:\n\t${visible(text)}`;
    case 'invalid':
      return `Invalid ${TITLES[parsed.type]}\n\t${parsed.why}`;
    case 'ake':
      return lines(TITLES[parsed.message.type], [
        version(parsed.header),
        ...tags(parsed.header),
        ...akeFields(parsed.message),
      ]);
    case 'data':
      return (
        lines(TITLES.data, dataFields(parsed.header, parsed.message)) +
        revealed(parsed.message.oldMacKeys)
      );
  }
}

function lines(title: string, fields: readonly Field[]): string {
  return [`${title}:`, ...fields.map(([name, value]) => `\t${name}: ${value}`)].join('\n');
}

function version(header: Header): Field {
  return ['Version', `0${header.version}`];
}

function tags({ version: of, senderTag, receiverTag }: Header): readonly Field[] {
  if (of === 2) return [];
  return [
    ['Sender instance', senderTag],
    ['Receiver instance', receiverTag],
  ];
}

function akeFields(message: AkeMessage): readonly Field[] {
  switch (message.type) {
    case 'dh-commit':
      return [
        ['Encrypted Key', toHex(message.encryptedGx)],
        ['Hashed Key', toHex(message.hashedGx)],
      ];
    case 'dh-key':
      return [['D-H Key', toHex(message.gy)]];
    case 'reveal-sig':
      return [['Key', toHex(message.r)], ...signatureFields(message)];
    case 'signature':
      return signatureFields(message);
  }
}

function signatureFields(message: {
  readonly encryptedSignature: Uint8Array;
  readonly mac: Uint8Array;
}): readonly Field[] {
  return [
    ['Encrypted Signature', toHex(message.encryptedSignature)],
    ['MAC', toHex(message.mac)],
  ];
}

function dataFields(header: Header, message: DataMessage): readonly Field[] {
  return [
    version(header),
    ['Flags', message.flags],
    ...tags(header),
    ['Sender keyid', message.senderKeyId],
    ['Rcpt keyid', message.recipientKeyId],
    ['DH y', toHex(message.nextDh)],
    ['Counter', toHex(message.ctr)],
    ['Encrypted message', toHex(message.encrypted)],
    ['MAC', toHex(message.mac)],
  ];
}

function revealed(keys: Uint8Array): string {
  if (keys.length === 0) return '';
  const list = Array.from({ length: keys.length / MAC_KEY_BYTES }, (_, i) => {
    const key = keys.subarray(i * MAC_KEY_BYTES, (i + 1) * MAC_KEY_BYTES);
    return `\n\t\tKey ${i + 1}: ${toHex(key)}`;
  });
  return `\n\tRevealed MAC keys:${list.join('')}`;
}
