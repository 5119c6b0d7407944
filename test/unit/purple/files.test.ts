// SPDX-License-Identifier: GPL-2.0-or-later
/** design: old or new, whole, 0600, nothing followed, nothing of another program's lost. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileVersion } from '../../../src/controller/files-port.js';
import { PurpleFiles } from '../../../src/purple/files.js';
import { processName } from '../../../src/purple/process-name.js';

let folder: string;
const at = (name: string): string => join(folder, name);
const bytes = (text: string): Uint8Array => Buffer.from(text);

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'otr-files-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function versionOf(files: PurpleFiles, name: string): FileVersion {
  const result = files.read(name);
  if (result.kind === 'failed') throw new Error(result.reason);
  return result.version;
}

test('what is written can be read again, and only by its owner', () => {
  const files = new PurpleFiles(folder);
  const missing = files.read('keys');
  expect(missing.kind).toBe('missing');
  const before = process.umask(0);
  const written = files.writeNow('keys', bytes('one'), versionOf(files, 'keys'));
  process.umask(before);
  expect(written.kind).toBe('written');
  expect(files.read('keys')).toMatchObject({ kind: 'content', bytes: bytes('one') });
  expect(fs.statSync(at('keys')).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(folder)).toEqual(['keys']);
});

test('the content before is kept as a backup', async () => {
  const files = new PurpleFiles(folder);
  fs.writeFileSync(at('keys'), 'old');
  const result = await files.write('keys', bytes('new'), versionOf(files, 'keys'));
  expect(result.kind).toBe('written');
  expect(fs.readFileSync(at('keys.bak'), 'utf8')).toBe('old');
  expect(fs.statSync(at('keys.bak')).mode & 0o777).toBe(0o600);
});

test('what another program has written since is not overwritten', () => {
  const files = new PurpleFiles(folder);
  const version = versionOf(files, 'keys');
  fs.writeFileSync(at('keys'), 'theirs');
  expect(files.writeNow('keys', bytes('ours'), version)).toEqual({ kind: 'changed' });
  expect(fs.readFileSync(at('keys'), 'utf8')).toBe('theirs');
});

test('a link is neither read nor written through', () => {
  const files = new PurpleFiles(folder);
  const version = versionOf(files, 'keys');
  fs.writeFileSync(at('target'), 'target');
  fs.symlinkSync(at('target'), at('keys'));
  expect(files.read('keys')).toMatchObject({ kind: 'failed', reason: 'symlink' });
  expect(files.writeNow('keys', bytes('x'), version)).toMatchObject({ reason: 'symlink' });
  expect(fs.readFileSync(at('target'), 'utf8')).toBe('target');
});

test('a folder and a file that is too large are refused', () => {
  const files = new PurpleFiles(folder);
  fs.mkdirSync(at('keys'));
  expect(files.read('keys')).toMatchObject({ kind: 'failed', reason: 'not-a-file' });
  fs.writeFileSync(at('large'), Buffer.alloc(10 * 1024 * 1024 + 1));
  expect(files.read('large')).toMatchObject({ kind: 'failed', reason: 'too-large' });
});

test('a folder that is gone is an answer, not an exception', () => {
  const files = new PurpleFiles(at('gone'));
  expect(files.writeNow('keys', bytes('x'), versionOf(files, 'keys')).kind).toBe('failed');
});

test('the lock of a living process is respected, that of a dead one taken over', () => {
  const files = new PurpleFiles(folder);
  const version = versionOf(files, 'keys');
  const stat = fs.readFileSync('/proc/self/stat', 'latin1');
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  fs.writeFileSync(at('otr-ts.lock'), `${process.pid}-${start}`);
  expect(files.writeNow('keys', bytes('x'), version)).toMatchObject({ reason: 'locked' });
  fs.writeFileSync(at('otr-ts.lock'), `${process.pid}-1`);
  expect(files.writeNow('keys', bytes('x'), version).kind).toBe('written');
  expect(fs.existsSync(at('otr-ts.lock'))).toBe(false);
});

test('a lock that is held for a while is waited for, and the thread goes on meanwhile', async () => {
  const files = new PurpleFiles(folder);
  fs.writeFileSync(at('otr-ts.lock'), '');
  setTimeout(() => {
    fs.rmSync(at('otr-ts.lock'));
  }, 60);
  expect((await files.write('keys', bytes('x'), versionOf(files, 'keys'))).kind).toBe('written');
});

test('what is written at once overtakes what is being written, which changes nothing then', async () => {
  const files = new PurpleFiles(folder);
  const version = versionOf(files, 'keys');
  const slow = files.write('keys', bytes('slow'), version);
  expect(files.writeNow('keys', bytes('quick'), version).kind).toBe('written');
  expect(await slow).toEqual({ kind: 'changed' });
  expect(fs.readFileSync(at('keys'), 'utf8')).toBe('quick');
  expect(fs.readdirSync(folder)).toEqual(['keys']);
});

test('what a dead process left behind goes; what a living one is writing stays', () => {
  const files = new PurpleFiles(folder);
  const living = processName() ?? '';
  // Another process may have the number of a dead one by now.
  for (const owner of [living, `${2 ** 22 + 1}-1`, `${process.pid}-1`])
    fs.writeFileSync(at(`.otr-ts.${owner}.1.tmp`), 'half');
  files.writeNow('keys', bytes('x'), versionOf(files, 'keys'));
  expect(fs.readdirSync(folder).sort()).toEqual([`.otr-ts.${living}.1.tmp`, 'keys']);
});
