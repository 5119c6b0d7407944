// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Fragmentation"; protocol.md 1.10 and A20, A24.
import fc from 'fast-check';
import type { Tags } from '../../../src/wire/ake-messages.js';
import { OtrFault } from '../../../src/wire/fault.js';
import { fragment, parseFragment } from '../../../src/wire/fragment.js';
import { Reassembly } from '../../../src/session/reassembly.js';
import { faultCode, faultOr } from '../../support/decode.js';
import { vectors } from '../../support/vectors.js';

const { cases: recorded } = vectors('libotr-fragments') as {
  readonly cases: readonly {
    readonly what: string;
    readonly version: 2 | 3;
    readonly size: number;
    readonly whole: string;
    readonly packets: readonly string[];
  }[];
};

describe.each(recorded)('$what of libotr, version $version, packets of $size', (vector) => {
  const { version, size, whole, packets } = vector;

  it('is put together from its pieces', () => {
    const reassembly = new Reassembly();
    const results = packets.map((packet) => reassembly.add(parseFragment(packet), 0));
    expect(results).toEqual([...packets.slice(1).map(() => null), whole]);
  });

  it('is cut as libotr cuts it', () => {
    const { senderTag, receiverTag } = parseFragment(packets[0]!);
    // libotr leaves one character of the limit unused, that of the zero at the end of a C string.
    expect(fragment(whole, size - 1, version, [senderTag, receiverTag])).toEqual(packets);
  });
});

const TAGS: Tags = [0x5a73a599, 0x27e31597];

