// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Data Message": text, NUL, TLVs; protocol.md 1.9, 1.12 and A13.
import fc from 'fast-check';
import { decodePayload, encodePayload, TLV } from '../../../src/wire/tlv.js';
import { toHex } from '../../support/vectors.js';

const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value));
const plaintext = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1'));

function readable(bytes: Uint8Array): { text: string; tlvs: (readonly [number, string])[] } {
  const payload = decodePayload(bytes);
  return {
    text: Buffer.from(payload.text).toString('latin1'),
    tlvs: payload.tlvs.map(({ type, value }) => [type, toHex(value)] as const),
  };
}

describe('payload', () => {
  it.each([
    ['the specification’s TLV of type 1', '\0\x00\x01\x00\x00', '', [[1, '']]],
    ['the specification’s TLV of type 0', '\0\x00\x00\x00\x05hello', '', [[0, '68656c6c6f']]],
    ['text alone', 'hello', 'hello', []],
    ['text and a NUL', 'hello\0', 'hello', []],
    ['nothing: a heartbeat', '', '', []],
    ['a NUL alone: a heartbeat', '\0', '', []],
    [
      'text and two TLVs',
      'hi\0\x00\x06\x00\x00\x00\x08\x00\x04\x00\x00\x00\x01',
      'hi',
      [
        [6, ''],
        [8, '00000001'],
      ],
    ],
    ['an unknown type', 'hi\0\x12\x34\x00\x01x', 'hi', [[0x1234, '78']]],
    ['a value that is cut off', 'hi\0\x00\x01\x00\x00\x00\x00\x00\x05he', 'hi', [[1, '']]],
    ['a head that is cut off', 'hi\0\x00\x01\x00', 'hi', []],
    ['the longest claim and no value', 'hi\0\x00\x02\xff\xff', 'hi', []],
    ['a NUL inside a value', 'hi\0\x00\x00\x00\x02\0\0', 'hi', [[0, '0000']]],
    ['bytes that are no UTF-8', '\xff\xfe\0', '\xff\xfe', []],
  ])('%s', (_, bytes, shown, tlvs) => {
    expect(readable(plaintext(bytes))).toEqual({ text: shown, tlvs });
  });

  it('reads 2000 empty TLVs and the text before them (A13)', () => {
    const many = Buffer.concat([text('hi\0'), new Uint8Array(2000 * 4)]);
    const payload = decodePayload(many);
    expect(Buffer.from(payload.text).toString()).toBe('hi');
    expect(payload.tlvs).toHaveLength(2000);
  });

  it('has the numbers of the specification', () => {
    expect(TLV).toEqual({
      padding: 0,
      disconnected: 1,
      smp1: 2,
      smp2: 3,
      smp3: 4,
      smp4: 5,
      smpAbort: 6,
      smp1Question: 7,
      extraSymmetricKey: 8,
    });
  });

  it('without TLVs is the text alone, with TLVs a NUL stands between', () => {
    expect(toHex(encodePayload({ text: text('a'), tlvs: [] }))).toBe('61');
    const one = { type: 1, value: new Uint8Array() };
    expect(toHex(encodePayload({ text: text('a'), tlvs: [one] }))).toBe('610000010000');
  });

  it('refuses to write a value that its SHORT length cannot tell', () => {
    const value = new Uint8Array(0x10000);
    expect(() => encodePayload({ text: text(''), tlvs: [{ type: 7, value }] })).toThrow();
    const longest = { type: 7, value: value.subarray(1) };
    expect(decodePayload(encodePayload({ text: text(''), tlvs: [longest] })).tlvs).toHaveLength(1);
  });

  it('comes back', () => {
    const words = fc.uint8Array({ maxLength: 50 }).filter((bytes) => !bytes.includes(0));
    const tlv = fc.record({
      type: fc.integer({ min: 0, max: 0xffff }),
      value: fc.uint8Array({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(words, fc.array(tlv, { maxLength: 5 }), (said, tlvs) => {
        expect(readable(encodePayload({ text: said, tlvs }))).toEqual({
          text: Buffer.from(said).toString('latin1'),
          tlvs: tlvs.map(({ type, value }) => [type, toHex(value)]),
        });
      }),
    );
  });

  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (any) => {
        const payload = decodePayload(any);
        expect(payload.text.includes(0)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
