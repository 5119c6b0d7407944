// SPDX-License-Identifier: GPL-2.0-or-later
// One folder, used by libotr and by us in turn: keys, tags and trust are the same to both.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE, Pair, startPeer, withFolder } from './pair.js';

import { Peer } from './peer.js';
import { type Kind, program } from './programs.js';

jest.setTimeout(120_000);

const NAMES = [
  'alice',
  'alice@example.org/Home',
  '12345',
  '#hash',
  'with "quotes" and \\',
  'Žluťoučký 日本',
  '',
];

/** Starts `kind` with the account's own files; nothing is imported. */
function open(kind: Kind, dir: string, account: string): Promise<Peer> {
  return Peer.start(program(kind), { dir, account, peer: 'bob' });
}

/** Starts it, hands it to `look`, and ends it. */
async function using<T>(opened: Promise<Peer>, look: (peer: Peer) => Promise<T> | T): Promise<T> {
  const peer = await opened;
  try {
    return await look(peer);
  } finally {
    await peer.close();
  }
}

function identity({ ready }: Peer): unknown {
  return { fp: ready['fp'], instag: ready['instag'] };
}

describe.each([
  ['libotr', ENGINE],
  [ENGINE, 'libotr'],
  [ENGINE, ENGINE],
] as const)('files of %s, then used by %s', (first, second) => {
  test.each(NAMES)('key and instance tag of the account %j', (account) =>
    withFolder(async (dir) => {
      const made = await using(open(first, dir, account), identity);
      expect(await using(open(second, dir, account), identity)).toEqual(made);
      expect(await using(open(first, dir, account), identity)).toEqual(made);
    }),
  );

  test('several accounts in one file', () =>
    withFolder(async (dir) => {
      const made = new Map<string, unknown>();
      for (const [i, name] of NAMES.entries())
        made.set(name, await using(open(i % 2 === 0 ? first : second, dir, name), identity));
      for (const name of NAMES) {
        expect(await using(open(first, dir, name), identity)).toEqual(made.get(name));
        expect(await using(open(second, dir, name), identity)).toEqual(made.get(name));
      }
    }));

  test('fingerprints and trust', () =>
    withFolder(async (dir) => {
      const files = join(dir, 'alice');
      const before = await meetBob(first, dir, 'verified');
      expect(before).toMatchObject([{ user: 'bob', trust: 'verified' }]);
      const read = await using(open(second, files, 'alice'), (peer) => peer.cmd('fingerprints'));
      expect(read.map(plain)).toEqual(before);
      const after = await meetBob(second, dir, 'smp');
      expect(after).toEqual([{ ...before[0], trust: 'smp' }]);
      const again = await using(open(first, files, 'alice'), (peer) => peer.cmd('fingerprints'));
      expect(again.map(plain)).toEqual(after);
    }));
});

/** A session of `kind`'s alice with bob, whose key she trusts in this way; what she knows then. */
async function meetBob(kind: Kind, dir: string, trust: string): Promise<object[]> {
  return using(open(kind, join(dir, 'alice'), 'alice'), async (alice) => {
    const who = { dir: join(dir, 'bob'), account: 'bob', peer: 'alice' };
    return using(startPeer('libotr', who), async (bob) => {
      await new Pair(alice, bob).makePrivate();
      await alice.cmd(`trust ${trust}`);
      return (await alice.cmd('fingerprints')).map(plain);
    });
  });
}

function plain({ user, fp, trust }: Awaited<ReturnType<Peer['cmd']>>[number]): object {
  return { user, fp, trust };
}

test('a key file that is none is named and left alone', () =>
  withFolder(async (dir) => {
    const file = join(dir, 'otr.private_key');
    writeFileSync(file, '(privkeys (account (name alice)');
    await expect(open(ENGINE, dir, 'alice')).rejects.toThrow(/died in 'start-up'.*otr.private_key/);
    expect(readFileSync(file, 'utf8')).toBe('(privkeys (account (name alice)');
    expect(existsSync(join(dir, 'otr.instance_tags'))).toBe(false);
  }));
