// SPDX-License-Identifier: GPL-2.0-or-later
/** users.md §1 row 13: keys and trust of every program, as the programs themselves wrote them. */
import fc from 'fast-check';
import { fingerprintOf } from '../../../../src/crypto/fingerprint.js';
import { detectImport, type Import, isImportFile } from '../../../../src/store/import/detect.js';
import type { ImportFile } from '../../../../src/store/import/found.js';
import type { ProgramId } from '../../../../src/store/import/programs.js';
import { fileOf, filesOf, textFile } from '../../../support/import/files.js';

const JABBER = 'prpl-jabber';
const IRC = 'prpl-irc';
const WRITTEN = '00112233445566778899aabbccddeeff00112233';

function read(files: readonly ImportFile[], folder?: string): Import {
  const found = detectImport(files, folder);
  if (found === null) throw new Error('nothing was found');
  return found;
}

/** "protocol account fingerprint" of each key, and "… contact fingerprint trust" of each known one. */
function summary(found: Import): { keys: string[]; known: string[] } {
  return {
    keys: found.keys.map(({ account, key }) =>
      [account.protocol, account.name, fingerprintOf(key)].join(' '),
    ),
    known: found.fingerprints.map(({ account, contact, fingerprint, trust }) =>
      [account.protocol, account.name, contact, fingerprint, trust].join(' '),
    ),
  };
}

// The own fingerprints are libotr's and potr's words: see the fixtures' README.
const PROGRAMS: readonly (readonly [string, ProgramId, string[], string[]])[] = [
  [
    'irssi',
    'irssi',
    [`${IRC} loopnet fd27367998d1f5695f01ca50edf7392282bb647b`],
    [`${IRC} loopnet bob 83f108b1a5e0676c9c590ae4e3a4c81d6e69d956 manual`],
  ],
  [
    'hexchat',
    'hexchat',
    [`${IRC} Alice@LoopNet fce8ff4be47285ffe2cbff4fe5d8ace00c68ac9e`],
    [`${IRC} Alice@LoopNet bob 92217c430b3d567b2e82fbdc35bb98bfac06a38a `],
  ],
  [
    'profanity',
    'profanity',
    [`${JABBER} alice@localhost 940c0ea730ee599afbcdf510b69bd670bf880435`],
    [`${JABBER} alice@localhost bob@localhost 7c914b0d9a14ee6ee2b007680f6e3ae92c147dd6 trusted`],
  ],
  [
    'mcabber',
    'mcabber',
    [`${JABBER} alice@localhost b205d453f975c034b54a91a82417a5b365a5a4d9`],
    [`${JABBER} alice@localhost bob@localhost 952019d969b2917331c4d17072634746c4902022 smp`],
  ],
  [
    'bitlbee',
    'bitlbee',
    [`${JABBER} alice@localhost 4870dd689108711fe2c6f69491130914c651c3c6`],
    [`${JABBER} alice@localhost bob@localhost 38e3389f13f4804f265c9f44211f9295767475e0 affirmed`],
  ],
  [
    'poezio',
    'poezio',
    [`${JABBER} alice@localhost b43c82e09c25a72d63dbf87ebd9df9dbfe4397a5`],
    [`${JABBER} alice@localhost bob@localhost f1c6e1ed9ead77077f3d94ba1fc1ea3b59e5db37 verified`],
  ],
  [
    'weechat',
    'weechat',
    [`${IRC} alice@loopsrv 64977d88c11710670cce903d5bfcdebdb1205461`],
    [`${IRC} alice@loopsrv bob 95c22454ff4d29abe07e150fff0473bfd8386d35 verified`],
  ],
  [
    'psi',
    'psi',
    [`${JABBER} alice@localhost 9d5b44a22f4d5ac2e02405c26af646d31995adda`],
    [`${JABBER} alice@localhost bob@localhost ada7d116125e6484e5b2fc8f4311082cbe33251e smp`],
  ],
  ...['adium', 'adium-binary'].map((folder): readonly [string, ProgramId, string[], string[]] => [
    folder,
    'adium',
    [
      `${JABBER} alice@example.org 72aaf96f36de592a72fedef123c93cb9bc0c12bc`,
      'prpl-aim aliçe f5312acf4da70047144a491db7b4ae698f4a13bd',
    ],
    [
      `${JABBER} alice@example.org bob@example.org ${WRITTEN} verified`,
      'prpl-aim aliçe bob ffeeddccbbaa99887766554433221100ffeeddcc ',
    ],
  ]),
  [
    'kopete',
    'kopete',
    [`${JABBER} alice@example.org fbe24b0fd4bcecabd155ddab6a3ce45a6a14af41`],
    [`${JABBER} alice@example.org bob@example.org ${WRITTEN} verified`],
  ],
  [
    'miranda',
    'miranda',
    [`${JABBER} JABBER_1 1a73a18a362578db87926e5a72a93cc3b7bc2ce5`],
    [`${JABBER} JABBER_1 bob@example.org ${WRITTEN} verified`],
  ],
  [
    'gajim',
    'gajim',
    [`${JABBER} alice@example.org bbe9099f45d6652f3ae3247d0b4ef9d74beac530`],
    [`${JABBER} alice@example.org bob@example.org ${WRITTEN} verified`],
  ],
  [
    'coyim',
    'coyim',
    [`${JABBER} alice@example.org 29f5cab75641c17460e7b5a1c67b155d41192604`],
    [
      `${JABBER} alice@example.org bob@example.org ${WRITTEN} verified`,
      `${JABBER} alice@example.org bob@example.org ffeeddccbbaa99887766554433221100ffeeddcc `,
    ],
  ],
  ['otr-js', 'otr-js', [' my.key.txt 4ff5914889e831d7f49066d16fa2e624daf0973c'], []],
];

