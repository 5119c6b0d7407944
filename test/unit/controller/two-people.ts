// SPDX-License-Identifier: GPL-2.0-or-later
import type { Account } from '../../../src/controller/ports.js';
import type { DsaPrivateKey } from '../../../src/crypto/dsa.js';
import { FakeHost, type FakeHostOptions, FakeNetwork } from '../../support/fake-host.js';
import { dsaKey, type RecordedKey, vectors } from '../../support/vectors.js';

const recorded = (vectors('libotr-v3') as { keys: Record<'alice' | 'bob', RecordedKey> }).keys;
const second = (vectors('libotr-v2') as { keys: Record<'alice' | 'bob', RecordedKey> }).keys;

export const ALICE_KEY: DsaPrivateKey = dsaKey(recorded.alice);
export const BOB_KEY: DsaPrivateKey = dsaKey(recorded.bob);
export const OTHER_KEY: DsaPrivateKey = dsaKey(second.bob);
export const NEW_KEY: DsaPrivateKey = dsaKey(second.alice);
export const BOB_FINGERPRINT = recorded.bob.fingerprint.toLowerCase();

export const ALICE = 'alice@example.org';
export const BOB = 'bob@example.org';

export function xmpp(username: string): Account {
  return { protocol: 'prpl-jabber', username, protocolName: 'XMPP', connected: true };
}

/** Alice and Bob, both with this plugin, on XMPP. */
export function twoPeople(
  alice: Partial<FakeHostOptions> = {},
  bob: Partial<FakeHostOptions> = {},
): FakeNetwork {
  return new FakeNetwork(
    new FakeHost({ account: xmpp(ALICE), key: ALICE_KEY, ...alice }),
    new FakeHost({ account: xmpp(BOB), key: BOB_KEY, ...bob }),
  );
}

/** The same, with a session and both windows open. */
export async function privatePeople(
  alice: Partial<FakeHostOptions> = {},
  bob: Partial<FakeHostOptions> = {},
): Promise<FakeNetwork> {
  const network = twoPeople(alice, bob);
  network.alice.window(BOB);
  network.bob.window(ALICE);
  network.alice.menu(BOB, 'start');
  await network.settle();
  return network;
}
