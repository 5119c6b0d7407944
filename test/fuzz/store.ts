// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KnownFingerprints } from '../../src/store/fingerprints.js';
import { InstanceTags } from '../../src/store/instance-tags.js';
import { KeyRecords } from '../../src/store/key-records.js';
import { parseMaxMessageSizes } from '../../src/store/max-message-size.js';
import { PrivateKeys } from '../../src/store/private-keys.js';
import { toLatin1 } from '../../src/store/text.js';
import { IDENTITIES } from '../support/vectors.js';
import { bytesOf, type Grammar, makeParts, type Parts, sizeOf } from './parts.js';
import { must, type Target } from './target.js';

const ACCOUNT = { account: 'alice', protocol: 'prpl-jabber' };
const CONTACT = { ...ACCOUNT, username: 'bob' };
const FINGERPRINT = '0123456789abcdef0123456789abcdef01234567';

/** A file's reader. The value, when there is one, writes the bytes that it was read from. */
interface Format {
  readonly name: string;
  readonly grammar: Grammar;
  readonly read: (bytes: Uint8Array) => { toBytes(): Uint8Array } | { readonly kind: 'problem' };
  /** Whether what it writes is byte for byte what it read. */
  readonly isExact: boolean;
  /** Everything else that can be done with it. */
  readonly use: (bytes: Uint8Array) => void;
}

function target({ name, grammar, read, isExact, use }: Format): Target<Parts> {
  return {
    name,
    make: (dice) => makeParts(dice, grammar),
    size: sizeOf,
    run: (parts) => {
      const bytes = bytesOf(parts);
      const value = read(bytes);
      if ('kind' in value) return;
      const written = value.toBytes();
      if (isExact) must(Buffer.compare(written, bytes) === 0, 'was not written as it was read');
      must(!('kind' in read(written)), 'cannot read what it wrote');
      use(bytes);
    },
  };
}

