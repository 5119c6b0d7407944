// SPDX-License-Identifier: GPL-2.0-or-later
// protocol.md 1.1: text that only looks a little like OTR is shown, never eaten.
import fc from 'fast-check';
import { classify } from '../../../src/wire/classify.js';
import { formatError } from '../../../src/wire/error-message.js';
import { formatTag } from '../../../src/wire/query.js';

const LONG = 1 << 18;
/** Generous, since machines are busy; quadratic behaviour would take minutes. */
const SOON = 3000;

describe('classify', () => {
  it.each([
    ['?OTR:AAMC.', 'encoded'],
    ['?OTR:', 'encoded'],
    ['?OTR,1,2,abc,', 'fragment'],
    ['?OTR|00000100|00000000,1,2,abc,', 'fragment'],
    ['?OTR,', 'fragment'],
    ['?OTRv3?', 'query'],
    ['?OTR?', 'query'],
    ['?OTRv?', 'query'],
    ['?OTR Error: oh', 'error'],
    [`hello${formatTag([3])}`, 'tagged'],
    ['hello', 'plain'],
    ['', 'plain'],
    ['?OTR', 'plain'],
    ['?OTRv', 'plain'],
    ['?OTR&#124;', 'plain'],
    ['?OTR Errors happen', 'plain'],
    ['?OTRv is great 3 times', 'plain'],
    ['hello ?OTRv3? there', 'plain'],
    ['see ?OTR:AAMC.', 'plain'],
    ['what does ?OTR,1,2,abc, mean', 'plain'],
    ['they say ?OTR Error: oh', 'plain'],
    ['?otr:AAMC.', 'plain'],
  ])('%j is %s', (text, kind) => {
    expect(classify(text).kind).toBe(kind);
  });

  it('keeps the text of a person word for word', () => {
    for (const text of ['?OTRv is great 3 times', '?OTR', 'hello ?OTRv3? there', ' a  b '])
      expect(classify(text)).toEqual({ kind: 'plain', text });
  });

  it('takes an error with and without the blank after the colon', () => {
    expect(classify('?OTR Error: you sent rubbish')).toEqual({
      kind: 'error',
      text: 'you sent rubbish',
    });
    expect(classify('?OTR Error:you sent rubbish')).toEqual({
      kind: 'error',
      text: 'you sent rubbish',
    });
  });

  it('writes an error with the blank: libotr recognises no other', () => {
    expect(formatError('oh')).toBe('?OTR Error: oh');
  });

  it('takes a tag off a text that speaks about ?OTR', () => {
    expect(classify(`I use ?OTR a lot${formatTag([2])}`)).toEqual({
      kind: 'tagged',
      text: 'I use ?OTR a lot',
      versions: [2],
    });
  });

  it('is total', () => {
    const piece = fc.constantFrom(
      '?OTR',
      ':',
      'v',
      '?',
      '23',
      ',',
      '|',
      '<',
      '>',
      ' ',
      'Error',
      '.',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc
        .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 12 })
        .map((a) => a.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const result = classify(any);
        expect(['plain', 'tagged', 'query', 'error', 'fragment', 'encoded']).toContain(result.kind);
        if (!any.includes('?OTR') && result.kind === 'plain') expect(result.text).toBe(any);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['opening brackets', '<'],
    ['markup', '<b>'],
    ['blanks', ' '],
    ['blanks and tabs', ' \t'],
    ['half tags', formatTag([]).slice(0, 15)],
    ['queries without end', '?OTRv'],
  ])('takes 256 KiB of %s in linear time', (_, unit) => {
    const text = unit.repeat(Math.floor(LONG / unit.length));
    const start = performance.now();
    classify(text);
    classify(`${text}?OTR`);
    classify(`?OTR${text}`);
    expect(performance.now() - start).toBeLessThan(SOON);
  });
});
