// SPDX-License-Identifier: GPL-2.0-or-later
import type { FakeHost } from '../../support/fake-host.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { ALICE, BOB, BOB_FINGERPRINT, BOB_KEY, OTHER_KEY, privatePeople } from './two-people.js';

/** Alice knows and has verified one key of Bob's. */
function verifiedBob(fingerprint: string): MemoryFiles {
  const files = new MemoryFiles();
  files.put('otr.fingerprints', `${BOB}\t${ALICE}\tprpl-jabber\t${fingerprint}\tverified\n`);
  return files;
}

describe('a contact whose verified key is another one', () => {
  test('nothing is sent until the person goes on with the new key', async () => {
    const files = verifiedBob(BOB_FINGERPRINT);
    const network = await privatePeople({ files }, { key: OTHER_KEY });
    const { alice, bob } = network;
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
    expect(alice.lines(BOB)).toMatch(/Attention: .* uses a new key, although you had verified/);
    expect(alice.find(BOB)?.shown.at(-1)?.tone).toBeDefined();
    const wire = alice.wire.length;
    alice.type(BOB, 'to whom?');
    expect(alice.wire).toHaveLength(wire);
    expect(alice.find(BOB)?.entry).toBe('to whom?');
    expect(alice.lines(BOB)).toContain('Your message was not sent');

    expect(alice.find(BOB)?.decoration?.menu).toContainEqual({
      kind: 'action',
      id: 'continue',
      label: '_Continue with the new key',
      sensitive: true,
    });
    alice.menu(BOB, 'continue');
    alice.type(BOB, 'to you');
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['to you']);
    expect(alice.find(BOB)?.decoration?.level).toBe('unverified');
  });

  test('verifying the new key lifts the hold', async () => {
    const network = await privatePeople(
      { files: verifiedBob(BOB_FINGERPRINT) },
      { key: OTHER_KEY },
    );
    network.alice.menu(BOB, 'verify');
    network.alice.forms[0]?.use('method', 'compare');
    network.alice.forms[0]?.press('go');
    network.alice.type(BOB, 'to you');
    await network.settle();
    expect(network.bob.texts(ALICE, 'received')).toEqual(['to you']);
    expect(network.alice.find(BOB)?.decoration?.level).toBe('private');
  });

  test('what waited for the verified key does not go to the new one', async () => {
    const network = await privatePeople(
      { files: verifiedBob(BOB_FINGERPRINT) },
      { key: OTHER_KEY },
    );
    const { alice, bob } = network;
    alice.menu(BOB, 'end');
    await network.settle();
    alice.menu(BOB, 'start');
    alice.type(BOB, 'for the verified key');
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual([]);
    expect(alice.find(BOB)?.entry).toBe('for the verified key');
    expect(alice.lines(BOB)).toContain('another key answered than the one it was meant for');
  });

  test('a key that was seen before, but never verified, holds as well', async () => {
    const files = verifiedBob('0'.repeat(40));
    files.put(
      'otr.fingerprints',
      `${files.text('otr.fingerprints') ?? ''}${BOB}\t${ALICE}\tprpl-jabber\t${BOB_FINGERPRINT}\t\n`,
    );
    const { alice } = await privatePeople({ files }, { key: BOB_KEY });
    alice.type(BOB, 'x');
    expect(alice.find(BOB)?.entry).toBe('x');
    expect(alice.lines(BOB)).toContain('uses a key that you have not verified');
  });

  test('the verified key itself makes the conversation private', async () => {
    const { alice } = await privatePeople({ files: verifiedBob(BOB_FINGERPRINT) });
    expect(alice.find(BOB)?.decoration?.level).toBe('private');
    expect(alice.lines(BOB)).toContain(`[OTR] Private conversation with ${BOB} started.`);
  });

  test('a new key of a contact without a verified one warns, and sends', async () => {
    const files = new MemoryFiles();
    files.put('otr.fingerprints', `${BOB}\t${ALICE}\tprpl-jabber\t${'0'.repeat(40)}\t\n`);
    const { alice } = await privatePeople({ files });
    expect(alice.lines(BOB)).toMatch(/Attention: .* uses a new key\. This may be/);
    const wire = alice.wire.length;
    alice.type(BOB, 'x');
    expect(alice.wire).toHaveLength(wire + 1);
  });
});

