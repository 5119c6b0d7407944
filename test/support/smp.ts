// SPDX-License-Identifier: GPL-2.0-or-later
// One side of a comparison of secrets, as the pure machine has it.
import type { RandomSource } from '../../src/crypto/random.js';
import { SecretBytes } from '../../src/crypto/secret.js';
import { finish } from '../../src/crypto/work.js';
import { smpReceive, smpWish } from '../../src/protocol/smp/machine.js';
import {
  EXPECT1,
  secretsOfSmp,
  type SmpState,
  type SmpStep,
} from '../../src/protocol/smp/state.js';
import type { SmpMessage } from '../../src/wire/smp-messages.js';
import { toHex } from './vectors.js';

/** Keeps its state; nothing of it is wiped, so that it can be used again. */
export class Side {
  state: SmpState = EXPECT1;
  readonly random: RandomSource;
  /** "asking: success" and the like. */
  readonly news: string[] = [];

  constructor(random: RandomSource) {
    this.random = random;
  }

  ask(x: Uint8Array, question: Uint8Array | null = null): readonly SmpMessage[] {
    return this.take(finish(smpWish(this.state, { kind: 'start', x: secret(x), question }, this)));
  }

  answer(x: Uint8Array): readonly SmpMessage[] {
    return this.take(finish(smpWish(this.state, { kind: 'answer', x: secret(x) }, this)));
  }

  hear(...messages: readonly SmpMessage[]): readonly SmpMessage[] {
    return messages.flatMap((message) => this.take(finish(smpReceive(this.state, message, this))));
  }

  take(step: SmpStep): readonly SmpMessage[] {
    this.state = step.next;
    this.news.push(...newsOf(step));
    return step.send;
  }
}

export function newsOf({ news }: SmpStep): string[] {
  return news.map(({ role, outcome }) => `${role}: ${outcome.kind}`);
}

export function secret(bytes: Uint8Array): SecretBytes {
  return new SecretBytes(Uint8Array.from(bytes));
}

/** Everything that a state holds, secrets included, as text. */
export function smpSnapshot(state: SmpState): string {
  const secrets = secretsOfSmp(state).map((each) => toHex(each.reveal()));
  return JSON.stringify([secrets, state], (_, value: unknown) =>
    value instanceof Uint8Array ? toHex(value) : value,
  );
}
