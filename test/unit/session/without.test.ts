// SPDX-License-Identifier: GPL-2.0-or-later
// What happens where there is no session, no permission, or nothing that we know.
import { armor } from '../../../src/wire/armor.js';
import { POLICIES } from '../../../src/session/policy.js';
import { BOB_TAG, pair, privatePair, pump } from '../../support/two-party.js';

describe('never', () => {
  it('OTR is "completely disabled, and no special handling of messages is done at all"', () => {
    const { alice } = pair({ policy: POLICIES.never, versions: [] });
    for (const text of ['?OTRv3?', '?OTR:AAMC.', 'hello \t  \t\t\t\t \t \t \t  ', '?OTR Error: x'])
      alice.receive(text);
    expect(alice.shown).toHaveLength(4);
    expect(alice.shown[0]).toBe('  ?OTRv3?');
    alice.start();
    expect(alice.notices).toEqual(['policy-refused']);
    alice.send('in clear');
    expect(alice.wire).toEqual(['in clear']);
  });

  it('does not end a session that stands, nor let anything of it out', () => {
    const { alice, bob } = privatePair();
    alice.policy = POLICIES.never;
    alice.send('still encrypted');
    pump(alice, bob);
    expect(bob.shown).toEqual(['+ still encrypted']);
    bob.send('me too');
    pump(alice, bob);
    expect(alice.shown).toEqual(['+ me too']);
  });
});

describe('one version only', () => {
  it('an offer of the other is refused, and told', () => {
    const { alice } = pair({ versions: [2] });
    alice.receive('?OTRv3?');
    expect(alice.wire).toEqual([]);
    expect(alice.notices).toEqual(['policy-refused']);
  });

  it('an offer of none, or of others, is nothing', () => {
    const { alice } = pair();
    for (const query of ['?OTRv?', '?OTRv4?', '?OTR?']) alice.receive(query);
    expect(alice.wire).toEqual([]);
    expect(alice.notices).toEqual([]);
  });

  it('the highest that both have is taken', () => {
    const { alice } = pair();
    alice.receive('?OTRv24x3?');
    expect(alice.wire[0]).toMatch(/^\?OTR:AAMC/);
  });

  it('an exchange in the other is refused', () => {
    const { alice } = pair({ versions: [3] });
    const { bob } = pair({ versions: [2] });
    bob.receive('?OTRv2?');
    alice.receive(bob.wire[0]!);
    expect(alice.wire).toEqual([]);
    expect(alice.notices).toEqual(['policy-refused']);
  });
});

describe('no session', () => {
  it('no extra key', () => {
    const { alice } = pair();
    alice.note(alice.correspondent.useExtraKey(1, new Uint8Array(0)));
    expect(alice.notices).toEqual(['connection-ended']);
    expect(alice.wire).toEqual([]);
  });

  it('nothing to end: "do nothing"', () => {
    const { alice } = pair();
    alice.end();
    alice.note(alice.correspondent.endOne({ version: 3, theirTag: BOB_TAG }));
    expect(alice.events).toEqual([]);
  });

  it('an encrypted message is told and answered with an error', () => {
    const { alice, bob } = privatePair();
    alice.end();
    alice.outbox.length = 0;
    bob.send('are you there?');
    const before = alice.wire.length;
    pump(alice, bob, 100);
    expect(alice.notices).toContain('received-not-in-private');
    expect(alice.wire.slice(before)).toContain('?OTR Error: not-in-private');
  });

  it('but not when the message says that it may be ignored', () => {
    const { alice, bob } = privatePair();
    alice.end();
    alice.outbox.length = 0;
    bob.end();
    const before = alice.wire.length;
    alice.receive(bob.outbox.splice(0)[0]!);
    expect(alice.notices).toEqual([]);
    expect(alice.wire).toHaveLength(before);
  });
});

describe('what we do not know', () => {
  const header = (version: number, type: number): string =>
    armor(Uint8Array.of(0, version, type, 0, 0, 0x20, 2, 0, 0, 0x10, 1));

  it.each([
    ['another version', 4, 0x02],
    ['version 1', 1, 0x0a],
    ['another type', 3, 0x42],
  ])('%s: logged, never answered', (_, version, type) => {
    const { alice } = pair();
    alice.receive(header(version, type));
    expect(alice.notices).toEqual(['received-unrecognized']);
    expect(alice.wire).toEqual([]);
  });
});

describe('a contact that was heard to speak version 3', () => {
  it('and comes back with version 2 is worth a word', () => {
    const { alice, bob } = privatePair();
    bob.end();
    pump(alice, bob);
    bob.policy = { ...bob.policy, allowV3: false };
    bob.start();
    pump(alice, bob);
    expect(alice.state).toBe('encrypted');
    expect(alice.correspondent.current().version).toBe(2);
    expect(alice.notices).toContain('version-downgrade');
  });
});