describe('a contact who goes offline in private', () => {
  test('is held until the person goes on, or something authentic arrives', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.presence = 'offline';
    alice.controller.contactWentOffline(alice.id(BOB));
    expect(alice.lines(BOB)).toContain('went offline during the private conversation');
    alice.type(BOB, 'gone?');
    expect(alice.find(BOB)?.entry).toBe('gone?');
    bob.type(ALICE, 'still here');
    await network.settle();
    alice.type(BOB, 'good');
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['good']);

    alice.controller.contactWentOffline(alice.id(BOB));
    expect(alice.command(BOB, 'continue')).toBeNull();
    alice.type(BOB, 'all the same');
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['good', 'all the same']);
  });

  test('who is back online gets messages again', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.controller.contactWentOffline(alice.id(BOB));
    expect(alice.find(BOB)?.decoration?.bar?.text).toContain('Nothing is sent');
    alice.controller.contactCameOnline(alice.id(BOB));
    expect(alice.lines(BOB)).toContain('is online again');
    expect(alice.find(BOB)?.decoration?.bar?.text).not.toContain('Nothing is sent');
    alice.type(BOB, 'hello again');
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['hello again']);
  });

  test('who comes online without having left is no news', async () => {
    const { alice } = await privatePeople();
    alice.controller.contactCameOnline(alice.id(BOB));
    expect(alice.lines(BOB)).not.toContain('is online again');
  });

  test('means nothing where no session is', async () => {
    const { alice } = await privatePeople();
    alice.menu(BOB, 'end');
    alice.controller.contactWentOffline(alice.id(BOB));
    expect(alice.lines(BOB)).not.toContain('went offline');
  });
});

describe('leaving', () => {
  test('an account that signs off ends its sessions, and holds until the person chooses', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.controller.signingOff(alice.account);
    await network.settle();
    expect(bob.find(ALICE)?.decoration?.level).toBe('finished');
    expect(alice.lines(BOB)).toContain('has ended, because your account went offline');
    expect(alice.find(BOB)?.decoration?.level).toBe('finished');
    expect(alice.guarded.has(BOB)).toBe(true);
    const wire = alice.wire.length;
    alice.type(BOB, 'not in clear');
    expect(alice.wire).toHaveLength(wire);
    expect(alice.find(BOB)?.entry).toBe('not in clear');
    alice.menu(BOB, 'end');
    expect(alice.guarded.has(BOB)).toBe(false);
    alice.type(BOB, 'now in clear');
    expect(alice.wire.at(-1)).toContain('now in clear');
  });

  test('starting again after that brings the session back', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    alice.controller.signingOff(alice.account);
    await network.settle();
    alice.menu(BOB, 'start');
    await network.settle();
    alice.type(BOB, 'encrypted again');
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['encrypted again']);
    expect(alice.wire.join('')).not.toContain('encrypted again');
  });

  test('unloading says so to both, and guards nothing any more', async () => {
    const network = await privatePeople();
    network.alice.controller.detaching();
    await network.settle();
    expect(network.bob.find(ALICE)?.decoration?.level).toBe('finished');
    expect(network.alice.lines(BOB)).toContain('Messages are not encrypted now');
    expect(network.alice.guarded.size).toBe(0);
  });

  test('turning OTR off ends the session first, for one contact or for all', async () => {
    for (const turnOff of ['contact', 'all']) {
      const network = await privatePeople();
      const { alice, bob } = network;
      if (turnOff === 'contact') expect(alice.command(BOB, 'policy never')).toBeNull();
      else turnOffForAll(alice);
      await network.settle();
      expect(bob.find(ALICE)?.decoration?.level).toBe('finished');
      expect(alice.lines(BOB)).toContain('Messages are not encrypted now');
      alice.type(BOB, 'plain');
      expect(alice.wire.at(-1)).toBe('plain');
    }
  });

  test('a packet that cannot leave brings the text back', async () => {
    const { alice } = await privatePeople();
    alice.files.put('otr.max_message_size', 'prpl-jabber\t200\n');
    alice.connected = false;
    alice.type(BOB, 'x'.repeat(500));
    expect(alice.find(BOB)?.entry).toContain('xxx');
    expect(alice.texts(BOB, 'sent')).toEqual([]);
  });

  test('a picture does not leave silently: the whole message comes back, with the reason', async () => {
    const network = await privatePeople();
    const { alice, bob } = network;
    const wire = alice.wire.length;
    alice.type(BOB, 'look: <IMG ID="3"> &lt;img&gt;');
    expect(alice.wire).toHaveLength(wire);
    expect(alice.find(BOB)?.entry).toBe('look: <IMG ID="3"> &lt;img&gt;');
    expect(alice.lines(BOB)).toContain('the picture in it cannot be encrypted');
    alice.type(BOB, 'look: &lt;img&gt;');
    await network.settle();
    expect(bob.texts(ALICE, 'received')).toEqual(['look: &lt;img&gt;']);
    alice.menu(BOB, 'end');
    alice.type(BOB, '<IMG ID="3">');
    expect(alice.wire.at(-1)).toContain('<IMG ID="3">');
  });
});

function turnOffForAll(host: FakeHost): void {
  host.configure('defaults').use('enabled', '0');
  host.form('Turn private messaging off')?.press('do');
}
