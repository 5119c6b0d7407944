// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Encoded messages"; protocol.md 1.1 "emit strict; accept embedded CR/LF/space, require '.'".
import fc from 'fast-check';
import { armor, unarmor } from '../../../src/wire/armor.js';
import { OtrFault } from '../../../src/wire/fault.js';
import { faultCode, faultOr } from '../../support/decode.js';
import { toHex } from '../../support/vectors.js';

const bytes = fc.uint8Array({ maxLength: 500 });

describe('armor', () => {
  // RFC 4648 section 10.
  it.each([
    ['', '?OTR:.'],
    ['f', '?OTR:Zg==.'],
    ['fo', '?OTR:Zm8=.'],
    ['foo', '?OTR:Zm9v.'],
    ['foob', '?OTR:Zm9vYg==.'],
    ['fooba', '?OTR:Zm9vYmE=.'],
    ['foobar', '?OTR:Zm9vYmFy.'],
  ])('of "%s" is %s', (text, armored) => {
    expect(armor(Buffer.from(text))).toBe(armored);
    expect(Buffer.from(unarmor(armored)).toString()).toBe(text);
  });

  it('comes off again', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toHex(unarmor(armor(value)))).toBe(toHex(value));
      }),
    );
  });

  it('comes off although the network has put blanks and line ends in', () => {
    const blanks = fc.array(fc.tuple(fc.nat(), fc.constantFrom(' ', '\n', '\r\n', '\t', '  \n ')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(bytes, blanks, (value, inserted) => {
        let text = armor(value);
        for (const [at, blank] of inserted) {
          const place = 5 + (at % (text.length - 5));
          text = text.slice(0, place) + blank + text.slice(place);
        }
        expect(toHex(unarmor(text))).toBe(toHex(value));
      }),
    );
  });

  it('is read up to the ".": what a network appends is not part of it', () => {
    expect(Buffer.from(unarmor('?OTR:Zm9v. (sent from my phone)')).toString()).toBe('foo');
  });

  it.each([
    ['nothing after the colon (A19)', '?OTR:'],
    ['no final "."', '?OTR:Zm9v'],
    ['no base64 (A19)', '?OTR:%%%%.'],
    ['only padding (A16, CVE-2012-3461)', '?OTR:===.'],
    ['a quad of padding', '?OTR:====.'],
    ['padding in the middle', '?OTR:Zg==Zm9v.'],
    ['too much padding', '?OTR:Zg===.'],
    ['too little padding', '?OTR:Zg=.'],
    ['an incomplete quad', '?OTR:Zm9vY.'],
    ['an incomplete quad without padding', '?OTR:Zm8.'],
    ['the URL alphabet', '?OTR:-_-_.'],
    ['an HTML entity (A19)', '?OTR:Zm9v&#124;.'],
    ['a NUL', '?OTR:Zm9v\0.'],
    ['a letter that is no ASCII', '?OTR:Zm9ä.'],
  ])('refuses %s', (_, text) => {
    expect(faultCode(() => unarmor(text))).toBe('malformed');
  });

  it('takes 1 MiB of text and no more (A17)', () => {
    // Two blanks make it 1 MiB to the character.
    const longest = `?OTR:${'A'.repeat((1 << 20) - 8)}  .`;
    expect(unarmor(longest)).toHaveLength(((1 << 20) - 8) * 0.75);
    expect(faultCode(() => unarmor(`${longest} `))).toBe('too-large');
  });

  it('gives bytes or an OtrFault for whatever stands behind the colon', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.stringMatching(/^[A-Za-z0-9+/= .\n]{0,100}$/),
    );
    fc.assert(
      fc.property(text, (rest) => {
        const result = faultOr(() => unarmor(`?OTR:${rest}`));
        expect(result instanceof OtrFault || result instanceof Uint8Array).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
