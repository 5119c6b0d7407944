// SPDX-License-Identifier: GPL-2.0-or-later
// The engine itself cannot tell: it is shown what its contact never wrote, and takes it as private.
import type { RandomSource } from '../../../src/crypto/random.js';
import { Correspondent } from '../../../src/session/correspondent.js';
import type { SessionEvent } from '../../../src/session/events.js';
import { POLICIES } from '../../../src/session/policy.js';
import { judge } from '../../support/judge.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { output } from '../../support/toolkit.js';
import { IDENTITIES, type Name, recording, toHex } from '../../support/vectors.js';

const EXPONENT_BYTES = 40;

/** Remembers the Diffie-Hellman private keys that it gave. */
class Remembering implements RandomSource {
  readonly exponents: string[] = [];
  readonly #source = new SeededRandom('deniable');

  bytes(length: number): Uint8Array {
    const bytes = this.#source.bytes(length);
    if (length === EXPONENT_BYTES) this.exponents.push(toHex(bytes));
    return bytes;
  }
}

function person(name: Name, version: 2 | 3, random: RandomSource): Correspondent {
  return new Correspondent({
    tools: { random, now: () => 0 },
    identity: IDENTITIES[name],
    instanceTag: name === 'alice' ? 0x1001 : 0x1002,
    policy: () => ({ ...POLICIES.manual, allowV2: version === 2, allowV3: version === 3 }),
    maxMessageSize: () => 0,
    queryExplanation: () => '',
    isTrusted: () => true,
    errorText: (code) => code,
  });
}

/** A network that writes down what passes, as "NAME: MESSAGE". */
class Table {
  readonly people: Readonly<Record<Name, Correspondent>>;
  recorded = '';

  constructor(version: 2 | 3, alices: RandomSource) {
    this.people = {
      alice: person('alice', version, alices),
      bob: person('bob', version, new SeededRandom('bob')),
    };
  }

  carry(from: Name, events: readonly SessionEvent[]): void {
    const to = from === 'alice' ? 'bob' : 'alice';
    for (const event of events) {
      if (event.kind !== 'transmit') continue;
      this.recorded += `${from}: ${event.text.trim()}\n`;
      this.carry(to, this.people[to].receive(event.text));
    }
  }
}

describe.each([2, 3] as const)('in version %i', (version) => {
  const random = new Remembering();
  const table = new Table(version, random);
  table.carry('bob', table.people.bob.start());
  table.carry('bob', table.people.bob.send('lovely weather'));
  const [exponent = ''] = random.exponents;
  const forged = output(
    ['forge', exponent],
    `${table.recorded}bob: I took the money\nbob: and I would do it again\n`,
  );

  it('alice, led through the exchange again, is shown it as private and from bob', () => {
    const alice = person('alice', version, new Remembering());
    const shown = forged
      .split('\n')
      .filter((line) => line.startsWith('bob: '))
      .flatMap((line) => alice.receive(line.slice(5)))
      .filter((event) => event.kind === 'display');
    expect(shown).toMatchObject([
      { text: 'I took the money', encrypted: true, warn: false },
      { text: 'and I would do it again', encrypted: true, warn: false },
    ]);
    expect(alice.sessions()).toMatchObject([
      { state: 'finished', fingerprint: recording(3).keys.bob.fingerprint },
    ]);
  });

  it('checks out for everybody else', () => {
    expect(judge(forged).map(({ text, derived }) => [text, derived])).toEqual([
      ['I took the money', 'yes'],
      ['and I would do it again', 'yes'],
      ['', 'yes'],
    ]);
  });
});
