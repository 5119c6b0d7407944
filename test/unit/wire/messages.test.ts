// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "D-H Commit Message" to "Data Message".
import fc from 'fast-check';
import { type AkeMessage, encodeAke, type Tags } from '../../../src/wire/ake-messages.js';
import { armor } from '../../../src/wire/armor.js';
import { encodeData, sealWith } from '../../../src/wire/data-message.js';
import { OtrFault } from '../../../src/wire/fault.js';
import { minimal } from '../../../src/wire/mpi.js';
import { decodeBytes, decodeText, faultCode, faultOr } from '../../support/decode.js';
import { hex, type RecordedStep, recording, toHex } from '../../support/vectors.js';

type Version = 2 | 3;

const exactly = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });
const data = fc.uint8Array({ maxLength: 600 });
const mpi = fc.uint8Array({ maxLength: 192 }).map((value) => Uint8Array.from(minimal(value)));
const tag = fc.integer({ min: 0x100, max: 0xffffffff });
const tags = fc.tuple(tag, fc.oneof(fc.constant(0), tag));
const version = fc.constantFrom<Version>(2, 3);
const int = fc.integer({ min: 0, max: 0xffffffff });

const ake: fc.Arbitrary<AkeMessage> = fc.oneof(
  fc.record({
    type: fc.constant('dh-commit' as const),
    encryptedGx: data,
    hashedGx: exactly(32),
  }),
  fc.record({ type: fc.constant('dh-key' as const), gy: mpi }),
  fc.record({
    type: fc.constant('reveal-sig' as const),
    r: exactly(16),
    encryptedSignature: data,
    mac: exactly(20),
  }),
  fc.record({
    type: fc.constant('signature' as const),
    encryptedSignature: data,
    mac: exactly(20),
  }),
);

const dataFields = fc.record({
  flags: fc.integer({ min: 0, max: 255 }),
  senderKeyId: int,
  recipientKeyId: int,
  nextDh: mpi,
  ctr: exactly(8),
  encrypted: data,
});
const oldMacKeys = fc
  .array(exactly(20), { maxLength: 4 })
  .map((keys) => Uint8Array.from(Buffer.concat(keys)));

/** The same values as hexadecimal digits, so that all kinds of byte arrays compare. */
function readable(message: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? toHex(value) : (value as unknown),
    ]),
  );
}

function encodeWhole(
  of: Version,
  to: Tags,
  fields: Parameters<typeof encodeData>[2],
  rest: { mac: Uint8Array; old: Uint8Array },
): Uint8Array {
  return sealWith(encodeData(of, to, fields, rest.old), rest.mac, rest.old);
}

describe('round trips', () => {
  it('brings every key-exchange message back', () => {
    fc.assert(
      fc.property(version, tags, ake, (v, to, message) => {
        const decoded = decodeBytes(encodeAke(v, to, message));
        const [senderTag, receiverTag] = v === 3 ? to : [0, 0];
        expect(decoded?.header).toMatchObject({ version: v, senderTag, receiverTag });
        expect(readable(decoded?.ake ?? {})).toEqual(readable(message));
      }),
    );
  });

  it('brings every data message back, with exactly what the MAC covers', () => {
    fc.assert(
      fc.property(version, tags, dataFields, exactly(20), oldMacKeys, (v, to, fields, mac, old) => {
        const whole = encodeWhole(v, to, fields, { mac, old });
        const decoded = decodeBytes(whole)?.data;
        const covered = whole.subarray(0, whole.length - 20 - 4 - old.length);
        expect(readable(decoded ?? {})).toEqual(
          readable({ ...fields, mac, oldMacKeys: old, authenticated: covered }),
        );
      }),
    );
  });
});

describe.each([2, 3] as const)('messages that libotr wrote in version %i', (v) => {
  const { steps } = recording(v);
  const encoded = steps.filter(({ wire }) => wire.startsWith('?OTR:'));
  const hexadecimal = (value: unknown): string =>
    value instanceof Uint8Array ? toHex(value) : String(value);

  it('has a conversation with all five kinds', () => {
    const kinds = new Set(encoded.map(({ parsed }) => parsed?.['kind']));
    expect([...kinds].sort()).toEqual([
      'D-H Commit Message',
      'D-H Key Message',
      'Data Message',
      'Reveal Signature Message',
      'Signature Message',
    ]);
  });

  it.each(encoded.map((step, i) => [i, step.parsed?.['kind'] ?? '', step] as const))(
    'reads message %i, %s, as otr_parse does',
    (_, kind, step) => {
      const decoded = decodeText(step.wire);
      const message = decoded?.ake ?? decoded?.data;
      const all = { ...decoded?.header, ...message } as Record<string, unknown>;
      const names = FIELDS[kind]!;
      for (const [ours, theirs] of [...names, ...(v === 3 ? TAGS : [])])
        expect([ours, hexadecimal(all[ours])]).toEqual([ours, step.parsed?.[theirs]]);
      expect(decoded?.header.version).toBe(v);
    },
  );

  it.each(encoded.map((step, i) => [i, step] as const))(
    'writes message %i byte for byte',
    (_, step) => {
      expect(rewritten(step)).toBe(step.wire);
    },
  );

  it('reads the revealed MAC keys', () => {
    for (const { wire, parsed } of encoded) {
      const old = decodeText(wire)?.data?.oldMacKeys ?? new Uint8Array();
      expect(toHex(old)).toBe((parsed?.revealed_mac_keys ?? []).join(''));
    }
  });
});

