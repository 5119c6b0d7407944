// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "SMP Message TLVs": INT count, then so many MPIs; type 7 begins with a question and a NUL.
import fc from 'fast-check';
import { decodeSmp, encodeSmp, type SmpMessage } from '../../../src/wire/smp-messages.js';
import { type Tlv, TLV } from '../../../src/wire/tlv.js';
import { faultCode, faultOr } from '../../support/decode.js';
import { data, int } from '../../support/textbook.js';
import { hex, toHex, vectors } from '../../support/vectors.js';

/** The numbers of each type in the order in which the specification lists them. */
const NAMES: readonly (readonly [number, SmpMessage['type'], readonly string[]])[] = [
  [TLV.smp1, 'smp1', ['g2a', 'c2', 'd2', 'g3a', 'c3', 'd3']],
  [TLV.smp2, 'smp2', ['g2b', 'c2', 'd2', 'g3b', 'c3', 'd3', 'pb', 'qb', 'cp', 'd5', 'd6']],
  [TLV.smp3, 'smp3', ['pa', 'qa', 'cp', 'd5', 'd6', 'ra', 'cr', 'd7']],
  [TLV.smp4, 'smp4', ['rb', 'cr', 'd7']],
];

const number = (i: number): Uint8Array => Uint8Array.of(i + 1, i);

function body(count: number, numbers = count): Buffer {
  const mpis = Array.from({ length: numbers }, (_, i) => data(number(i)));
  return Buffer.concat([int(count), ...mpis]);
}

describe.each(NAMES)('type %i, %s', (type, name, names) => {
  const value = body(names.length);

  it('has its numbers in the order of the specification', () => {
    const message = decodeSmp({ type, value }) as unknown as Record<string, unknown>;
    expect(message['type']).toBe(name);
    names.forEach((field, i) => {
      expect(message[field]).toEqual(number(i));
    });
    expect(toHex(encodeSmp(message as unknown as SmpMessage).value)).toBe(toHex(value));
  });

  it('has exactly that many', () => {
    for (const count of [0, 1, names.length - 1, names.length + 1, 0x01000000, 0xffffffff])
      expect(faultCode(() => decodeSmp({ type, value: body(count, names.length) }))).toBe(
        'malformed',
      );
  });

  it('cut off anywhere is malformed', () => {
    for (let length = 0; length < value.length; length += 1)
      expect(faultCode(() => decodeSmp({ type, value: value.subarray(0, length) }))).toBe(
        'malformed',
      );
  });

  it('may have something after it, which counts for nothing', () => {
    const longer = Buffer.concat([value, Buffer.from('more')]);
    expect(decodeSmp({ type, value: longer })).toEqual(decodeSmp({ type, value }));
  });

  it('has no number of more than 192 bytes, whatever its length field says', () => {
    for (const length of [193, 0x7fffffff, 0xffffffff]) {
      const long = Buffer.concat([int(names.length), int(length), Buffer.alloc(400, 1)]);
      expect(faultCode(() => decodeSmp({ type, value: long }))).toBe('too-large');
    }
  });

  it('owns its numbers: the message that they came in may be overwritten', () => {
    const copy = Buffer.from(value);
    const message = decodeSmp({ type, value: copy });
    const before = JSON.stringify(message);
    copy.fill(0);
    expect(JSON.stringify(message)).toBe(before);
  });
});

describe('a question', () => {
  const ask = (question: Uint8Array): Tlv => ({
    type: TLV.smp1Question,
    value: Buffer.concat([question, Buffer.of(0), body(6)]),
  });

  it('stands before the numbers, ended by a NUL', () => {
    for (const text of ['', 'Where?', 'Où ça\u00a0? 日本語', 'q'.repeat(60_000)]) {
      const message = decodeSmp(ask(Buffer.from(text)))!;
      expect(message).toMatchObject({ type: 'smp1', g2a: number(0) });
      expect('question' in message && Buffer.from(message.question!).toString()).toBe(text);
      expect(encodeSmp(message).type).toBe(TLV.smp1Question);
      expect(toHex(encodeSmp(message).value)).toBe(toHex(ask(Buffer.from(text)).value));
    }
  });

  it('without an end is malformed', () => {
    expect(faultCode(() => decodeSmp({ type: TLV.smp1Question, value: Buffer.alloc(9, 1) }))).toBe(
      'malformed',
    );
  });

  it('there is none in type 2', () => {
    expect(decodeSmp({ type: TLV.smp1, value: body(6) })).toMatchObject({ question: null });
  });
});

describe('an abort', () => {
  it('is empty', () => {
    expect(encodeSmp({ type: 'smp-abort' })).toEqual({ type: 6, value: new Uint8Array(0) });
  });

  it('is one whatever it carries', () => {
    expect(decodeSmp({ type: TLV.smpAbort, value: Buffer.from('x') })).toEqual({
      type: 'smp-abort',
    });
  });
});

it('other types are no SMP', () => {
  for (const type of [TLV.padding, TLV.disconnected, TLV.extraSymmetricKey, 9, 0xffff])
    expect(decodeSmp({ type, value: body(6) })).toBeNull();
});

it('libotr’s messages come out as they went in', () => {
  const { cases } = vectors('libotr-smp') as { cases: readonly { messages: readonly string[] }[] };
  for (const { messages } of cases)
    messages.forEach((digits, i) => {
      const message = decodeSmp({ type: TLV.smp1 + i, value: hex(digits) })!;
      expect(toHex(encodeSmp(message).value)).toBe(digits);
    });
});

it('reading is total: a message, null or a fault', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.uint8Array({ maxLength: 300 }), (type, value) => {
      faultOr(() => decodeSmp({ type, value }));
    }),
    { numRuns: 2000 },
  );
});
