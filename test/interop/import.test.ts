// SPDX-License-Identifier: GPL-2.0-or-later
// Other programs' files into a folder of Pidgin's, by the command, and what Debian's libotr finds there.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FIXTURES = join(ROOT, 'test/support/import');
const top = mkdtempSync(join(tmpdir(), 'otr-import-'));
const libotrFiles = join(top, 'libotr-files');
let folder: string;

beforeAll(() => {
  const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'libotr']).toString().trim();
  const source = join(__dirname, 'store/libotr-files.c');
  execFileSync('cc', ['-o', libotrFiles, source, ...flags.split(/\s+/), '-lgcrypt']);
});
beforeEach(() => {
  folder = mkdtempSync(join(top, 'purple-'));
  writeFileSync(
    join(folder, 'accounts.xml'),
    `<?xml version='1.0' encoding='UTF-8' ?>
<account version='1.0'>
	<account><protocol>prpl-jabber</protocol><name>alice@localhost/Home</name></account>
	<account><protocol>prpl-irc</protocol><name>alice@irc.loopnet.org</name></account>
</account>
`,
  );
});
afterAll(() => {
  rmSync(top, { recursive: true });
});

function run(
  args: readonly string[],
  home = top,
): { status: number | null; out: string; err: string } {
  const env = { PATH: process.env['PATH'], HOME: home };
  const command = [join(ROOT, 'scripts/otr-import'), '--user-dir', folder, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

/** What libotr reads, each field decoded. */
function libotr(what: 'keys' | 'fingerprints', file: string): readonly string[] {
  const out = execFileSync(libotrFiles, [what, join(folder, file)])
    .toString()
    .trimEnd();
  return out.split('\n').map((line) =>
    line
      .trimEnd()
      .split(' ')
      .map((field, i) => {
        const isHash = i === (what === 'keys' ? 2 : 3);
        return isHash ? field.slice(1) : Buffer.from(field.slice(1), 'hex').toString();
      })
      .join(' '),
  );
}

const OWN = 'alice@localhost/Home prpl-jabber';
const BOB = `bob@localhost ${OWN}`;

test.each([
  [
    'profanity',
    `${OWN} 940c0ea730ee599afbcdf510b69bd670bf880435`,
    `${BOB} 7c914b0d9a14ee6ee2b007680f6e3ae92c147dd6 trusted`,
  ],
  [
    'psi',
    `${OWN} 9d5b44a22f4d5ac2e02405c26af646d31995adda`,
    `${BOB} ada7d116125e6484e5b2fc8f4311082cbe33251e smp`,
  ],
  [
    'poezio',
    `${OWN} b43c82e09c25a72d63dbf87ebd9df9dbfe4397a5`,
    `${BOB} f1c6e1ed9ead77077f3d94ba1fc1ea3b59e5db37 verified`,
  ],
  [
    'irssi',
    'alice@irc.loopnet.org prpl-irc fd27367998d1f5695f01ca50edf7392282bb647b',
    'bob alice@irc.loopnet.org prpl-irc 83f108b1a5e0676c9c590ae4e3a4c81d6e69d956 manual',
  ],
])('%s: libotr has the key and the trust afterwards', (program, key, fingerprint) => {
  const before = readdirSync(folder);
  const shown = run([join(FIXTURES, program)]);
  expect(shown).toMatchObject({ status: 0, err: '' });
  expect(shown.out).toContain('Nothing has been changed.');
  expect(readdirSync(folder)).toEqual(before);
  expect(run(['--apply', join(FIXTURES, program)])).toMatchObject({ status: 0, err: '' });
  expect(libotr('keys', 'otr.private_key')).toEqual([key]);
  expect(libotr('fingerprints', 'otr.fingerprints')).toEqual([fingerprint]);
  for (const name of ['otr.private_key', 'otr.fingerprints'])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test('a key that differs stays without --replace; with it, it is kept where libotr can read it', () => {
  run(['--apply', join(FIXTURES, 'profanity')]);
  const [first] = libotr('keys', 'otr.private_key');
  const kept = run(['--apply', join(FIXTURES, 'poezio')]);
  expect(kept.out).toContain('DIFFERS');
  expect(libotr('keys', 'otr.private_key')).toEqual([first]);
  run(['--apply', '--replace', join(FIXTURES, 'poezio')]);
  expect(libotr('keys', 'otr.private_key')).toEqual([
    `${OWN} b43c82e09c25a72d63dbf87ebd9df9dbfe4397a5`,
  ]);
  expect(libotr('keys', 'otr-ts.former_keys')).toEqual([first]);
});

test('programs are looked for where they keep their files; --as says whose an account is', () => {
  const home = mkdtempSync(join(top, 'home-'));
  mkdirSync(join(home, '.local/share'), { recursive: true });
  cpSync(join(FIXTURES, 'weechat'), join(home, '.weechat/otr'), { recursive: true });
  cpSync(join(FIXTURES, 'mcabber'), join(home, '.mcabber/otr'), { recursive: true });
  const as = ['--as', 'alice@loopsrv=prpl-irc:alice@irc.loopnet.org'];
  const shown = run(as, home);
  expect(shown.out).toMatch(/^mcabber:$[\s\S]*^WeeChat:$/m);
  expect(run(['--apply', ...as], home)).toMatchObject({ status: 0, err: '' });
  expect([...libotr('keys', 'otr.private_key')].sort()).toEqual([
    'alice@irc.loopnet.org prpl-irc 64977d88c11710670cce903d5bfcdebdb1205461',
    `${OWN} b205d453f975c034b54a91a82417a5b365a5a4d9`,
  ]);
  expect(run([], mkdtempSync(join(top, 'empty-')))).toMatchObject({ status: 0, err: '' });
});

test('what cannot be read is named with its line, and nothing comes from it', () => {
  const broken = mkdtempSync(join(top, 'broken-'));
  writeFileSync(join(broken, 'otr.key'), '(privkeys\n (account\n');
  const result = run(['--apply', broken]);
  expect(result.status).toBe(1);
  expect(result.out).toContain('otr.key, line 2: list never closed; nothing is taken from there');
  expect(readdirSync(folder)).toEqual(['accounts.xml']);
  expect(run(['/nonexistent'])).toMatchObject({ status: 1, out: '' });
  expect(run(['--magic']).status).toBe(2);
  expect(run(['--as', 'x']).status).toBe(2);
});
