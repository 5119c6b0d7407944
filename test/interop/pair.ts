// SPDX-License-Identifier: GPL-2.0-or-later
// Two peers and the network between them, as most tests need them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Meddling, pump, type Seen, shown } from './network.js';
import { Peer, type PeerOptions } from './peer.js';
import { keyFile, type Kind, program } from './programs.js';

/** Whom our engine talks to, and in which version of OTR. */
export interface Opponent {
  readonly kind: Kind;
  readonly version: 2 | 3;
}

export const OPPONENTS: readonly Opponent[] = [
  { kind: 'libotr', version: 3 },
  { kind: 'libotr', version: 2 },
  { kind: 'potr', version: 2 },
  { kind: 'js', version: 3 },
  { kind: 'js', version: 2 },
  { kind: 'ours', version: 3 },
  { kind: 'ours', version: 2 },
];

/** The program under test; OTR_ENGINE=libotr runs the same tests with another one, for comparison. */
export const ENGINE = (process.env['OTR_ENGINE'] ?? 'ours') as Kind;

/** The usual policy with one version of OTR; `words` in place of the usual words. */
export function policy(version: 2 | 3, words = 'tag,tagstart,errstart'): string {
  return `v${String(version)},${words}`;
}

export type Side = Partial<PeerOptions>;

/** Our engine as alice, an opponent as bob. */
export class Pair {
  readonly alice: Peer;
  readonly bob: Peer;

  constructor(alice: Peer, bob: Peer) {
    this.alice = alice;
    this.bob = bob;
  }

  pump(meddle?: Meddling): Promise<Seen[]> {
    return pump(this.alice, this.bob, meddle);
  }

  /** alice asks for a session; fails unless both end private. */
  async makePrivate(): Promise<void> {
    await this.alice.cmd('start');
    await this.pump();
    await this.expectPrivate();
  }

  /** Both report the same session, and a text goes through each way. */
  async expectPrivate(): Promise<void> {
    const [a, b] = [lastState(this.alice), lastState(this.bob)];
    expect([a, b]).toMatchObject([{ ssid: b?.['ssid'] }, { ssid: a?.['ssid'] }]);
    expect([a?.['fp'], b?.['fp']]).toEqual([this.bob.fingerprint, this.alice.fingerprint]);
    await this.expectHeard(this.alice, this.bob, 'are you there?');
    await this.expectHeard(this.bob, this.alice, 'I am.');
  }

  /** `text` of `from`'s reaches `to` privately, and nobody is shown anything else. */
  async expectHeard(from: Peer, to: Peer, text: string): Promise<void> {
    await from.send(text);
    for (const wire of from.outbox) expect(wire.toString()).toMatch(/^\?OTR[:,|]/);
    const seen = await this.pump();
    expect(shown(seen, to)).toEqual([{ private: true, text }]);
    expect(shown(seen, from)).toEqual([]);
  }
}

/** The last change of state that a peer reported. */
export function lastState(peer: Peer) {
  return peer.events('state').at(-1);
}

/** Runs `test` with our engine (alice) and an opponent (bob); no exception may come out of alice. */
export async function withPair(
  opponent: Opponent,
  test: (pair: Pair) => Promise<void>,
  sides: { alice?: Side; bob?: Side } = {},
): Promise<void> {
  await withFolder(async (dir) => {
    const usual = { policy: policy(opponent.version) };
    const who = { account: 'alice', peer: 'bob', dir: join(dir, 'alice') };
    const alice = await startPeer(ENGINE, who, { ...usual, ...sides.alice });
    try {
      const other = { account: 'bob', peer: 'alice', dir: join(dir, 'bob') };
      const bob = await startPeer(opponent.kind, other, { ...usual, ...sides.bob });
      await test(new Pair(alice, bob)).finally(() => bob.close());
      expect(alice.events('exception')).toEqual([]);
    } finally {
      await alice.close();
    }
  });
}

/** Runs `test` with a fresh folder that is removed afterwards. */
export async function withFolder(test: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'otr-interop-'));
  try {
    await test(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Starts a peer with a key that it need not make itself. */
export async function startPeer(kind: Kind, who: PeerOptions, side: Side = {}): Promise<Peer> {
  return Peer.start(program(kind), { key: await keyFile(who.account), ...who, ...side });
}
