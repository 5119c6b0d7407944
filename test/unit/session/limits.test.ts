// SPDX-License-Identifier: GPL-2.0-or-later
// safety.md §3: "2 errors a minute, 1 automatic query per 30 s, 3 exchanges a minute, then a visible pause".
import { pair, Person, privatePair, pump } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';

const MINUTE = 60_000;

describe('key exchanges', () => {
  /** Somebody who starts one exchange after the other, without an end to it. */
  function pester(alice: Person, tag: number, times: number): number {
    const { clock } = alice;
    for (let i = 0; i < times; i += 1) {
      const peer = new Person({ name: `p${i}`, identity: IDENTITIES.bob, tag, clock, seed: i });
      peer.receive('?OTRv3?');
      // Only the commit arrives, so that each is a new exchange.
      alice.receive(peer.wire[0]!);
      alice.wait(1);
    }
    return alice.wire.length;
  }

  it('three a minute with an instance are answered with work; then there is a pause, told once', () => {
    const { alice, bob } = privatePair();
    for (let i = 0; i < 10; i += 1) {
      bob.start();
      pump(alice, bob);
    }
    const sessions = alice.all('session').length;
    expect(sessions).toBeLessThanOrEqual(4);
    expect([...alice.notices, ...bob.notices].filter((code) => code === 'paused')).toHaveLength(1);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
    for (const side of [alice, bob]) side.wait(MINUTE);
    bob.start();
    pump(alice, bob);
    expect(alice.all('session').length).toBe(sessions + 1);
  });

  it('the person’s own wish ends the pause', () => {
    const { alice, bob } = privatePair();
    for (let i = 0; i < 10; i += 1) {
      bob.receive('?OTRv3?');
      alice.receive('?OTRv3?');
      pump(alice, bob);
    }
    const before = alice.all('session').length;
    for (const side of [alice, bob]) side.start();
    pump(alice, bob);
    expect(alice.all('session').length).toBeGreaterThan(before);
  });

  it.each([2, 3])(
    'a commit is repeated twelve times a minute, however often it is asked for',
    (version) => {
      const { alice } = pair();
      for (let i = 0; i < 100; i += 1) alice.receive(`?OTRv${String(version)}?`);
      expect(new Set(alice.wire).size).toBe(1);
      expect(alice.wire).toHaveLength(13);
      expect(alice.notices).toEqual([]);
      alice.wait(MINUTE);
      alice.receive(`?OTRv${String(version)}?`);
      expect(alice.wire).toHaveLength(14);
    },
  );

  it('twelve a minute with all instances together: tags cost a forger nothing', () => {
    const { alice } = pair();
    for (let i = 0; i < 40; i += 1) pester(alice, 0x6000 + i, 1);
    expect(alice.wire.length).toBe(12);
    expect(alice.notices).toEqual(['paused']);
    alice.wait(MINUTE);
    expect(pester(alice, 0x7000, 1)).toBe(13);
  });
});

describe('errors', () => {
  it('two a minute go out, and none for an error', () => {
    const { alice } = pair();
    for (let i = 0; i < 20; i += 1) alice.receive('?OTR:rubbish%.');
    expect(alice.wire).toEqual(['?OTR Error: malformed', '?OTR Error: malformed']);
    alice.wait(MINUTE);
    alice.receive('?OTR:rubbish%.');
    expect(alice.wire).toHaveLength(3);
    const before = alice.wire.length;
    alice.policy = { ...alice.policy, errorStartsAke: false };
    alice.receive('?OTR Error: x');
    expect(alice.wire).toHaveLength(before);
  });

  it('one in half a minute is answered with a query, and none while an exchange runs', () => {
    const { alice } = pair();
    for (let i = 0; i < 20; i += 1) alice.receive('?OTR Error: x');
    expect(alice.wire).toEqual(['?OTRv23?']);
    alice.wait(29_000);
    alice.receive('?OTR Error: x');
    expect(alice.wire).toHaveLength(1);
    alice.wait(1_000);
    alice.receive('?OTR Error: x');
    expect(alice.wire).toHaveLength(2);
  });

  it('two programs that send each other errors fall silent', () => {
    const { alice, bob } = pair();
    alice.receive('?OTR Error: who started this?');
    bob.receive('?OTR Error: not me');
    pump(alice, bob, 100);
    expect(alice.wire.length + bob.wire.length).toBeLessThan(20);
    expect([alice.state, bob.state]).toEqual(['encrypted', 'encrypted']);
  });
});
