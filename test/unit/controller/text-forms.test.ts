// SPDX-License-Identifier: GPL-2.0-or-later
import type { Account } from '../../../src/controller/ports.js';
import { FakeHost, type FakeHostOptions } from '../../support/fake-host.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { FINGERPRINTS, pair } from '../../support/two-party.js';
import { IDENTITIES } from '../../support/vectors.js';
import { xmpp } from './two-people.js';

const irc: Account = {
  protocol: 'prpl-irc',
  username: 'alice@irc.example.org',
  protocolName: 'IRC',
  connected: true,
};

/** Alice with this plugin; Bob with a program that puts in and takes out exactly what he types. */
class Meeting {
  readonly alice: FakeHost;
  readonly bob = pair().bob;

  constructor(account: Account, options: Partial<FakeHostOptions> = {}) {
    this.alice = new FakeHost({ account, key: IDENTITIES.alice, ...options });
    this.alice.peer = (packet): void => {
      this.bob.receive(packet);
    };
    this.alice.window('bob');
  }

  /** Until both are silent. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      await new Promise(setImmediate);
      for (const packet of this.bob.outbox.splice(0)) {
        this.alice.arrive('bob', packet);
        quiet = 0;
      }
    }
  }

  /** Bob's program puts these into messages; what Alice sees of the last, as HTML. */
  async bobWrites(...payloads: readonly string[]): Promise<string> {
    for (const payload of payloads) this.bob.send(payload);
    await this.settle();
    return this.alice.texts('bob', 'received').at(-1) ?? '';
  }

  /** Alice types this HTML; what Bob's program takes out of the message. */
  async aliceTypes(html: string): Promise<string> {
    this.alice.type('bob', html);
    await this.settle();
    return this.bob.all('display').at(-1)?.text ?? '';
  }
}

/** A meeting whose session stands. */
async function meet(account: Account, options: Partial<FakeHostOptions> = {}): Promise<Meeting> {
  const meeting = new Meeting(account, options);
  meeting.bob.start();
  await meeting.settle();
  return meeting;
}

const jabber = xmpp('alice@example.org');
const TYPED = 'a &lt; b &amp; <b>c</b>';

describe('a contact whose program has given nothing away', () => {
  test('gets HTML on XMPP, plain text on IRC', async () => {
    expect(await (await meet(jabber)).aliceTypes(TYPED)).toBe(TYPED);
    expect(await (await meet(irc)).aliceTypes(TYPED)).toBe('a < b & c');
  });

  test('says nothing about it with most texts', async () => {
    const meeting = await meet(jabber);
    expect(await meeting.bobWrites('hello\n"you"')).toBe('hello<br>"you"');
    expect(await meeting.aliceTypes(TYPED)).toBe(TYPED);
  });
});

describe('a contact whose program writes plain text', () => {
  test('is read as plain text from the first message on, and gets plain text', async () => {
    const meeting = await meet(jabber);
    expect(await meeting.bobWrites('I <3 <b>you</b> &amp; <me>')).toBe(
      'I &lt;3 &lt;b&gt;you&lt;/b&gt; &amp;amp; &lt;me&gt;',
    );
    expect(await meeting.aliceTypes(TYPED)).toBe('a < b & c');
    expect(await meeting.bobWrites('typed &lt; stays')).toBe('typed &amp;lt; stays');
    expect(await meeting.bobWrites('<b>stays</b>')).toBe('&lt;b&gt;stays&lt;/b&gt;');
  });

  test('is remembered by the key, beyond the end of the program', async () => {
    const files = new MemoryFiles();
    await (await meet(jabber, { files })).bobWrites('a < b');
    const later = await meet(xmpp('alice@example.org/Elsewhere'), { files });
    expect(await later.aliceTypes(TYPED)).toBe('a < b & c');
    expect(await later.bobWrites('&lt;')).toBe('&amp;lt;');
  });

  test('may speak of HTML now and then', async () => {
    const meeting = await meet(jabber);
    await meeting.bobWrites('a < b');
    await meeting.bobWrites('<b>x</b>', '&amp;', 'a & b', '<i>x</i>', '&lt;', 'c > d');
    expect(await meeting.aliceTypes(TYPED)).toBe('a < b & c');
  });
});