test.each(PROGRAMS)(
  '%s: whose the keys are, who is known, whom it trusts',
  (folder, program, keys, known) => {
    const found = read(filesOf(folder), `/home/alice/${folder}`);
    expect(found.problems).toEqual([]);
    expect(found.program).toBe(program);
    expect(summary(found)).toEqual({ keys, known });
  },
);

test('of a folder only the files that hold keys, trust or names of accounts are wanted', () => {
  const wanted = PROGRAMS.flatMap(([folder]) => filesOf(folder))
    .map(({ name }) => name)
    .filter((name) => name !== 'my.key.txt');
  expect(wanted.filter((name) => !isImportFile(name))).toEqual([]);
  const others = [
    'accounts.json.backup',
    'otr.instance_tags',
    'otr.key.bak',
    'server.key',
    'config',
  ];
  expect(others.filter(isImportFile)).toEqual([]);
});

test('pidgin-otr’s own files, and a key or a list that somebody exported under any name', () => {
  const { bytes: keys } = fileOf('kopete', 'privkeys');
  const { bytes: list } = fileOf('kopete', 'fingerprints');
  const folder = [
    { name: '.purple/otr.private_key', bytes: keys },
    { name: '.purple/otr.fingerprints', bytes: list },
    textFile('.purple/accounts.xml', '<account version="1.0"></account>'),
  ];
  expect(read(folder)).toMatchObject({ program: 'pidgin', problems: [] });
  expect(summary(read([{ name: 'my old key', bytes: keys }])).keys).toHaveLength(1);
  expect(summary(read([{ name: 'friends', bytes: list }])).known).toHaveLength(1);
  expect(read([{ ...fileOf('poezio', 'alice@localhost.key3'), name: 'x' }])).toMatchObject({
    keys: [{ account: { protocol: null, name: 'x' } }],
  });
  expect(read([{ ...fileOf('coyim', 'accounts.json'), name: 'x' }]).keys).toHaveLength(1);
});

test('a key of otr.js may stand between quotes', () => {
  const { bytes } = fileOf('otr-js', 'my.key.txt');
  const quoted = textFile('key.json', `"${Buffer.from(bytes).toString()}"\n`);
  expect(read([quoted]).keys).toHaveLength(1);
});

test('accounts stay nameless where a program’s list of accounts is missing', () => {
  const withoutList = (folder: string): Import =>
    read(filesOf(folder).filter(({ name }) => !/accounts\./i.test(name)));
  expect(withoutList('adium')).toMatchObject({
    program: 'adium',
    keys: [{ account: { protocol: JABBER, name: '1' } }, { account: { name: '7' } }],
  });
  expect(withoutList('psi')).toMatchObject({
    program: 'psi',
    keys: [{ account: { name: '{0d6b55cc-1111-4a5b-9c2b-1b2f3a4c5d6e}' } }],
  });
});

test('nothing of ours is nothing', () => {
  expect(detectImport([])).toBeNull();
  expect(detectImport([textFile('a.txt', 'x'), textFile('b.txt', 'y')])).toBeNull();
});