const TAGS: readonly (readonly [string, string])[] = [
  ['senderTag', 'sender_instance'],
  ['receiverTag', 'receiver_instance'],
];

/** Our name of a field, and the one that otr_parse prints. */
const FIELDS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'D-H Commit Message': [
    ['encryptedGx', 'encrypted_key'],
    ['hashedGx', 'hashed_key'],
  ],
  'D-H Key Message': [['gy', 'd_h_key']],
  'Reveal Signature Message': [
    ['r', 'key'],
    ['encryptedSignature', 'encrypted_signature'],
    ['mac', 'mac'],
  ],
  'Signature Message': [
    ['encryptedSignature', 'encrypted_signature'],
    ['mac', 'mac'],
  ],
  'Data Message': [
    ['flags', 'flags'],
    ['senderKeyId', 'sender_keyid'],
    ['recipientKeyId', 'rcpt_keyid'],
    ['nextDh', 'dh_y'],
    ['ctr', 'counter'],
    ['encrypted', 'encrypted_message'],
    ['mac', 'mac'],
  ],
};

function rewritten({ wire }: RecordedStep): string {
  const { header, ake: message, data: content } = decodeText(wire)!;
  const to: Tags = [header.senderTag, header.receiverTag];
  if (message !== null) return armor(encodeAke(header.version, to, message));
  const { mac, oldMacKeys: old } = content!;
  return armor(encodeWhole(header.version, to, content!, { mac, old }));
}

describe('text sizes measured with a 1024/160 key (protocol.md 1.1)', () => {
  it.each([
    [2, 'dh-commit', 326],
    [3, 'dh-commit', 338],
    [2, 'dh-key', 274],
    [3, 'dh-key', 282],
    [2, 'reveal-sig', 690],
    [3, 'reveal-sig', 702],
    [2, 'signature', 666],
    [3, 'signature', 674],
  ] as const)('version %i %s: %i', (v, type, length) => {
    const step = recording(v).steps.find(({ wire }) => {
      const decoded = wire.startsWith('?OTR:') ? decodeText(wire) : null;
      return decoded?.ake?.type === type;
    })!;
    expect(step.wire).toHaveLength(length);
  });
});

