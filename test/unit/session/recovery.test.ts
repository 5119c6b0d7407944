// SPDX-License-Identifier: GPL-2.0-or-later
// An exchange whose commit cannot be opened is followed by one of ours; and what else ends one.
import { armor, unarmor } from '../../../src/wire/armor.js';
import { decodeText } from '../../support/decode.js';
import { pair, type Person, pump } from '../../support/two-party.js';

type Type = 'dh-commit' | 'dh-key' | 'reveal-sig' | 'signature';

/** Carries packets, and hands each key-exchange message of this type to `change` first. */
function carry(a: Person, b: Person, type: Type, change: (wire: string) => string): void {
  while (a.outbox.length + b.outbox.length > 0) {
    const [from, to] = a.outbox.length > 0 ? [a, b] : [b, a];
    const wire = from.outbox.shift()!;
    const isMeant = wire.startsWith('?OTR:') && decodeText(wire)?.ake?.type === type;
    to.receive(isMeant ? change(wire) : wire);
  }
}

/** The messages of this type, which do not arrive. */
function withhold(a: Person, b: Person, type: Type): string[] {
  const held: string[] = [];
  carry(a, b, type, (wire) => {
    held.push(wire);
    return '?OTR';
  });
  return held;
}

/** The first byte of r, behind header and length. */
function withLostDigit(version: 2 | 3) {
  const at = (version === 3 ? 11 : 3) + 4;
  return (wire: string): string => {
    const bytes = Uint8Array.from(unarmor(wire));
    bytes[at] = bytes[at]! ^ 0xf0;
    return armor(bytes);
  };
}

describe.each([2, 3] as const)('version %i', (version) => {
  const options = { versions: [version] };

  it('a revealed key that opens nothing: after three seconds we begin', () => {
    const { alice, bob } = pair(options);
    alice.start();
    carry(alice, bob, 'reveal-sig', withLostDigit(version));
    expect([alice.state, bob.state]).toEqual(['plaintext', 'plaintext']);
    expect(alice.notices).toContain('setup-error');
    expect(alice.outbox).toEqual([]);
    alice.wait(2_999);
    expect(alice.outbox).toEqual([]);
    alice.wait(1);
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    expect(alice.all('session').at(-1)?.weStarted).toBe(true);
  });

  it('the same after two commits that crossed: who has yielded begins with what it had', () => {
    const { alice, bob } = pair(options);
    for (const side of [alice, bob]) side.start();
    // Both queries arrive before any answer: two commits are on their way.
    const queries = [alice.outbox.shift()!, bob.outbox.shift()!] as const;
    bob.receive(queries[0]);
    alice.receive(queries[1]);
    carry(alice, bob, 'reveal-sig', withLostDigit(version));
    expect([alice.state, bob.state]).toEqual(['plaintext', 'plaintext']);
    alice.wait(3_000);
    bob.wait(3_000);
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    expect(alice.correspondent.current().ssid).toBe(bob.correspondent.current().ssid);
  });

  it('the genuine message may come within these seconds', () => {
    const { alice, bob } = pair(options);
    const genuine: string[] = [];
    alice.start();
    carry(alice, bob, 'reveal-sig', (wire) => {
      genuine.push(wire);
      return withLostDigit(version)(wire);
    });
    alice.receive(genuine[0]!);
    const before = alice.wire.length;
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    alice.wait(5_000);
    expect(alice.wire).toHaveLength(before);
  });

  /** Alice has revealed her key, and bob, who forgot about her, says nothing to it. */
  function unanswered(): ReturnType<typeof pair> {
    const both = pair(options);
    both.bob.start();
    withhold(both.alice, both.bob, 'reveal-sig');
    expect([both.alice.state, both.bob.state]).toEqual(['plaintext', 'plaintext']);
    return both;
  }

  it('a revealed key that nobody answers: after ten seconds we begin anew', () => {
    const { alice, bob } = unanswered();
    alice.wait(9_999);
    expect(alice.outbox).toEqual([]);
    alice.wait(1);
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    expect(alice.correspondent.current().ssid).toBe(bob.correspondent.current().ssid);
    const before = alice.wire.length;
    alice.wait(60_000);
    expect(alice.wire).toHaveLength(before);
    expect(alice.correspondent.nextDeadline()).toBeNull();
  });

  it('… once: whoever does not answer is left in peace', () => {
    const { alice, bob } = unanswered();
    alice.wait(10_000);
    withhold(alice, bob, 'reveal-sig');
    const before = alice.wire.length;
    for (let second = 0; second < 120; second += 1) alice.wait(1_000);
    expect(alice.wire).toHaveLength(before);
    expect(alice.correspondent.nextDeadline()).toBeNull();
    // A new wish is a new exchange, with as many attempts.
    bob.start();
    withhold(alice, bob, 'reveal-sig');
    alice.wait(10_000);
    pump(alice, bob);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  });

  it('a signature that takes its time completes the exchange, and nothing follows', () => {
    const { alice, bob } = pair(options);
    bob.start();
    const late = withhold(alice, bob, 'signature');
    alice.wait(9_000);
    alice.receive(late[0]!);
    const before = alice.wire.length;
    alice.wait(30_000);
    expect(alice.state).toBe('encrypted');
    expect(alice.wire).toHaveLength(before);
  });

  it.each(['reveal-sig', 'signature'] as const)('five refused messages (%s) end it', (type) => {
    const { alice, bob } = pair(options);
    const genuine: string[] = [];
    alice.start();
    const broken = (wire: string): string => {
      const bytes = Uint8Array.from(unarmor(wire));
      bytes[bytes.length - 1]! ^= 1;
      return armor(bytes);
    };
    carry(alice, bob, type, (wire) => {
      genuine.push(wire);
      return broken(wire);
    });
    const victim = type === 'reveal-sig' ? alice : bob;
    for (let i = 0; i < 4; i += 1) victim.receive(broken(genuine[0]!));
    expect(victim.notices.filter((code) => code === 'setup-error')).toHaveLength(5);
    victim.receive(genuine[0]!);
    expect(victim.state).toBe('plaintext');
  });

  it('a minute without an end ends it', () => {
    const { alice, bob } = pair(options);
    alice.start();
    const held = withhold(alice, bob, 'reveal-sig');
    alice.wait(60_000);
    alice.receive(held[0]!);
    expect(alice.state).toBe('plaintext');
    expect(alice.correspondent.nextDeadline()).toBeNull();
  });
});