const KEY_FILE = toLatin1(
  readFileSync(join(__dirname, '..', 'support', 'store', 'libotr.private_key')),
);
const ONE_KEY = KEY_FILE.slice(0, KEY_FILE.indexOf('\n (account', 20));
const numbers = KEY_FILE.match(/#[0-9A-F]+#/g) ?? [];

const keys = target({
  name: 'store-keys',
  grammar: {
    // prettier-ignore
    words: ['(', ')', '(privkeys', '(account', '(name ', '(protocol ', '(private-key', '(dsa', '(p ', '(q ', '(g ', '(y ', '(x ', 'alice', 'prpl-jabber',
      ' ', '\n', '\t', '"', '\\', '\\x41', '\\101', '\\\n', '#', '#00#', '|', 'YQ==', '3:abc', '9:', '999999999:', '1234567890123', '\0', '\xff', '[', ']', '{', '}',
      ...numbers.slice(0, 5), ONE_KEY.slice(9)],
    samples: [`${ONE_KEY}\n)\n`, `${ONE_KEY}\n)\n`, KEY_FILE],
  },
  read: (bytes) => PrivateKeys.parse(bytes),
  isExact: true,
  use: (bytes) => {
    const file = PrivateKeys.parse(bytes);
    if (!(file instanceof PrivateKeys)) return;
    file.find(ACCOUNT);
    file.findOtherResource(ACCOUNT);
    const changed = file.with(ACCOUNT, IDENTITIES.alice);
    must(changed instanceof PrivateKeys, 'our own key cannot be filed');
    const again = PrivateKeys.parse(changed.toBytes());
    must(again instanceof PrivateKeys, 'what was filed cannot be read');
    const found = again.find(ACCOUNT);
    must(found?.kind === 'key' && found.key.x === IDENTITIES.alice.x, 'our key is not found');
    file.without(ACCOUNT).toBytes();
  },
});

const fingerprints = target({
  name: 'store-fingerprints',
  grammar: {
    // prettier-ignore
    words: ['\t', '\n', '\r', '\r\n', 'bob', 'alice', 'prpl-jabber', FINGERPRINT, FINGERPRINT.toUpperCase(), 'verified', 'smp', '', '#', '\0', '\xff', 'z\xc3\xab', ' ', 'x'],
    samples: [
      `bob\talice\tprpl-jabber\t${FINGERPRINT}\tverified\n`,
      `bob\talice\tprpl-jabber\t${FINGERPRINT}\ncarol\talice\tprpl-jabber\t${FINGERPRINT}\tsmp\n`,
    ],
  },
  read: (bytes) => KnownFingerprints.parse(bytes),
  isExact: true,
  use: (bytes) => {
    const known = KnownFingerprints.parse(bytes);
    if (!(known instanceof KnownFingerprints)) return;
    must(known.problems.length <= 100, 'complaints without end');
    known.all();
    known.of(CONTACT);
    const before = known.trustOf(CONTACT, FINGERPRINT);
    must(known.set({ ...CONTACT, fingerprint: FINGERPRINT, trust: 'smp' }) === null, 'not filed');
    const again = KnownFingerprints.parse(known.toBytes());
    must(again instanceof KnownFingerprints, 'what was filed cannot be read');
    must(
      again.trustOf(CONTACT, FINGERPRINT) === 'smp',
      `trust is not found, was ${String(before)}`,
    );
    known.remove(CONTACT, FINGERPRINT);
    const without = KnownFingerprints.parse(known.toBytes());
    must(without instanceof KnownFingerprints, 'what was written cannot be read');
    must(without.trustOf(CONTACT, FINGERPRINT) === null, 'a forgotten key is back');
  },
});

const tags = target({
  name: 'store-tags',
  grammar: {
    // prettier-ignore
    words: ['\t', '\n', '\r', 'alice', 'prpl-jabber', '00000100', '000000ff', 'ffffffff', 'FFFFFFFF', '0x100', '#', '\0', '\xff', ' '],
    samples: ['# WARNING!\nalice\tprpl-jabber\t12345678\n', 'alice\tprpl-jabber\tabcdef01\r\n'],
  },
  read: (bytes) => InstanceTags.parse(bytes),
  isExact: true,
  use: (bytes) => {
    const file = InstanceTags.parse(bytes);
    if (!(file instanceof InstanceTags)) return;
    must(file.problems.length <= 100, 'complaints without end');
    const changed = file.with(ACCOUNT, 0x1234);
    must(changed instanceof InstanceTags, 'not filed');
    const again = InstanceTags.parse(changed.toBytes());
    must(again instanceof InstanceTags && again.find(ACCOUNT) === 0x1234, 'the tag is not found');
  },
});

const records = target({
  name: 'store-records',
  grammar: {
    // prettier-ignore
    words: ['{', '}', '[', ']', ',', ':', '"', '\\', '"format":', '"otr-ts known keys"', '"version":', '1', '2', '1e999', '-0', '"keys":', 'null', 'true', '"__proto__":', '"toString":',
      '"protocol":"prpl-jabber"', '"account":"alice"', '"contact":"bob"', `"fingerprint":"${FINGERPRINT}"`, '"firstSeen":', '"2026-08-03"', '"verified":', '"how":', '\\ud800', '\xff', '\ufeff', ' ', '\n'],
    samples: [
      `{"format":"otr-ts known keys","version":1,"keys":[{"protocol":"prpl-jabber","account":"alice","contact":"bob","fingerprint":"${FINGERPRINT}","firstSeen":"2026-08-03","failures":2}]}`,
      '{"format":"otr-ts known keys","version":{},"keys":[]}',
    ],
  },
  read: (bytes) => KeyRecords.parse(bytes),
  isExact: false,
  use: (bytes) => {
    const file = KeyRecords.parse(bytes);
    if (!(file instanceof KeyRecords)) return;
    file.find(CONTACT, FINGERPRINT);
    file.change(CONTACT, FINGERPRINT, { lastSeen: '2026-11-25' });
    const again = KeyRecords.parse(file.toBytes());
    must(again instanceof KeyRecords, 'what was written cannot be read');
    must(again.find(CONTACT, FINGERPRINT).lastSeen === '2026-11-25', 'the record is not found');
    file.remove(CONTACT, FINGERPRINT);
  },
});

const sizes: Target<Parts> = {
  name: 'store-sizes',
  make: (dice) =>
    makeParts(dice, {
      words: [
        '\t',
        '\n',
        '\r',
        'prpl-irc',
        '417',
        '0',
        '99999999999',
        '-1',
        '4e2',
        '#',
        '\xff',
        ' ',
      ],
      samples: ['prpl-irc\t417\nprpl-jabber\t60000\n'],
    }),
  size: sizeOf,
  run: (parts) => {
    const result = parseMaxMessageSizes(bytesOf(parts));
    if ('kind' in result) return;
    for (const size of result.sizes.values())
      must(size === 0 || (size >= 52 && size <= 0x7fffffff), `a packet of ${size}`);
  },
};

export const STORE: readonly Target<Parts>[] = [keys, fingerprints, tags, records, sizes];
