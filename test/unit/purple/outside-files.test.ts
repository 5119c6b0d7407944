// SPDX-License-Identifier: GPL-2.0-or-later
/** Files that a person names: read with limits, written whole and for their owner alone. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskFiles } from '../../../src/purple/outside-files.js';

let folder: string;
const at = (name: string): string => join(folder, name);
const disk = new DiskFiles();
const all = (): boolean => true;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'otr-outside-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function put(name: string, text = name): void {
  fs.mkdirSync(join(at(name), '..'), { recursive: true });
  fs.writeFileSync(at(name), text);
}

function namesIn(path: string, wanted: (name: string) => boolean = all): readonly string[] {
  const content = disk.read(path, wanted);
  if (content.kind === 'failed') throw new Error(content.reason);
  return content.files.map(({ name }) => name).sort();
}

describe('reading', () => {
  test('takes the wanted files of a folder and the folders in it', () => {
    for (const name of ['a.key', 'b.txt', 'deep/er/c.key']) put(name);
    expect(namesIn(folder, (name) => name.endsWith('.key'))).toEqual(['a.key', 'deep/er/c.key']);
    expect(disk.read(at('deep'), all)).toMatchObject({
      files: [{ name: 'er/c.key', bytes: Buffer.from('deep/er/c.key') }],
    });
  });

  test('takes one file whatever its name', () => {
    put('something');
    expect(disk.read(at('something'), () => false)).toMatchObject({
      kind: 'folder',
      files: [{ name: 'something' }],
    });
  });

  test('follows links, and does not follow them for ever', () => {
    put('real/a.key');
    fs.symlinkSync(at('real'), at('link'));
    fs.symlinkSync(folder, at('real/round'));
    fs.symlinkSync(at('self'), at('self'));
    fs.symlinkSync(at('nowhere'), at('dangling'));
    expect(namesIn(at('link'))).toContain('a.key');
    expect(namesIn(folder).length).toBeLessThan(100);
  });

  test('leaves out pipes, what is too large, and what is too deep', () => {
    put('large', '');
    fs.truncateSync(at('large'), 10 * 1024 * 1024 + 1);
    put('1/2/3/4/5/6/fits');
    put('1/2/3/4/5/6/7/too deep');
    execFileSync('mkfifo', [at('pipe')]);
    expect(namesIn(folder)).toEqual(['1/2/3/4/5/6/fits']);
    for (const name of ['large', 'pipe'])
      expect(disk.read(at(name), all)).toMatchObject({ reason: 'not-a-file' });
  });

  test('ends in a folder without end', () => {
    put('a.key');
    // Thirty to the power of six ways to the same file.
    for (let i = 0; i < 30; i += 1) fs.symlinkSync(folder, at(`round${i}`));
    expect(namesIn(folder).length).toBeLessThan(20_000);
  });

  test('of nothing is an answer', () => {
    expect(disk.read(at('gone'), all)).toMatchObject({ kind: 'failed', reason: 'missing' });
  });
});

describe('saving', () => {
  test('makes a whole file that only its owner can read, also in the place of another', () => {
    const before = process.umask(0);
    try {
      for (const text of ['one', 'two']) {
        expect(disk.save(at('export'), Buffer.from(text))).toBeNull();
        expect(fs.readFileSync(at('export'), 'utf8')).toBe(text);
        expect(fs.statSync(at('export')).mode & 0o777).toBe(0o600);
      }
    } finally {
      process.umask(before);
    }
    expect(fs.readdirSync(folder)).toEqual(['export']);
  });

  test('replaces a link, not what it points to', () => {
    put('target');
    fs.symlinkSync(at('target'), at('export'));
    expect(disk.save(at('export'), Buffer.from('secret'))).toBeNull();
    expect(fs.readFileSync(at('target'), 'utf8')).toBe('target');
    expect(fs.lstatSync(at('export')).isSymbolicLink()).toBe(false);
  });

  test('that fails leaves nothing behind, and says why', () => {
    expect(disk.save(at('gone/export'), Buffer.of(1))).toMatchObject({ reason: 'missing' });
    fs.mkdirSync(at('export'));
    expect(disk.save(at('export'), Buffer.of(1))?.kind).toBe('failed');
    expect(fs.readdirSync(folder)).toEqual(['export']);
  });
});

test('the environment says where programs keep their files', () => {
  expect(disk.home()).toMatch(/^\//);
  expect(disk.variable('PATH')).toBe(process.env['PATH']);
  expect(disk.variable('OTR_TS_NOT_SET')).toBe('');
});