describe('a contact whose program writes HTML', () => {
  test('on IRC: gets HTML after the first message that shows it', async () => {
    const meeting = await meet(irc);
    expect(await meeting.bobWrites('1 &lt; 2 <b>b</b> &quot;x&quot;')).toBe(
      '1 &lt; 2 <b>b</b> "x"',
    );
    expect(await meeting.aliceTypes(TYPED)).toBe(TYPED);
  });

  test('may once send what was never escaped: that message is shown as it came', async () => {
    const meeting = await meet(jabber);
    await meeting.bobWrites('&lt;');
    expect(await meeting.bobWrites('a & b &lt; <b>c')).toBe('a &amp; b &amp;lt; &lt;b&gt;c');
    expect(await meeting.bobWrites('<b>c</b>')).toBe('<b>c</b>');
    expect(await meeting.aliceTypes(TYPED)).toBe(TYPED);
  });
});

describe('what was learnt', () => {
  test('changes after three messages in a row, and only then', async () => {
    const meeting = await meet(jabber);
    await meeting.bobWrites('&lt;', 'a < b', 'a < b', '&lt;', 'a < b', 'hello', 'a < b');
    expect(await meeting.aliceTypes(TYPED)).toBe(TYPED);
    await meeting.bobWrites('a < b');
    expect(await meeting.aliceTypes(TYPED)).toBe('a < b & c');
    await meeting.bobWrites('&lt;', '&lt;');
    expect(await meeting.aliceTypes(TYPED)).toBe('a < b & c');
    expect(await meeting.bobWrites('&lt;')).toBe('&lt;');
    expect(await meeting.aliceTypes(TYPED)).toBe(TYPED);
  });

  test('belongs to the key: an unencrypted text teaches nothing', async () => {
    const meeting = await meet(jabber);
    meeting.alice.arrive('bob', 'a < b');
    expect(await meeting.aliceTypes(TYPED)).toBe(TYPED);
    await meeting.bobWrites('a < b');
    const key = meeting.alice.files.text('otr.fingerprints') ?? '';
    expect(key).toContain(FINGERPRINTS.bob.toLowerCase());
    expect(key).not.toContain('plain');
  });
});

describe('the person’s own choice', () => {
  test('holds both ways, whatever the program was seen to do, until it is taken back', async () => {
    const meeting = await meet(jabber);
    const { alice } = meeting;
    expect(alice.command('bob', 'text plain')).toBeNull();
    expect(alice.lines('bob')).toContain('Private messages to bob: plain text, as you chose.');
    expect(await meeting.bobWrites('<b>x</b> &lt;')).toBe('&lt;b&gt;x&lt;/b&gt; &amp;lt;');
    expect(await meeting.aliceTypes(TYPED)).toBe('a < b & c');
    alice.command('bob', 'text html');
    expect(await meeting.bobWrites('<b>x</b> < y')).toBe('<b>x</b> &lt; y');
    alice.command('bob', 'text automatic');
    expect(alice.lines('bob')).toContain('as their program was seen to write');
  });

  test('needs a buddy, and a word that is known', async () => {
    const { alice } = await meet(irc);
    expect(alice.command('bob', 'text rich')).toContain('automatic, plain, or html');
    alice.presence = 'none';
    expect(alice.command('bob', 'text plain')).toContain('buddy list');
    expect(alice.command('bob', 'text')).toBeNull();
    expect(alice.lines('bob')).toContain('plain text, as is usual on this network');
  });
});

describe('text that waits for a session', () => {
  test('is written for the key that answers, and shown as it was typed', async () => {
    const files = new MemoryFiles();
    await (await meet(jabber, { files })).bobWrites('a < b');
    const meeting = new Meeting(jabber, { files });
    const { alice, bob } = meeting;
    alice.menu('bob', 'start');
    alice.type('bob', '<font color="red">1 &lt; 2</font>');
    expect(alice.lines('bob')).toContain('waiting: <font color="red">1 &lt; 2</font>');
    await meeting.settle();
    expect(bob.shown).toEqual(['+ 1 < 2']);
    expect(alice.texts('bob', 'sent')).toEqual(['<font color="red">1 &lt; 2</font>']);
  });
});
