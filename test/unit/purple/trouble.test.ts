// SPDX-License-Identifier: GPL-2.0-or-later
/** safety.md §4: "full disk, read-only folder …: nothing lost, and the person is told." */
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processName } from '../../../src/purple/process-name.js';
import { PrivateKeys } from '../../../src/store/private-keys.js';
import { type Ended, Writer } from '../../support/files/program.js';
import { must } from '../../support/store/read-fixture.js';

// Programs are started, and the machine may be busy.
jest.setTimeout(120_000);

const isRoot = process.getuid?.() === 0;
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

let folder: string;
const at = (name: string): string => join(folder, name);
const writer = new Writer();
afterAll(() => {
  writer.remove();
});
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'otr-trouble-'));
});
afterEach(() => {
  fs.chmodSync(folder, 0o700);
  fs.rmSync(folder, { recursive: true });
});

/** What the person was told, without the folder's name; two files are written at once. */
function told({ out }: Ended): readonly string[] {
  const lines = out.match(/^told .*$/gm) ?? [];
  return lines.map((line) => line.slice('told '.length).replaceAll(`${folder}/`, '')).sort();
}

const HOLDS = ' The change holds until you quit.';

test('a folder that can only be read', async () => {
  fs.writeFileSync(at('otr.fingerprints'), 'x\ty\tprpl-irc\tbroken\n', { mode: 0o644 });
  fs.chmodSync(folder, 0o555);
  // Nothing is forbidden to root.
  const before = isRoot ? NOBODY : [];
  if (isRoot) fs.chownSync(at('otr.fingerprints'), 65534, 65534);
  fs.chmodSync(writer.folder, 0o755);
  const reason = 'could not be written: access was denied.';
  expect(told(await writer.run([folder, 'fingerprints', 0, 1], {}, before))).toEqual([
    `The file otr-ts.known_keys.json ${reason}${HOLDS}`,
    `The file otr.fingerprints ${reason}`,
  ]);
  expect(told(await writer.run([folder, 'tags', 0, 1], {}, before))).toEqual([
    `The file otr.instance_tags ${reason}${HOLDS}`,
  ]);
  expect(fs.readdirSync(folder)).toEqual(['otr.fingerprints']);
});

test('a folder that is gone', async () => {
  fs.rmdirSync(folder);
  const result = await writer.run([folder, 'keys', 0, 1]);
  fs.mkdirSync(folder);
  expect(told(result)).toEqual([
    `The file otr.private_key could not be written: it or its folder does not exist.${HOLDS}`,
  ]);
});

/** How to get a name space for mounts. In a chroot there is none for users, and "/" is no mount. */
function ownMounts(): readonly string[] {
  const usual = ['--map-root-user', '--mount'];
  const isThere = spawnSync('unshare', [...usual, 'true']).status === 0;
  return isThere ? usual : ['--mount', '--propagation', 'unchanged'];
}

test('a disk that is full: what was there stays, and nothing is left half', async () => {
  // A file system of sixteen pages, in a name space of its own.
  const script = `mount -t tmpfs -o size=64k,mode=700 tmpfs "$0" || exit 9
    shift; "$@"; echo "in the end: $(cd "$0" && ls -A | tr '\\n' ' ')"; cat "$0/otr.private_key"; umount "$0"`;
  const before = ['unshare', ...ownMounts(), 'sh', '-c', script, folder, '--'];
  const result = await writer.run([folder, 'keys', 0, 40], {}, before);
  const [, saved = ''] = /^going\n((?:saved \d+\n)+)told /.exec(result.out) ?? [];
  expect(saved).not.toBe('');
  expect(new Set(told(result))).toEqual(
    new Set([`The file otr.private_key could not be written: the disk is full.${HOLDS}`]),
  );
  expect(result.out).toMatch(/^in the end: otr.private_key otr.private_key.bak $/m);
  const [, content = ''] = /^in the end: .*\n([\s\S]*)$/m.exec(result.out) ?? [];
  const keys = must(PrivateKeys.parse(Buffer.from(content)));
  for (const number of saved.match(/\d+/g) ?? [])
    expect(keys.find({ account: `a${number}@x/Home`, protocol: 'prpl-jabber' })?.kind).toBe('key');
});

