// SPDX-License-Identifier: GPL-2.0-or-later
import { encodeAke } from '../../src/wire/ake-messages.js';
import { unarmor } from '../../src/wire/armor.js';
import { classify } from '../../src/wire/classify.js';
import { encodeData, sealWith } from '../../src/wire/data-message.js';
import { OtrFault } from '../../src/wire/fault.js';
import { parseFragment } from '../../src/wire/fragment.js';
import { formatTag, parseQuery, parseTag } from '../../src/wire/query.js';
import { decodeSmp, encodeSmp } from '../../src/wire/smp-messages.js';
import { decodePayload, encodePayload } from '../../src/wire/tlv.js';
import { decodeBytes, faultOr } from '../support/decode.js';
import { recording } from '../support/vectors.js';
import type { Dice } from './dice.js';
import { bytesOf, type Grammar, makeParts, type Parts, sizeOf, textOf } from './parts.js';
import { must, type Target } from './target.js';

const WIRES = [...recording(2).steps, ...recording(3).steps].map(({ wire }) => wire);

const TEXTS: Grammar = {
  // prettier-ignore
  words: ['?OTR', '?OTR:', '?OTRv', '?OTR,', '?OTR|', '?OTR Error:', '?', 'v', '2', '23', 'AAMD', 'AAIC', '=', '.', ',', '|',
    '0', '00001', '65535', '65536', '4294967296', '00000100', 'ffffffff', ' ', '\t', '\n', '\r', '<', '>', '<b>', '<a href="', '"',
    formatTag([]), formatTag([2, 3]), ' \t  \t\t\t\t', '        ', '\t\t\t\t\t\t\t\t', '\0', 'é', '\u{1f642}', '\ud800'],
  samples: [
    ...WIRES,
    '?OTRv23?',
    '?OTR?v2?',
    `hello${formatTag([2, 3])}`,
    '?OTR|00000100|00000200,00001,00002,?OTR:AAMC,',
    '?OTR,1,2,abc,',
    '?OTR Error: no',
  ],
};

/** Everything that is done with a text before anything of it is believed. */
export const wireText: Target<Parts> = {
  name: 'wire-text',
  make: (dice) => makeParts(dice, TEXTS),
  size: sizeOf,
  run: (parts) => {
    const text = textOf(parts);
    const seen = classify(text);
    if (seen.kind === 'plain') must(seen.text === text, 'plain text was changed');
    if (seen.kind === 'tagged')
      must(seen.text.length <= text.length - 16, 'a tag was found, and stayed');
    for (const version of parseQuery(text) ?? [])
      must(Number.isInteger(version) && version > 0 && version < 10, 'a version that is none');
    parseTag(text);
    const piece = faultOr(() => parseFragment(text));
    if (!(piece instanceof OtrFault))
      must(piece.index > 0 && piece.index <= piece.total, 'a piece that is none');
    const bytes = faultOr(() => unarmor(text));
    if (!(bytes instanceof OtrFault)) faultOr(() => decodeBytes(bytes));
  },
};

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const BINARIES = WIRES.filter((wire) => wire.startsWith('?OTR:')).map((wire) =>
  latin1(unarmor(wire)),
);
const tlv = (type: number, value: string): string =>
  latin1(
    encodePayload({ text: Buffer.of(), tlvs: [{ type, value: Buffer.from(value, 'latin1') }] }),
  );
const SMP_NUMBER = `\0\0\0\x02\x01\x02`;

const BYTES: Grammar = {
  // prettier-ignore
  words: ['\0', '\x01', '\xff', '\0\0\0\0', '\0\0\0\x01', '\0\0\0\x14', '\0\0\0\xc0', '\0\0\0\xc1', '\x7f\xff\xff\xff', '\x80\0\0\0', '\xff\xff\xff\xff',
    '\0\x02', '\0\x03', '\0\x02\x02', '\0\x02\x03', '\0\x02\x0a', '\0\x02\x11', '\0\x02\x12', '\0\x03\x02', '\0\x03\x03', '\0\x03\x0a', '\0\x03\x11', '\0\x03\x12',
    '\0\0\x01\0', '\0\0\0\x10', '\0\0\0\x20', '0123456789abcdef', SMP_NUMBER, `\0\0\0\x06${SMP_NUMBER.repeat(6)}`, `\0\0\0\x0b${SMP_NUMBER.repeat(11)}`,
    'question\0', tlv(0, ''), tlv(1, ''), tlv(8, '\0\0\0\x01x'), '\0\x02\xff\xff'],
  samples: [
    ...BINARIES,
    `hello${tlv(0, 'xx')}`,
    tlv(2, `\0\0\0\x06${SMP_NUMBER.repeat(6)}`),
    tlv(7, `who?\0\0\0\0\x06${SMP_NUMBER.repeat(6)}`),
  ],
};

/** Messages, plaintexts of data messages, and what SMP puts into them. */
export const wireBytes: Target<Parts> = {
  name: 'wire-bytes',
  make: (dice) => makeParts(dice, BYTES),
  size: sizeOf,
  // As a message, as a plaintext, as what each TLV holds, and each TLV that it holds.
  readers: 4,
  run: (parts) => {
    const bytes = bytesOf(parts);
    faultOr(() => {
      rewritten(bytes);
    });
    const payload = decodePayload(bytes);
    const known = payload.tlvs.reduce((sum, { value }) => sum + value.length, payload.text.length);
    must(known <= bytes.length, 'more than there was');
    for (const { type, value } of payload.tlvs) {
      must(value.length < 65536, 'a TLV above its length');
      const smp = faultOr(() => decodeSmp({ type, value }));
      if (smp !== null && !(smp instanceof OtrFault)) encodeSmp(smp);
    }
    for (let type = 0; type < 10; type += 1) faultOr(() => decodeSmp({ type, value: bytes }));
  },
};

/** What was understood is written again as a message that means the same. */
function rewritten(bytes: Uint8Array): void {
  const decoded = decodeBytes(bytes);
  if (decoded === null) return;
  const { header, ake, data } = decoded;
  const tags = [header.senderTag, header.receiverTag] as const;
  if (ake !== null) decodeBytes(encodeAke(header.version, tags, ake));
  if (data === null) return;
  const { oldMacKeys, mac } = data;
  const again = sealWith(encodeData(header.version, tags, data, oldMacKeys), mac, oldMacKeys);
  must(decodeBytes(again)?.data?.ctr.length === 8, 'a data message that cannot be read again');
}

/** For the receiving target: text as strangers write it. */
export function anyText(dice: Dice): Parts {
  return makeParts(dice, TEXTS);
}

/** For the receiving target: plaintext of a data message. */
export function anyBytes(dice: Dice): Parts {
  return makeParts(dice, BYTES);
}
