// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "OTR Query Messages" and "Tagged plaintext messages"; protocol.md 1.1 and 1.5.
import fc from 'fast-check';
import { formatQuery, formatTag, parseQuery, parseTag } from '../../../src/wire/query.js';
import { recording } from '../../support/vectors.js';

describe('query', () => {
  it.each([
    // The specification's own examples.
    ['?OTR?', [1]],
    ['?OTRv2?', [2]],
    ['?OTRv23?', [2, 3]],
    ['?OTR?v2?', [1, 2]],
    ['?OTRv24x?', [2, 4]],
    ['?OTR?v24x?', [1, 2, 4]],
    ['?OTR?v?', [1]],
    ['?OTRv?', []],
    // Version 1 has a form of its own, and there is no version 0.
    ['?OTRv02?', [2]],
    // As clients send them.
    ['?OTRv32?', [3, 2]],
    ['?OTR?v23?', [1, 2, 3]],
    ['?OTRv23? I would like a private conversation', [2, 3]],
    ['?OTRv2?\n<b>alice</b> has requested a private conversation, see <a href="x">y</a>.', [2]],
    ['  \r\n\t?OTRv3?', [3]],
    ['<html><body>?OTRv3?</body></html>', [3]],
    ['<font color="red"> ?OTRv3?', [3]],
    ['?OTRv3??OTRv2?', [3]],
  ])('%j offers %j', (text, versions) => {
    expect(parseQuery(text)).toEqual(versions);
  });

  it.each([' ', '<>', '<b> '])(
    'is looked for near the start only: no length of %j exhausts the stack',
    (piece) => {
      expect(parseQuery(`${piece.repeat(100)}?OTRv3?`)).toEqual([3]);
      expect(parseQuery(`${piece.repeat(10_000_000)}?OTRv3?`)).toBeNull();
    },
  );

  it('is recognised in what libotr sends', () => {
    expect(parseQuery(recording(2).steps[0]!.wire)).toEqual([2]);
    expect(parseQuery(recording(3).steps[0]!.wire)).toEqual([3]);
  });

  it.each([
    '?OTR',
    '?OTRv',
    '?OTRv2',
    '?OTRv is great 3 times',
    '?OTRv3 is better than 2?',
    '?OTR is great?',
    'hello ?OTRv3? there',
    'what is ?OTR?',
    '?OTRX?',
    '?OTR v23?',
    '?OTRV23?',
    '?otrv23?',
    '? OTRv23?',
    '?OTR&#124;',
    '<?OTRv23?',
    '',
  ])('%j is none: a person wrote it', (text) => {
    expect(parseQuery(text)).toBeNull();
  });

  it.each([
    [[2], '?OTRv2?'],
    [[3], '?OTRv3?'],
    [[2, 3], '?OTRv23?'],
    [[3, 2], '?OTRv23?'],
  ])('for %j is written %s', (versions, text) => {
    expect(formatQuery(versions)).toBe(text);
    expect(parseQuery(text)).toEqual([...versions].sort());
  });
});

// "\x20\x09\x20\x20\x09\x09\x09\x09" "\x20\x09\x20\x09\x20\x09\x20\x20"
const BASE = '\x20\x09\x20\x20\x09\x09\x09\x09\x20\x09\x20\x09\x20\x09\x20\x20';
const V1 = '\x20\x09\x20\x09\x20\x20\x09\x20';
const V2 = '\x20\x20\x09\x09\x20\x20\x09\x20';
const V3 = '\x20\x20\x09\x09\x20\x20\x09\x09';
/** As otr4j sends it for version 4. */
const V4 = '\x20\x20\x09\x20\x09\x09\x20\x20';

describe('whitespace tag', () => {
  it.each([
    [[2], BASE + V2],
    [[3], BASE + V3],
    [[2, 3], BASE + V2 + V3],
  ] as const)('for %j is written as the specification has it', (versions, tag) => {
    expect(formatTag(versions)).toBe(tag);
  });

  it.each([
    ['at the end', `hello${BASE}${V2}${V3}`, 'hello', [2, 3]],
    ['at the start', `${BASE}${V3}hello`, 'hello', [3]],
    ['in the middle', `hel${BASE}${V2}lo`, 'hello', [2]],
    ['with version 1 first', `hello${BASE}${V1}${V2}`, 'hello', [1, 2]],
    ['with the highest version first', `hello${BASE}${V3}${V2}`, 'hello', [3, 2]],
    ['with a group nobody knows', `hello${BASE}${V2}${' '.repeat(8)}${V3}`, 'hello', [2, 3]],
    ["with otr4j's version 4", `hello${BASE}${V4}${V3}`, 'hello', [3]],
    ['without a version', `hello${BASE}`, 'hello', []],
    ['and nothing else', BASE + V3, '', [3]],
    ['before blanks that are no whole group', `a${BASE}${V2}   b`, 'a   b', [2]],
    ['in HTML', `<b>hello</b>${BASE}${V3}<br>`, '<b>hello</b><br>', [3]],
    ['after a blank of the text', `a ${BASE}${V2}`, 'a ', [2]],
  ])('%s', (_, tagged, text, versions) => {
    expect(parseTag(tagged)).toEqual({ text, versions });
  });

  it.each([
    ['is not there', 'hello   world'],
    ['has no base', `hello${V2}${V3}`],
    ['has a cut base', `hello${BASE.slice(0, 15)}`],
    ['has a broken base', `hello${BASE.slice(0, 8)}x${BASE.slice(8)}`],
  ])('is none when it %s', (_, text) => {
    expect(parseTag(text)).toBeNull();
  });

  it('comes off any text that holds none', () => {
    const text = fc.string({ maxLength: 60 }).filter((s) => !/[ \t]$/.test(s) && !s.includes(BASE));
    fc.assert(
      fc.property(text, fc.constantFrom<(2 | 3)[]>([2], [3], [2, 3]), (plain, versions) => {
        expect(parseTag(plain + formatTag(versions))).toEqual({ text: plain, versions });
      }),
    );
  });
});
