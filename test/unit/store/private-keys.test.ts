// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';
import { fromLatin1, toLatin1 } from '../../../src/store/text.js';
import { aKey, fixture, must, problemOf } from '../../support/store/read-fixture.js';

const PROTOCOL = 'prpl-jabber';
/** Made by Debian's libotr 4.1.1-5: otrl_privkey_generate for each of these accounts. */
const FILE = fixture('libotr.private_key');
const TEXT = toLatin1(FILE);
const ALICE = { account: 'alice', protocol: PROTOCOL };

function parse(text: string): PrivateKeys {
  return must(PrivateKeys.parse(fromLatin1(text)));
}

/** The text of one account's entry with something in it replaced. */
function entry(find: string | RegExp, replacement: string): string {
  const text = toLatin1(must(PrivateKeys.none.with(ALICE, aKey())).toBytes());
  return text.replace(find, replacement);
}

test("reads libotr's file: names, order, fingerprints", () => {
  const keys = must(PrivateKeys.parse(FILE));
  const found = keys.entries.map((one) =>
    one.kind === 'key' ? [one.account, one.protocol, fingerprintOf(one.key).slice(0, 8)] : [],
  );
  // As otrl_privkey_fingerprint_raw gives them.
  expect(found).toEqual([
    ['12345', PROTOCOL, 'fe1f10a1'],
    ['new\nline', PROTOCOL, '4f1eb500'],
    ['q"uo\'te\\', PROTOCOL, '23659cdb'],
    ['alice', PROTOCOL, '52ff0752'],
    ['', PROTOCOL, '2daeb3aa'],
    ['ta\tb', PROTOCOL, 'c2d21233'],
    ['zoë@x/Résidence', PROTOCOL, '684c3932'],
    ['a(b)', PROTOCOL, '3929e6ab'],
  ]);
});

test('writes it again byte for byte', () => {
  expect(must(PrivateKeys.parse(FILE)).toBytes()).toEqual(Uint8Array.from(FILE));
});

test("writes every entry as libotr did: the file made anew is libotr's", () => {
  let made = PrivateKeys.none;
  for (const one of must(PrivateKeys.parse(FILE)).entries)
    if (one.kind === 'key') made = must(made.with(one, one.key));
  expect(toLatin1(made.toBytes())).toBe(TEXT);
});

test('keeps what others wrote in their way', () => {
  const odd = '( privkeys\n' + `(account (protocol "x")(name|YQ==|) 3:new)`;
  const keys = parse(`${odd} \n )\r\n\n`);
  expect(keys.entries).toHaveLength(1);
  expect(toLatin1(keys.toBytes())).toBe(`${odd} \n )\r\n\n`);
  const added = toLatin1(must(keys.with(ALICE, aKey())).toBytes());
  expect(added.startsWith(`${odd}\n (account\n(name alice)\n`)).toBe(true);
  expect(added.endsWith('\n ) \n )\r\n\n')).toBe(true);
});

test('replaces a key in its place and leaves all others alone', () => {
  const keys = must(PrivateKeys.parse(FILE));
  const changed = must(keys.with(ALICE, aKey()));
  const lines = toLatin1(changed.toBytes()).split('\n');
  const different = TEXT.split('\n').filter((line, i) => line !== lines[i]);
  expect(different.map((line) => line.slice(0, 4))).toEqual([
    '  (p',
    '  (q',
    '  (g',
    '  (y',
    '  (x',
  ]);
  expect(keys.toBytes()).toEqual(Uint8Array.from(FILE));
});

test('takes a key away', () => {
  const keys = must(PrivateKeys.parse(FILE)).without(ALICE);
  expect(keys.find(ALICE)).toBeNull();
  expect(must(PrivateKeys.parse(keys.toBytes())).entries).toHaveLength(7);
});

test('of several entries for one account the last counts, as with libotr', () => {
  const [one, other] = must(PrivateKeys.parse(FILE)).entries.flatMap((e) =>
    e.kind === 'key' ? [e.key] : [],
  );
  const first = toLatin1(must(PrivateKeys.none.with(ALICE, one!)).toBytes());
  const second = toLatin1(must(PrivateKeys.none.with(ALICE, other!)).toBytes());
  const keys = parse(first.replace(/\n\)\n$/, second.slice('(privkeys'.length)));
  expect(keys.entries).toHaveLength(2);
  expect(keys.find(ALICE)).toMatchObject({ kind: 'key', key: other });
  expect(keys.without(ALICE).entries).toHaveLength(0);
});

test('finds the key of an XMPP account under its former resource', () => {
  const keys = must(PrivateKeys.parse(FILE));
  const zoe = { account: 'zoë@x/Bureau', protocol: PROTOCOL };
  expect(keys.find(zoe)).toBeNull();
  expect(keys.findOtherResource(zoe)?.account).toBe('zoë@x/Résidence');
  expect(keys.findOtherResource({ ...zoe, account: 'zoë@x' })?.account).toBe('zoë@x/Résidence');
  expect(keys.findOtherResource({ ...zoe, account: 'zoë@y/Bureau' })).toBeNull();
  expect(keys.findOtherResource({ ...zoe, protocol: 'prpl-irc' })).toBeNull();
  expect(keys.findOtherResource(ALICE)).toBeNull();
});

test('keeps names apart that look alike in broken UTF-8, and refuses names libotr would cut', () => {
  const keys = parse(entry('alice', '#FF#').replace('\n)\n', `\n (account (name a#00#b))\n)\n`));
  const refused = { kind: 'refused', account: null, problem: { code: 'bad-name' } };
  expect(keys.entries[0]).toMatchObject({ ...refused, protocol: PROTOCOL });
  expect(parse(entry('alice', '"a\\x00b"')).entries[0]).toMatchObject(refused);
  expect(problemOf(keys.with({ account: 'a\0b', protocol: 'x' }, aKey())).code).toBe('bad-name');
  expect(keys.find({ account: '\ufffd', protocol: PROTOCOL })).toBeNull();
});

