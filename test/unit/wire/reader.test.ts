// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Data types", and the limits of protocol.md 1.2.
import fc from 'fast-check';
import { compareMpi, minimal } from '../../../src/wire/mpi.js';
import { WireReader } from '../../../src/wire/reader.js';
import { dataLength, WireWriter } from '../../../src/wire/writer.js';
import { faultCode } from '../../support/decode.js';
import { hex, toHex } from '../../support/vectors.js';

const bytes = (max = 300): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength: max });

describe('the basic data types', () => {
  it.each([
    ['BYTE', 'ab', (from: WireReader) => from.byte(), 0xab],
    ['SHORT, big-endian', '0102', (from: WireReader) => from.short(), 0x0102],
    ['INT, big-endian', '01020304', (from: WireReader) => from.int(), 0x01020304],
    ['INT without a sign', 'ffffffff', (from: WireReader) => from.int(), 0xffffffff],
  ])('reads %s', (_, digits, read, value) => {
    expect(read(new WireReader(hex(digits)))).toBe(value);
  });

  it('reads DATA: INT length, then that many bytes', () => {
    const from = new WireReader(hex('00000003aabbccdd'));
    expect(toHex(from.data())).toBe('aabbcc');
    expect(from.remaining).toBe(1);
    expect(from.position).toBe(7);
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 0xffff }),
        fc.integer({ min: 0, max: 0xffffffff }),
        bytes(),
        bytes(),
        (byte, short, int, data, fixed) => {
          const out = new WireWriter(7 + dataLength(data) + fixed.length);
          out.byte(byte).short(short).int(int).data(data).fixed(fixed);
          expect(out.position).toBe(out.bytes.length);
          const from = new WireReader(out.bytes);
          expect([from.byte(), from.short(), from.int()]).toEqual([byte, short, int]);
          expect(toHex(from.data())).toBe(toHex(data));
          expect(toHex(from.fixed(fixed.length))).toBe(toHex(fixed));
          expect(() => {
            from.end();
          }).not.toThrow();
        },
      ),
    );
  });

  it('gives back what was read since a position', () => {
    const from = new WireReader(hex('0102030405'));
    from.byte();
    const start = from.position;
    from.short();
    expect(toHex(from.since(start))).toBe('0203');
  });

  it.each([
    ['an empty message', '', (from: WireReader) => from.byte()],
    ['half a SHORT', '01', (from: WireReader) => from.short()],
    ['three quarters of an INT', '010203', (from: WireReader) => from.int()],
    ['DATA longer than what is left', '00000004aabbcc', (from: WireReader) => from.data()],
    ['DATA of 2^31 bytes (A19)', '80000000aa', (from: WireReader) => from.data()],
    ['DATA of 2^32 - 1 bytes', 'ffffffffaa', (from: WireReader) => from.data()],
    ['an MPI that is cut off', '0000000201', (from: WireReader) => from.mpi(192)],
  ])('refuses %s', (_, digits, read) => {
    expect(faultCode(() => read(new WireReader(hex(digits))))).toBe('malformed');
  });

  it('refuses trailing bytes where the end is due', () => {
    const from = new WireReader(hex('00'));
    expect(
      faultCode(() => {
        from.end();
      }),
    ).toBe('malformed');
  });
});

describe('MPI', () => {
  it.each([
    ['0 as no bytes', '00000000', ''],
    ['1', '0000000101', '01'],
    ['a value with the top bit set', '0000000180', '80'],
    ['leading zeros, which are dropped', '00000003000001', '01'],
    ['nothing but zeros', '000000020000', ''],
  ])('reads %s', (_, digits, value) => {
    expect(toHex(new WireReader(hex(digits)).mpi(192))).toBe(value);
  });

  it('refuses by the length field alone what is longer than the group (A4)', () => {
    const claim = (length: string): string => faultCode(() => new WireReader(hex(length)).mpi(192));
    expect(claim('01000001')).toBe('too-large');
    expect(claim('000000c1')).toBe('too-large');
    expect(claim('ffffffff')).toBe('too-large');
  });

  it('takes exactly the longest value', () => {
    const value = new Uint8Array(192).fill(7);
    const out = new WireWriter(196).data(value);
    expect(toHex(new WireReader(out.bytes).mpi(192))).toBe(toHex(value));
  });

  it('is refused with leading zeros inside a public key', () => {
    const strict = (digits: string): (() => unknown) => {
      return () => new WireReader(hex(digits)).strictMpi(384);
    };
    expect(faultCode(strict('000000020001'))).toBe('malformed');
    expect(faultCode(strict('0000000100'))).toBe('malformed');
    expect(faultCode(strict('00000181'))).toBe('too-large');
    expect(toHex(strict('0000000101')() as Uint8Array)).toBe('01');
  });

  it('is compared as a number', () => {
    const integer = (value: Uint8Array): bigint =>
      value.length === 0 ? 0n : BigInt(`0x${toHex(value)}`);
    fc.assert(
      fc.property(bytes(4), bytes(4), (a, b) => {
        const difference = integer(a) - integer(b);
        const expected = difference > 0n ? 1 : difference < 0n ? -1 : 0;
        expect(Math.sign(compareMpi(minimal(a), minimal(b)))).toBe(expected);
      }),
    );
  });
});
