// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Extra symmetric key": both sides derive the same one, whoever announces it and when.
import { type Pair, withPair } from './pair.js';
import type { Peer } from './peer.js';

jest.setTimeout(120_000);

/** `from` announces the use of the key; both report the same, and nobody is shown anything. */
async function expectShared(pair: Pair, from: Peer, to: Peer, use: string): Promise<string> {
  const before = [from, to].map((peer) => peer.events('symkey').length);
  const shown = to.events('display').length;
  await from.cmd(`symkey ${use}`);
  await pair.pump();
  const [sent, received] = [from, to].map((peer, i) => peer.events('symkey').slice(before[i]));
  expect(sent).toMatchObject([{ sent: true }]);
  expect(received).toMatchObject([
    { sent: false, use: sent?.[0]?.['use'], usedata: sent?.[0]?.['usedata'] },
  ]);
  expect(received?.[0]?.['key']).toBe(sent?.[0]?.['key']);
  expect(to.events('display')).toHaveLength(shown);
  return String(sent?.[0]?.['key']);
}

describe.each([
  { kind: 'libotr', version: 3 },
  { kind: 'libotr', version: 2 },
  { kind: 'ours', version: 3 },
  // Only in version 3, with use 1 and a name as its data.
  { kind: 'js', version: 3 },
] as const)('with $kind, version $version', (opponent) => {
  const uses = opponent.kind === 'js' ? ['1 636166c3a9'] : ['7 cafe', '0x10', '4294967295 00ff'];

  test('is the same on both sides, and another one after keys have changed', () =>
    withPair(opponent, async (pair) => {
      const { alice, bob } = pair;
      await pair.makePrivate();
      const keys = new Set<string>();
      for (const use of uses)
        for (const [from, to] of [
          [alice, bob],
          [bob, alice],
        ] as const) {
          keys.add(await expectShared(pair, from, to, use));
          await pair.expectHeard(alice, bob, 'keys change');
          await pair.expectHeard(bob, alice, 'keys change');
        }
      expect(keys.size).toBe(2 * uses.length);
      for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
    }));
});