const Q256 = `00${'f'.repeat(64)}`;

test.each([
  // A27: "key file with 256-bit q": libotr writes before its buffer when it signs.
  ['a q of 256 bits', /\(q #.*#\)/, `(q #${Q256}#)`, 'bad-key', 6],
  ['a p of 4096 bits', /\(p #00/, `(p #00${'ff'.repeat(384)}`, 'bad-key', 6],
  ['a p of 16 bits', /\(p #.*#\)/, '(p #00FFFF#)', 'bad-key', 6],
  ['a p of zero', /\(p #.*#\)/, '(p ##)', 'bad-key', 6],
  ['another q', /\(q #00../, '(q #0088', 'bad-key', 6],
  ['a g of one', /\(g #.*#\)/, '(g #01#)', 'bad-key', 6],
  ['a y of one', /\(y #.*#\)/, '(y #01#)', 'bad-key', 6],
  ['an x of zero', /\(x #.*#\)/, '(x #00#)', 'bad-key', 6],
  ['an x above q', /\(x #.*#\)/, `(x #00${'FF'.repeat(20)}#)`, 'bad-key', 6],
  ['an x that does not belong to y', /\(x #.*#\)/, '(x #12345678#)', 'bad-key', 6],
  ['no x', /\(x #.*#\)/, '', 'incomplete', 6],
  ['a list for x', /\(x #.*#\)/, '(x (y))', 'incomplete', 6],
  ['an RSA key', 'dsa', 'rsa', 'incomplete', 5],
  ['no key', '(private-key', '(public-key', 'incomplete', 2],
  ['no name', '(name alice)', '', 'bad-name', 2],
  ['no protocol', '(protocol prpl-jabber)', '(protocol)', 'bad-name', 2],
  ['something else', '(account', '(contact', 'wrong-kind', 2],
] as const)(
  'refuses an entry with %s, keeps it, and reads the others',
  (_, find, by, code, line) => {
    const broken = entry(find, by).replace(/\n\)\n$/, '');
    const text = broken + TEXT.slice('(privkeys'.length);
    const keys = parse(text);
    expect(keys.entries[0]).toMatchObject({ kind: 'refused', problem: { code, line } });
    expect(keys.entries.slice(1).every(({ kind }) => kind === 'key')).toBe(true);
    expect(toLatin1(keys.toBytes())).toBe(text);
  },
);

test('a refused entry is found, so that nobody makes a key in silence; a new key stands behind it', () => {
  const keys = parse(entry(/\(x #.*#\)/, '(x #12345678#)'));
  expect(keys.find(ALICE)).toMatchObject({ kind: 'refused', account: 'alice', protocol: PROTOCOL });
  const mended = must(keys.with(ALICE, aKey()));
  expect(mended.entries.map(({ kind }) => kind)).toEqual(['refused', 'key']);
  expect(mended.find(ALICE)).toMatchObject({ kind: 'key' });
  expect(must(mended.with(ALICE, aKey())).entries).toHaveLength(2);
  expect(mended.without(ALICE).entries.map(({ kind }) => kind)).toEqual(['refused']);
});

test.each([
  ['', 'syntax', 1],
  ['(privkeys\n(account\n', 'syntax', 2],
  ['(pubkeys)', 'wrong-kind', 1],
  ['()', 'wrong-kind', 1],
  ['((privkeys))', 'wrong-kind', 1],
  ['\n(privkeys))', 'syntax', 2],
])('a file of %j is refused as a whole', (text, code, line) => {
  expect(problemOf(PrivateKeys.parse(fromLatin1(text)))).toMatchObject({ code, line });
});

test('a truncated file is refused wherever it was cut', () => {
  for (let end = 0; end < 1_200; end += 7)
    expect(problemOf(PrivateKeys.parse(FILE.subarray(0, end))).code).toBe('syntax');
});

test('ten megabytes of accounts are read in bounded time', () => {
  const broken = '(account(name a)(protocol b)(private-key(dsa(p 1:a))))\n';
  const text = `(privkeys ${broken.repeat(15_000)})`;
  const start = performance.now();
  expect(parse(text).entries).toHaveLength(15_000);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test('answers any bytes with a value or a Problem', () => {
  const mutated = fc
    .tuple(fc.nat(TEXT.length - 1), fc.uint8Array({ maxLength: 4 }), fc.nat(40))
    .map(([at, bytes, gone]) => TEXT.slice(0, at) + toLatin1(bytes) + TEXT.slice(at + gone));
  fc.assert(
    fc.property(mutated, (text) => {
      const keys = PrivateKeys.parse(fromLatin1(text));
      if (keys instanceof PrivateKeys) expect(toLatin1(keys.toBytes())).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test('holds any name that libpurple can have', () => {
  const name = fc
    .string({ unit: 'binary' })
    .filter((text) => !text.includes('\0') && isWellFormed(text));
  fc.assert(
    fc.property(name, name, (account, protocol) => {
      const bytes = must(PrivateKeys.none.with({ account, protocol }, aKey())).toBytes();
      expect(must(PrivateKeys.parse(bytes)).entries).toMatchObject([
        { kind: 'key', account, protocol },
      ]);
    }),
    { numRuns: 50 },
  );
});

function isWellFormed(text: string): boolean {
  return Buffer.from(text).toString() === text;
}
