// SPDX-License-Identifier: GPL-2.0-or-later
// States and messages of the key exchange, for tables.
import type { RandomSource } from '../../src/crypto/random.js';
import {
  type AkeStep,
  type AkeTools,
  type AuthState,
  NONE,
  secretsOf,
} from '../../src/protocol/ake/state.js';
import { commit } from '../../src/protocol/ake/steps.js';
import { akeStep } from '../../src/protocol/ake/table.js';
import type {
  AkeMessage,
  DhCommit,
  DhKey,
  RevealSignature,
  Signature,
} from '../../src/wire/ake-messages.js';
import { SeededRandom } from './seeded-random.js';
import { IDENTITIES, type Name, toHex } from './vectors.js';

export function toolsOf(name: Name, random: RandomSource): AkeTools {
  return { random, identity: IDENTITIES[name] };
}

/** One party of an exchange; `hear` keeps the new state, and wipes what retires, like a session. */
export class Party {
  state: AuthState = NONE;
  readonly tools: AkeTools;
  /** Every step that established a session. */
  readonly established: NonNullable<AkeStep['established']>[] = [];

  constructor(name: Name, seed: number | string) {
    this.tools = toolsOf(name, new SeededRandom(`${name} ${seed}`));
  }

  begin(): DhCommit {
    const commitment = commit(this.tools);
    this.state = { kind: 'awaiting-dhkey', commitment };
    return commitment.message;
  }

  hear(message: AkeMessage): AkeMessage | null {
    const step = akeStep(this.state, message, this.tools);
    this.state = step.next;
    for (const secret of step.retire) secret.wipe();
    if (step.established !== null) this.established.push(step.established);
    return step.send;
  }
}

/** The four messages of one exchange, and both sides' state before each. */
export interface Exchange {
  readonly commit: DhCommit;
  readonly dhKey: DhKey;
  readonly revealSig: RevealSignature;
  readonly signature: Signature;
  readonly bob: Readonly<Record<'awaiting-dhkey' | 'awaiting-sig', AuthState>>;
  readonly alice: Readonly<Record<'awaiting-revealsig', AuthState>>;
}

/** Bob starts; states are those of the pure steps, nothing in them is wiped. */
export function exchange(seed: number | string): Exchange {
  const alice = toolsOf('alice', new SeededRandom(`alice ${seed}`));
  const bob = toolsOf('bob', new SeededRandom(`bob ${seed}`));
  const commitment = commit(bob);
  const bob1: AuthState = { kind: 'awaiting-dhkey', commitment };
  const alice1 = akeStep(NONE, commitment.message, alice);
  const bob2 = akeStep(bob1, alice1.send!, bob);
  const alice2 = akeStep(alice1.next, bob2.send!, alice);
  return {
    commit: commitment.message,
    dhKey: alice1.send as DhKey,
    revealSig: bob2.send as RevealSignature,
    signature: alice2.send as Signature,
    bob: { 'awaiting-dhkey': bob1, 'awaiting-sig': bob2.next },
    alice: { 'awaiting-revealsig': alice1.next },
  };
}

/** Everything that a state holds, secrets included, as text: equal states give equal texts. */
export function snapshot(state: AuthState): string {
  const secrets = secretsOf(state).map((secret) => toHex(secret.reveal()));
  return JSON.stringify([secrets, state], (_, value: unknown) =>
    value instanceof Uint8Array ? toHex(value) : value,
  );
}