describe('parsing', () => {
  it('reads the specification’s example', () => {
    expect(parseFragment('?OTR|5a73a599|27e31597,00001,00003,?OTR:AAMDJ+MVmSfjFZcAAAAA,')).toEqual({
      version: 3,
      senderTag: 0x5a73a599,
      receiverTag: 0x27e31597,
      index: 1,
      total: 3,
      piece: '?OTR:AAMDJ+MVmSfjFZcAAAAA',
    });
  });

  it.each([
    ['version 2', '?OTR,1,2,abc,', [2, 0, 0, 1, 2, 'abc']],
    ['version 2 with leading zeros', '?OTR,00001,00002,abc,', [2, 0, 0, 1, 2, 'abc']],
    ['tags without padding (JS)', '?OTR|100|abc,1,1,x,', [3, 0x100, 0xabc, 1, 1, 'x']],
    ['a receiver that is not known yet', '?OTR|100|0,1,1,x,', [3, 0x100, 0, 1, 1, 'x']],
    ['upper-case tags', '?OTR|ABCDEF01|0,1,1,x,', [3, 0xabcdef01, 0, 1, 1, 'x']],
    ['very wide decimals', `?OTR,${'0'.repeat(30)}1,${'0'.repeat(30)}2,x,`, [2, 0, 0, 1, 2, 'x']],
    ['commas in the piece (Debian)', '?OTR,1,2,Ubuntu,install,', [2, 0, 0, 1, 2, 'Ubuntu,install']],
    ['only commas in the piece', '?OTR,1,2,,,,', [2, 0, 0, 1, 2, ',,']],
    ['an empty piece (otr3)', '?OTR,2,2,,', [2, 0, 0, 2, 2, '']],
    ['the highest numbers', '?OTR,65535,65535,x,', [2, 0, 0, 65535, 65535, 'x']],
    ['line ends in the piece', '?OTR,1,1,a\nb,', [2, 0, 0, 1, 1, 'a\nb']],
    ['the highest tag', '?OTR|ffffffff|ffffffff,1,1,x,', [3, 0xffffffff, 0xffffffff, 1, 1, 'x']],
  ])('takes %s', (_, text, [version, senderTag, receiverTag, index, total, piece]) => {
    const expected = { version, senderTag, receiverTag, index, total, piece };
    expect(parseFragment(text)).toEqual(expected);
  });

  it.each([
    ['k = 0', '?OTR,0,3,x,'],
    ['n = 0', '?OTR,1,0,x,'],
    ['k = n = 0', '?OTR,0,0,x,'],
    ['k above n', '?OTR,4,3,x,'],
    ['k = 65537', '?OTR,65537,65537,x,'],
    ['n = 65536', '?OTR,1,65536,x,'],
    ['n = 2^32 + 1', '?OTR,1,4294967297,x,'],
    ['a negative k', '?OTR,-1,3,x,'],
    ['a sign', '?OTR,+1,3,x,'],
    ['a hexadecimal k', '?OTR,0x1,3,x,'],
    ['no final comma', '?OTR,1,3,x'],
    ['no piece', '?OTR,1,3,'],
    ['no total', '?OTR,1,'],
    ['nothing (A19)', '?OTR,'],
    ['nothing after the bar', '?OTR|'],
    ['one tag', '?OTR|100,1,3,x,'],
    ['an empty tag', '?OTR||100,1,3,x,'],
    ['a tag of nine digits', '?OTR|123456789|0,1,3,x,'],
    ['a tag that is no number', '?OTR|xyz|0,1,3,x,'],
    ['sender 0', '?OTR|0|100,1,3,x,'],
    ['sender 5 (A10)', '?OTR|5|100,1,3,x,'],
    ['sender 0x64 (A10)', '?OTR|00000064|100,1,3,x,'],
    ['sender 0xff', '?OTR|ff|100,1,3,x,'],
    ['receiver 0xff', '?OTR|100|ff,1,3,x,'],
    ['a blank', '?OTR, 1,3,x,'],
  ])('refuses %s', (_, text) => {
    expect(faultCode(() => parseFragment(text))).toBe('malformed');
  });

  it('gives a fragment or an OtrFault for any text', () => {
    const piece = fc.constantFrom(
      '|',
      ',',
      '0',
      '1',
      '3',
      '100',
      'ffffffff',
      '65536',
      '-',
      'x',
      ' ',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => `?OTR${pieces.join('')}`),
      fc.string({ unit: 'binary', maxLength: 60 }).map((rest) => `?OTR,${rest}`),
    );
    fc.assert(
      fc.property(text, (any) => {
        const result = faultOr(() => parseFragment(any));
        if (result instanceof OtrFault) return;
        expect(result.index).toBeGreaterThan(0);
        expect(result.index).toBeLessThanOrEqual(result.total);
        expect(result.total).toBeLessThanOrEqual(65535);
      }),
      { numRuns: 400 },
    );
  });

  it('is not slowed down by a megabyte of zeros or commas', () => {
    const start = performance.now();
    faultOr(() => parseFragment(`?OTR,${'0'.repeat(1 << 20)}`));
    faultOr(() => parseFragment(`?OTR,1,2,${','.repeat(1 << 20)}`));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('cutting', () => {
  const message = `?OTR:${'A'.repeat(1000)}.`;
  const joined = (packets: readonly string[]): string =>
    packets.map((packet) => parseFragment(packet).piece).join('');

  it('leaves alone what fits, and what has no limit', () => {
    expect(fragment(message, 0, 3, TAGS)).toEqual([message]);
    expect(fragment(message, message.length, 3, TAGS)).toEqual([message]);
  });

  it('writes what every engine reads: eight hexadecimal and five decimal digits', () => {
    const [first] = fragment(message, 400, 3, [0x100, 0]);
    expect(first).toMatch(/^\?OTR\|00000100\|00000000,00001,0000\d,\?OTR:A+,$/);
    const [second] = fragment(message, 400, 2, [0, 0]);
    expect(second).toMatch(/^\?OTR,00001,0000\d,\?OTR:A+,$/);
  });

  it('keeps to the limit, numbers from 1 to n, has no empty piece, and joins again', () => {
    const size = fc.integer({ min: 60, max: 1200 });
    const length = fc.integer({ min: 1, max: 3000 });
    fc.assert(
      fc.property(size, length, fc.constantFrom(2 as const, 3 as const), (max, count, version) => {
        const whole = `?OTR:${'x,'.repeat(count)}.`;
        const packets = fragment(whole, max, version, TAGS);
        expect(Math.max(...packets.map(({ length }) => length))).toBeLessThanOrEqual(max);
        if (packets.length === 1) {
          expect(packets).toEqual([whole]);
          return;
        }
        const parts = packets.map((packet) => parseFragment(packet));
        expect(parts.map(({ index }) => index)).toEqual(parts.map((_, i) => i + 1));
        expect(parts.every(({ total }) => total === packets.length)).toBe(true);
        expect(parts.some(({ piece }) => piece === '')).toBe(false);
        const sender = version === 3 ? TAGS[0] : 0;
        expect(parts.every(({ senderTag }) => senderTag === sender)).toBe(true);
        expect(joined(packets)).toBe(whole);
      }),
    );
  });

  it.each([1, 2, 18, 19, 20, 36, 37, 38, 51])(
    'goes on with a limit of %i, no larger than the head (A24)',
    (max) => {
      for (const version of [2, 3] as const) {
        const packets = fragment(message, max, version, TAGS);
        expect(joined(packets)).toBe(message);
        expect(packets.length).toBeLessThan(message.length);
      }
    },
  );

  it('never makes more than 65535 pieces', () => {
    const long = `?OTR:${'A'.repeat(65535 * 20)}.`;
    const packets = fragment(long, 30, 3, TAGS);
    expect(packets.length).toBeLessThanOrEqual(65535);
    expect(joined(packets)).toBe(long);
  });
});
