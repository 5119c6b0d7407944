// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Revealing MAC keys", over whole conversations, judged by what can be seen on the wire.
import type { DataMessage } from '../../../src/wire/data-message.js';
import { decodeText } from '../../support/decode.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { hmac } from '../../support/textbook.js';
import { type Person, privatePair, pump } from '../../support/two-party.js';
import { toHex } from '../../support/vectors.js';

function dataIn(packet: string): DataMessage | null {
  return packet.startsWith('?OTR:') ? (decodeText(packet)?.data ?? null) : null;
}

function keysIn({ oldMacKeys }: DataMessage): string[] {
  return toHex(oldMacKeys).match(/.{40}/g) ?? [];
}

function verifies(key: string, { authenticated, mac }: DataMessage): boolean {
  return toHex(hmac('sha1', Buffer.from(key, 'hex'), authenticated)) === toHex(mac);
}

/** What one side has taken and revealed, in the order in which it happened. */
class Ledger {
  /** The messages that were taken. */
  readonly read: DataMessage[] = [];
  /** Each revealed key, and how many messages had been taken when it was. */
  readonly revealed: { readonly key: string; readonly after: number }[] = [];

  take(packet: string): void {
    const message = dataIn(packet);
    if (message !== null) this.read.push(message);
  }

  say(packet: string): void {
    const message = dataIn(packet);
    if (message === null) return;
    for (const key of keysIn(message)) this.revealed.push({ key, after: this.read.length });
  }

  /** "You only need to take MAC keys that were actually used to verify a MAC on a message." */
  check(): void {
    const keys = this.revealed.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, after } of this.revealed) {
      expect(this.read.slice(0, after).some((message) => verifies(key, message))).toBe(true);
      // "There is no danger of accepting a message as valid which uses a MAC key already revealed."
      expect(this.read.slice(after).some((message) => verifies(key, message))).toBe(false);
    }
  }

  /** Messages whose key nobody has been told. */
  get secret(): number {
    return this.read.filter((message) => !this.revealed.some(({ key }) => verifies(key, message)))
      .length;
  }
}

/** Carries packets and keeps the books of both sides. */
function carry(a: Person, b: Person, books: Map<Person, Ledger>): void {
  while (a.outbox.length + b.outbox.length > 0) {
    const [from, to] = a.outbox.length > 0 ? [a, b] : [b, a];
    const packet = from.outbox.shift()!;
    books.get(from)!.say(packet);
    // Only what is taken counts: nothing that has been refused is in the books.
    const before = to.notices.length;
    to.receive(packet);
    if (to.notices.slice(before).every((code) => !code.startsWith('received-')))
      books.get(to)!.take(packet);
  }
}

describe.each([2, 3] as const)('version %i', (version) => {
  it.each([1, 2, 3, 4, 5, 6])(
    'every used key is revealed once, never too early (seed %i)',
    (seed) => {
      const random = new SeededRandom(`revealing ${seed}`);
      const { alice, bob } = privatePair({ versions: [version], seed });
      const books = new Map([alice, bob].map((person) => [person, new Ledger()]));
      for (let i = 0; i < 60; i += 1) {
        const side = random.chance(0.5) ? alice : bob;
        if (random.chance(0.08)) side.start();
        else side.send(`text ${i}`);
        if (random.chance(0.7)) carry(alice, bob, books);
        if (random.chance(0.1)) for (const each of [alice, bob]) each.wait(11_000);
      }
      carry(alice, bob, books);
      expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
      for (const ledger of books.values()) {
        ledger.check();
        expect(ledger.revealed.length).toBeGreaterThan(5);
      }
      // The rest goes into the disconnect.
      alice.end();
      carry(alice, bob, books);
      const ledger = books.get(alice)!;
      ledger.check();
      expect(ledger.secret).toBe(0);
    },
  );

  it('a refresh does not forget what was used before it', () => {
    const { alice, bob } = privatePair({ versions: [version] });
    const books = new Map([alice, bob].map((person) => [person, new Ledger()]));
    bob.send('before');
    carry(alice, bob, books);
    alice.start();
    carry(alice, bob, books);
    expect(books.get(alice)!.secret).toBe(1);
    alice.wait(10_000);
    alice.send('after');
    carry(alice, bob, books);
    expect(books.get(alice)!.secret).toBe(0);
    books.get(alice)!.check();
  });
});

it('an end while the keys before a refresh are still read reveals those too', () => {
  const { alice, bob } = privatePair();
  const books = new Map([alice, bob].map((person) => [person, new Ledger()]));
  bob.send('before');
  carry(alice, bob, books);
  alice.start();
  carry(alice, bob, books);
  bob.send('after');
  carry(alice, bob, books);
  alice.end();
  carry(alice, bob, books);
  expect(books.get(alice)!.read).toHaveLength(2);
  expect(books.get(alice)!.secret).toBe(0);
  expect(alice.state).toBe('plaintext');
  pump(alice, bob);
});