describe('a file that is damaged gives nothing, and its line is named', () => {
  const damaged = (folder: string, name: string, change: (text: string) => string): Import => {
    const changed = filesOf(folder).map((file) =>
      file.name === name
        ? { name, bytes: Buffer.from(change(Buffer.from(file.bytes).toString('latin1')), 'latin1') }
        : file,
    );
    return read(changed);
  };

  test.each([
    ['kopete', 'privkeys', (t: string) => t.replace('(dsa', 'dsa)'), 'syntax', 14],
    ['kopete', 'privkeys', (t: string) => t.replace(/\(x #../, '(x #'), 'bad-key', 6],
    ['kopete', 'fingerprints', (t: string) => `one\ntwo words\n${t}`, 'syntax', 1],
    ['gajim', 'example.org.key3', (t: string) => t.slice(0, -1), 'syntax', 1],
    ['gajim', 'example.org.key3', (t: string) => `${t}x`, 'syntax', 1],
    ['gajim', 'example.org.key3', (t: string) => `\x00\x01${t.slice(2)}`, 'wrong-kind', 1],
    ['gajim', 'example.org.key3', (t: string) => `${t.slice(0, -1)}\xff`, 'bad-key', 1],
    [
      'gajim',
      'example.org.key3',
      (t: string) => t.replace('\0\0\0\x80', '\xff\0\0\x80'),
      'syntax',
      1,
    ],
    ['coyim', 'accounts.json', (t: string) => t.replace('"Peers":', '"Peers"'), 'syntax', 8],
    ['coyim', 'accounts.json', (t: string) => t.replace('AAAAAA', 'AAAA!A'), 'syntax', 6],
    ['coyim', 'accounts.json', (t: string) => t.replace('AAAAAA', 'AAAABA'), 'syntax', 6],
    ['coyim', 'accounts.json', () => '{"Params": {}, "Data": "00"}', 'encrypted', 1],
    ['coyim', 'accounts.json', () => '{"Accounts": 1}', 'wrong-kind', 1],
    ['psi', 'default/accounts.xml', (t: string) => t.replace('</jid>', '</jdi>'), 'syntax', 22],
    ['psi', 'default/accounts.xml', () => '<other/>', 'wrong-kind', 1],
    ['psi', 'default/accounts.xml', () => '<a>'.repeat(100), 'syntax', 1],
    ['psi', 'default/accounts.xml', () => '\xff', 'syntax', 1],
    ['adium', 'Accounts.plist', (t: string) => t.replace('</plist>', ''), 'syntax', 32],
    ['adium', 'Accounts.plist', (t: string) => t.replace('Accounts', 'Others'), 'wrong-kind', 1],
    ['adium-binary', 'Accounts.plist', (t: string) => t.slice(0, -1), 'syntax', 1],
    ['adium-binary', 'Accounts.plist', () => 'bplist00', 'syntax', 1],
    ['otr-js', 'my.key.txt', (t: string) => t.slice(4), 'syntax', 1],
    ['otr-js', 'my.key.txt', () => 'Dear Bob,', 'wrong-kind', 1],
  ] as const)('%s %s (%#)', (folder, name, change, code, line) => {
    const { problems } = damaged(folder, name, change);
    expect(problems).toMatchObject([{ file: name, problem: { code } }, ...problems.slice(1)]);
    expect(problems[0]?.problem.line).toBe(line);
  });

  test('the other files of the same set are read all the same', () => {
    const found = damaged('kopete', 'privkeys', () => '(');
    expect(found).toMatchObject({ keys: [], fingerprints: [{ contact: 'bob@example.org' }] });
  });

  test('a list that refers to itself ends', () => {
    // An array whose only item is itself, where the list of accounts should be.
    const plist = Buffer.concat([
      Buffer.from('bplist00'),
      Buffer.from([0xd1, 1, 2]),
      Buffer.from([0x58, ...Buffer.from('Accounts')]),
      Buffer.from([0xa1, 2]),
      Buffer.from([8, 11, 20]),
      Buffer.from([0, 0, 0, 0, 0, 0, 1, 1]),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 22]),
    ]);
    const files = [...filesOf('adium').filter(({ name }) => name !== 'Accounts.plist')];
    const found = read([...files, { name: 'Accounts.plist', bytes: plist }]);
    expect(found.problems).toEqual([]);
    expect(found.keys[0]?.account.name).toBe('1');
  });
});

test('whatever is in the files, nothing throws', () => {
  const all = PROGRAMS.flatMap(([folder]) => filesOf(folder));
  const change = fc.record({
    file: fc.constantFrom(...all),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 8 }),
    cut: fc.nat(8),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const files = changes.map(({ file, at, bytes, cut }) => {
        const before = Buffer.from(file.bytes);
        const start = Math.floor(at * before.length);
        return {
          name: file.name,
          bytes: Buffer.concat([before.subarray(0, start), bytes, before.subarray(start + cut)]),
        };
      });
      const found = detectImport(files);
      for (const { problem } of found?.problems ?? []) expect(problem.kind).toBe('problem');
    }),
    { numRuns: 400 },
  );
});
