// SPDX-License-Identifier: GPL-2.0-or-later
// The programs that can be driven, and keys for them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Peer } from './peer.js';

export type Kind = 'ours' | 'libotr' | 'potr' | 'js';

const ROOT = resolve(__dirname, '..', '..');
const BUILD = join(ROOT, 'build');
const PEERS = join(__dirname, 'peers');

/** The command line that starts a program; libotr-peer is built first if it is older than its source. */
export function program(kind: Kind): readonly string[] {
  if (kind === 'libotr') buildLibotrPeer();
  return {
    ours: [join(ROOT, 'scripts', 'otr-peer')],
    libotr: [join(BUILD, 'libotr-peer')],
    potr: [join(PEERS, 'potr_peer.py')],
    // Without this option one exchange in 16 fails, by a mistake in the library itself.
    js: [join(PEERS, 'js_peer.js'), '--ake-r', 'fixed'],
  }[kind];
}

/** A libotr key file for `name`, kept between runs: slow engines need not make keys of their own. */
export async function keyFile(name: string): Promise<string> {
  // One folder for each process of jest's, so that no two write the same file.
  const dir = join(BUILD, `interop-keys-${process.env['JEST_WORKER_ID'] ?? '0'}`, name);
  const file = join(dir, 'otr.private_key');
  if (!existsSync(file)) {
    mkdirSync(dir, { recursive: true });
    const peer = await Peer.start(program('libotr'), { dir, account: name, peer: 'nobody' });
    await peer.close();
  }
  return file;
}

// jest runs test files in parallel: the lock keeps them from writing the same program.
function buildLibotrPeer(): void {
  mkdirSync(BUILD, { recursive: true });
  const make = ['make', '-s', '-C', PEERS, `O=${BUILD}`];
  execFileSync('flock', [join(BUILD, 'libotr-peer.lock'), ...make]);
}