test('a file that is a link', async () => {
  fs.writeFileSync(at('target'), 'target');
  fs.symlinkSync(at('target'), at('otr.fingerprints'));
  expect(told(await writer.run([folder, 'fingerprints', 0, 1]))).toEqual([
    'The file otr.fingerprints cannot be used: it is a symbolic link. It has been left as it is.',
  ]);
  expect(fs.readFileSync(at('target'), 'utf8')).toBe('target');
});

// Only root can give a file away.
(isRoot ? test : test.skip)('a file of somebody else’s', async () => {
  fs.writeFileSync(at('otr.private_key'), '(privkeys)');
  fs.chownSync(at('otr.private_key'), 65534, 65534);
  expect(told(await writer.run([folder, 'keys', 0, 1]))).toEqual([
    'The file otr.private_key cannot be used: it belongs to another user. It has been left as it is.',
  ]);
  expect(fs.readFileSync(at('otr.private_key'), 'utf8')).toBe('(privkeys)');
});

test('a file that is damaged is left as it is', async () => {
  fs.writeFileSync(at('otr.private_key'), '(privkeys\n (account\n');
  expect(told(await writer.run([folder, 'keys', 0, 2]))).toEqual([
    'The file otr.private_key cannot be used: line 2 is damaged. It has been left as it is.',
    'The file otr.private_key cannot be used: line 2 is damaged. It has been left as it is.',
  ]);
  expect(fs.readdirSync(folder)).toEqual(['otr.private_key']);
});

test('a program that holds the lock and does not let go', async () => {
  const holder = spawn('sleep', ['60'], { stdio: 'ignore' });
  fs.writeFileSync(at('otr-ts.lock'), processName(holder.pid) ?? '');
  const result = await writer.run([folder, 'fingerprints', 0, 1]);
  holder.kill();
  expect(told(result)).toContain(
    'The file otr.fingerprints could not be written: another program is using it.',
  );
  expect(fs.readdirSync(folder)).toEqual(['otr-ts.lock']);
});

test('two programs on one folder lose nothing of each other’s', async () => {
  const [one, two] = await Promise.all([
    writer.run([folder, 'keys', 0, 12]),
    writer.run([folder, 'keys', 100, 12]),
  ]);
  expect([told(one), told(two)]).toEqual([[], []]);
  const keys = must(PrivateKeys.parse(fs.readFileSync(at('otr.private_key'))));
  const all = [...Array(12).keys()].flatMap((i) => [`a${i}@x/Home`, `a${100 + i}@x/Home`]);
  expect(keys.entries.map(({ account }) => account).sort()).toEqual(all.sort());
  const left = fs.readdirSync(folder).filter((name) => /\.tmp$|\.lock$/.test(name));
  expect(left).toEqual([]);
});

test.each(['ENOSPC', 'EIO', 'EACCES'])('whichever call fails with %s', async (code) => {
  const { err } = await writer.run([folder, 'former', 0, 2]);
  const calls = Number(/calls: (\d+)/.exec(err)?.[1]);
  for (let call = 1; call <= calls; call += Math.ceil(calls / 6)) {
    fs.rmSync(folder, { recursive: true });
    fs.mkdirSync(folder, { mode: 0o700 });
    const result = await writer.run([folder, 'former', 0, 2], {
      FAIL_AT: String(call),
      FAIL_CODE: code,
    });
    expect([call, result.signal]).toEqual([call, null]);
    for (const name of fs.readdirSync(folder)) {
      expect(must(PrivateKeys.parse(fs.readFileSync(at(name)))).entries).not.toContainEqual(
        expect.objectContaining({ kind: 'refused' }),
      );
      expect(fs.statSync(at(name)).mode & 0o777).toBe(0o600);
    }
  }
});
