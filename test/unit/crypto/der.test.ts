// SPDX-License-Identifier: GPL-2.0-or-later
// X.690: what OpenSSL writes and reads of it.
import { DER, derElement, derInteger, DerReader } from '../../../src/crypto/der.js';
import { hex, toHex } from '../../support/vectors.js';

it.each([
  ['short form', '0203010203', '010203'],
  ['long form of one byte (8.1.3.5)', '028103010203', '010203'],
  ['long form of two bytes', '02820003010203', '010203'],
  ['no content', '0200', ''],
])('a length in %s', (_, element, content) => {
  expect(toHex(new DerReader(hex(element)).next(DER.integer))).toBe(content);
});

it('elements follow each other', () => {
  const from = new DerReader(hex('020101040202030201ff'));
  const read = [DER.integer, DER.octetString, DER.integer].map((tag) => toHex(from.next(tag)));
  expect(read).toEqual(['01', '0203', 'ff']);
});

it('an INTEGER is signed (8.3): a number with its highest bit set has a zero before it', () => {
  expect(toHex(derInteger(0x80n))).toBe('028200020080');
  expect(toHex(derElement(DER.sequence, hex('0101'), hex('02')))).toBe('30820003010102');
});

it('another element than the one that must come is a bug', () => {
  expect(() => new DerReader(hex('040100')).next(DER.integer)).toThrow('unexpected DER element');
  expect(() => new DerReader(hex('')).next(DER.integer)).toThrow('unexpected DER element');
});