describe('what is refused', () => {
  const commit = encodeAke(3, [0x100, 0], {
    type: 'dh-commit',
    encryptedGx: new Uint8Array(196),
    hashedGx: new Uint8Array(32),
  });
  const replaced = (at: number, digits: string): Uint8Array => {
    const changed = Uint8Array.from(commit);
    changed.set(hex(digits), at);
    return changed;
  };

  it('sender tags below 0x100 (A10)', () => {
    for (const sender of ['00000000', '00000001', '00000005', '00000064', '000000ff'])
      expect(faultCode(() => decodeBytes(replaced(3, sender)))).toBe('malformed');
    expect(decodeBytes(replaced(3, '00000100'))?.header.senderTag).toBe(0x100);
  });

  it('receiver tags from 1 to 0xff, not 0', () => {
    for (const receiver of ['00000001', '000000ff'])
      expect(faultCode(() => decodeBytes(replaced(7, receiver)))).toBe('malformed');
    expect(decodeBytes(replaced(7, '00000000'))?.header.receiverTag).toBe(0);
    expect(decodeBytes(replaced(7, 'ffffffff'))?.header.receiverTag).toBe(0xffffffff);
  });

  it('no other version than 2 and 3: null, not a fault', () => {
    for (const other of ['0000', '0001', '0004', '0103', 'ffff'])
      expect(decodeBytes(replaced(0, other))).toBeNull();
  });

  it('no other type: null', () => {
    expect(decodeBytes(replaced(2, '7f'))).toMatchObject({ ake: null, data: null });
  });

  it('trailing bytes after every kind', () => {
    fc.assert(
      fc.property(version, ake, exactly(1), (v, message, more) => {
        const whole = Buffer.concat([encodeAke(v, [0x100, 0x200], message), more]);
        expect(faultCode(() => decodeBytes(whole))).toBe('malformed');
      }),
    );
  });

  it.each([
    [15, 16],
    [17, 16],
    [0, 16],
  ])('an r of %i bytes', (length) => {
    const reveal = encodeAke(3, [0x100, 0x100], {
      type: 'reveal-sig',
      r: new Uint8Array(length),
      encryptedSignature: new Uint8Array(40),
      mac: new Uint8Array(20),
    });
    expect(faultCode(() => decodeBytes(reveal))).toBe('malformed');
  });

  it.each([0, 31, 33])('a hashed g^x of %i bytes', (length) => {
    const message = encodeAke(2, [0, 0], {
      type: 'dh-commit',
      encryptedGx: new Uint8Array(196),
      hashedGx: new Uint8Array(length),
    });
    expect(faultCode(() => decodeBytes(message))).toBe('malformed');
  });

  // g^x is an MPI of 192 bytes; a signature goes with a key of four MPIs (p, g, y up to 3072 bits, q 160).
  it.each([
    [
      'an encrypted g^x of 197 bytes',
      { type: 'dh-commit', encryptedGx: new Uint8Array(197), hashedGx: new Uint8Array(32) },
    ],
    [
      'an encrypted signature of 1235 bytes',
      { type: 'signature', encryptedSignature: new Uint8Array(1235), mac: new Uint8Array(20) },
    ],
  ] as const)('%s: longer than any can be', (_, message) => {
    expect(faultCode(() => decodeBytes(encodeAke(3, [0x100, 0x100], message)))).toBe('too-large');
  });

  it('revealed MAC keys whose length is no multiple of 20', () => {
    const fields = {
      flags: 0,
      senderKeyId: 1,
      recipientKeyId: 1,
      nextDh: Uint8Array.of(2),
      ctr: new Uint8Array(8),
      encrypted: new Uint8Array(3),
    };
    for (const length of [1, 19, 21]) {
      const rest = { mac: new Uint8Array(20), old: new Uint8Array(length) };
      const whole = encodeWhole(3, [0x100, 0x100], fields, rest);
      expect(faultCode(() => decodeBytes(whole))).toBe('malformed');
    }
  });

  it('an MPI of 16 MiB and 1 byte in a D-H Key Message, by its length field (A4)', () => {
    expect(faultCode(() => decodeBytes(hex('00020a01000001')))).toBe('too-large');
  });

  it('a message cut off at every byte (A7)', () => {
    const codes = new Set<string>();
    for (const { wire } of [...recording(2).steps, ...recording(3).steps]) {
      if (!wire.startsWith('?OTR:')) continue;
      const whole = Uint8Array.from(Buffer.from(wire.slice(5, -1), 'base64'));
      for (let length = 0; length < whole.length; length += 1)
        codes.add(faultCode(() => decodeBytes(whole.subarray(0, length))));
    }
    expect([...codes]).toEqual(['malformed']);
  });
});

describe('any bytes give a value or an OtrFault, nothing else', () => {
  const total = (bytes: Uint8Array): void => {
    const result = faultOr(() => decodeBytes(bytes));
    expect(result === null || result instanceof OtrFault || 'header' in result).toBe(true);
  };

  it('random ones', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), total), { numRuns: 1000 });
  });

  it('random ones behind a good header', () => {
    const types = fc.constantFrom(0x02, 0x03, 0x0a, 0x11, 0x12);
    fc.assert(
      fc.property(version, types, fc.uint8Array({ maxLength: 300 }), (v, type, body) => {
        const head = v === 3 ? [0, 3, type, 0, 0, 1, 0, 0, 0, 1, 0] : [0, 2, type];
        total(Uint8Array.from([...head, ...body]));
      }),
      { numRuns: 1000 },
    );
  });

  it('real messages with one byte, one INT or the length changed', () => {
    const real = [...recording(2).steps, ...recording(3).steps]
      .filter(({ wire }) => wire.startsWith('?OTR:'))
      .map(({ wire }) => Uint8Array.from(Buffer.from(wire.slice(5, -1), 'base64')));
    const ints = fc.constantFrom('00000000', '00000001', '7fffffff', '80000000', 'ffffffff');
    fc.assert(
      fc.property(fc.constantFrom(...real), fc.nat(), ints, fc.nat(3), (whole, at, value, how) => {
        const changed = Uint8Array.from(whole);
        const place = at % (whole.length - 4);
        if (how === 0) changed.set(hex(value), place);
        else if (how === 1) changed[place] = at & 0xff;
        else if (how === 2) changed.copyWithin(place, place + 1);
        total(how === 3 ? changed.subarray(0, place) : changed);
      }),
      { numRuns: 2000 },
    );
  });
});
