// SPDX-License-Identifier: GPL-2.0-or-later
// Our toolkit and libotr's (Debian's libotr5-bin), on what live sessions of our engine with libotr
// say, and on what the other toolkit made of it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemRandom } from '../../src/crypto/random.js';
import { Correspondent } from '../../src/session/correspondent.js';
import type { SessionEvent } from '../../src/session/events.js';
import { POLICIES } from '../../src/session/policy.js';
import { type Outcome, runToolkit } from '../../src/toolkit/commands.js';
import { fingerprintOf } from '../../src/crypto/fingerprint.js';
import { judge, readTranscript, signers } from '../support/judge.js';
import { publicKeyHex } from '../support/toolkit.js';
import { IDENTITIES, recording } from '../support/vectors.js';
import { policy, startPeer, withFolder } from './pair.js';
import type { Peer, PeerEvent } from './peer.js';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '..', '..');

type Version = 2 | 3;
type Run = (args: readonly string[], input?: string) => Outcome;

const ours: Run = (args, input = '') =>
  runToolkit(args, { input: () => input, random: systemRandom });

const theirs: Run = ([name = '', ...args], input = '') => {
  const { stdout, stderr, status } = spawnSync(`otr_${name}`, args, { input, encoding: 'utf8' });
  return { out: stdout, err: stderr, status: status ?? -1 };
};

const TOOLKITS = [
  ['our toolkit', ours],
  ['their toolkit', theirs],
] as const;
const CASES = ([2, 3] as const).flatMap((version) =>
  TOOLKITS.map(([name, run]) => [name, version, run] as const),
);

/** The value of a field of a report. */
function field(report: string, name: string): string {
  const value = new RegExp(`^\\s*${name}: (.*)$`, 'm').exec(report)?.[1];
  if (value === undefined) throw new Error(`no ${name} in ${report}`);
  return value;
}

/** A session of our engine (alice) with libotr (bob) in which messages pass only when told to. */
class Live {
  /** "NAME: MESSAGE" for everything that was sent. */
  recorded = '';

  readonly alice: Correspondent;
  readonly bob: Peer;

  constructor(alice: Correspondent, bob: Peer) {
    this.alice = alice;
    this.bob = bob;
  }

  /** What alice puts on the wire, not yet delivered. */
  fromAlice(events: readonly SessionEvent[]): string[] {
    return this.#record(
      'alice',
      events.flatMap((e) => (e.kind === 'transmit' ? [e.text] : [])),
    );
  }

  /** What bob puts on the wire, not yet delivered. */
  fromBob(): string[] {
    return this.#record('bob', this.bob.outbox.splice(0).map(String));
  }

  /** Delivers everything until both are silent. */
  async carry(fromAlice: readonly string[]): Promise<void> {
    let wires = fromAlice;
    while (wires.length > 0) {
      for (const wire of wires) await this.bob.recv(wire);
      wires = this.fromBob().flatMap((wire) => this.fromAlice(this.alice.receive(wire)));
    }
  }

  async say(text: string): Promise<void> {
    await this.carry(this.fromAlice(this.alice.send(text)));
  }

  async hear(text: string): Promise<void> {
    await this.bob.send(text);
    await this.carry(this.fromBob().flatMap((wire) => this.fromAlice(this.alice.receive(wire))));
  }

  /** bob's Diffie-Hellman keys of the moment. */
  async keys(): Promise<PeerEvent> {
    return (await this.bob.cmd('keys'))[0]!;
  }

  #record(name: string, wires: string[]): string[] {
    // libotr's query goes on for some lines; what is said about it does not matter.
    for (const wire of wires) this.recorded += `${name}: ${wire.split('\n')[0]!}\n`;
    return wires;
  }
}

/** Runs `test` with a live session in which both have said something. */
async function withLive(version: Version, test: (live: Live) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const who = { account: 'bob', peer: 'alice', dir: join(folder, 'bob') };
    const bob = await startPeer('libotr', who, { policy: policy(version) });
    const live = new Live(
      new Correspondent({
        tools: { random: systemRandom, now: () => 0 },
        identity: IDENTITIES.alice,
        instanceTag: 0x1234,
        policy: () => ({ ...POLICIES.manual, allowV2: version === 2, allowV3: version === 3 }),
        maxMessageSize: () => 0,
        queryExplanation: () => '',
        isTrusted: () => true,
        errorText: (code) => code,
      }),
      bob,
    );
    try {
      await live.carry(live.fromAlice(live.alice.start()));
      expect(live.alice.current().state).toBe('encrypted');
      await test(live);
    } finally {
      await bob.close();
    }
  });
}

/** The AES key of a message between bob and alice, from bob's Diffie-Hellman keys. */
function aesKey(run: Run, keys: PeerEvent, wire: string): string {
  const report = run(['parse'], wire).out;
  const isSent = report.includes(`DH y: ${String(keys['our_pub'])}\n`);
  const ids = [field(report, 'Sender keyid'), field(report, 'Rcpt keyid')];
  const [ourId, theirId] = (isSent ? ids : ids.reverse()).map(Number);
  const priv = keys[ourId === keys['our_keyid'] ? 'our_priv' : 'our_old_priv'];
  const pub = keys[theirId === keys['their_keyid'] ? 'their_pub' : 'their_old_pub'];
  const printed = run(['sesskeys', String(priv), String(pub)]).out;
  return field(printed, isSent ? 'Sending   AES key' : 'Receiving AES key');
}

/** Ciphertext of "a…" made into that of "b…". */
function aToB(encrypted: string): string {
  const bytes = Buffer.from(encrypted, 'hex');
  bytes[0]! ^= 'a'.charCodeAt(0) ^ 'b'.charCodeAt(0);
  return bytes.toString('hex');
}

function shownByAlice(events: readonly SessionEvent[]): unknown[] {
  return events.flatMap((e) =>
    e.kind === 'display' ? [{ text: e.text, private: e.encrypted }] : [],
  );
}

function shownByBob(events: readonly PeerEvent[]): unknown[] {
  return events
    .filter(({ ev }) => ev === 'display')
    .map((event) => ({ text: event['text'], private: event['private'] }));
}

describe.each(CASES)('%s in a live session, version %i', (_, version, run) => {
  /** Has `forge` change the next message each way; what comes of it must be shown as private. */
  async function expectBelieved(
    live: Live,
    change: (wire: string, aes: string) => string,
    [said, believed]: readonly [string, string],
  ): Promise<void> {
    const [sent = ''] = live.fromAlice(live.alice.send(said));
    const forged = change(sent, aesKey(run, await live.keys(), sent));
    expect(shownByBob(await live.bob.recv(forged))).toEqual([{ text: believed, private: true }]);
    await live.bob.send(said);
    const [answer = ''] = live.fromBob();
    const forgedAnswer = change(answer, aesKey(run, await live.keys(), answer));
    expect(shownByAlice(live.alice.receive(forgedAnswer))).toEqual([
      { text: believed, private: true },
    ]);
  }

  test('readforge: both engines believe it', () =>
    withLive(version, async (live) => {
      const change = (wire: string, aes: string) => {
        const [plain, forged] = run(['readforge', aes, 'nay, žádný'], wire).out.split('\n');
        expect(plain).toBe("Plaintext: ``yea''");
        return forged!;
      };
      for (let i = 0; i < 3; i += 1) await expectBelieved(live, change, ['yea', 'nay, žádný']);
    }));

  test('modify: both engines believe it', () =>
    withLive(version, async (live) => {
      const change = (wire: string, aes: string) => {
        const mac = field(run(['mackey', aes]).out, 'MAC key');
        return run(['modify', mac, '100', '999', '4'], wire).out.trim();
      };
      for (let i = 0; i < 3; i += 1) await expectBelieved(live, change, ['pay 100', 'pay 999']);
    }));

  // Theirs makes messages of version 3 only.
  if (version === 3 || run === ours)
    test('remac: both engines believe it', () =>
      withLive(version, async (live) => {
        const change = (wire: string, aes: string) => {
          const report = run(['parse'], wire).out;
          const mac = field(run(['mackey', aes]).out, 'MAC key');
          const of = (...names: string[]) => names.map((name) => field(report, name));
          const revealed = [...report.matchAll(/Key \d+: (\w+)/g)].map((match) => match[1]!);
          return run([
            'remac',
            mac,
            ...(version === 3 ? of('Sender instance', 'Receiver instance') : ['0', '0']),
            ...of('Flags', 'Sender keyid', 'Rcpt keyid', 'DH y', 'Counter'),
            aToB(field(report, 'Encrypted message')),
            revealed.join(''),
          ]).out.trim();
        };
        for (let i = 0; i < 3; i += 1) await expectBelieved(live, change, ['a', 'b']);
      }));
});

describe.each([2, 3] as const)('a session with libotr, version %i', (version) => {
  test('is parsed alike', () =>
    withLive(version, async (live) => {
      for (const text of ['one', 'two words', 'x'.repeat(2000)]) {
        await live.say(text);
        await live.hear(text);
      }
      await live.carry(
        live.fromAlice(live.alice.smpStart(live.alice.current(), 'a secret', 'a question?')),
      );
      await live.carry(live.fromAlice(live.alice.end()));
      const parsed = ours(['parse'], live.recorded);
      expect(parsed).toEqual(theirs(['parse'], live.recorded));
      expect(parsed.out).toContain('Revealed MAC keys');
    }));

  test('becomes another one in the hands of bob', () =>
    withLive(version, async (live) => {
      const { our_old_priv: exponent } = await live.keys();
      await live.say('lovely weather');
      const texts = ['I took the money', 'did you?', 'yes', 'all of it'];
      const said = texts.map((text, i) => `${i === 1 ? 'bob' : 'alice'}: ${text}\n`).join('');
      const forged = ours(['forge', String(exponent)], live.recorded + said).out;
      expectCheckedByLibotr(forged, texts);
      expect(new Set(judge(forged).map(({ derived }) => derived))).toEqual(new Set(['yes']));
      const fingerprints = [live.bob.fingerprint, fingerprintOf(IDENTITIES.alice)];
      expect([...signers(forged, String(exponent))].sort()).toEqual(fingerprints.sort());
    }));

  test('need not have been', () => {
    const said = 'alice: I took the money\nbob: did you?\n';
    const flag = version === 2 ? ['-2'] : [];
    const keys = [publicKeyHex('alice'), publicKeyHex('bob')];
    const forged = ours(['forge', ...flag, ...keys], said).out;
    expectCheckedByLibotr(forged, ['I took the money', 'did you?']);
  });
});

/** Everything that a reader with libotr's toolkit alone can check. */
function expectCheckedByLibotr(forged: string, texts: readonly string[]): void {
  expect(theirs(['parse'], forged)).toEqual(ours(['parse'], forged));
  const data = readTranscript(forged).filter(({ notes }) => notes.has('AES key'));
  const read = data.map(({ wire, notes }) => theirs(['readforge', notes.get('AES key')!], wire));
  // The end of a conversation is a message without text.
  const shown = [...texts, ''].map((text) => `Plaintext: \`\`${text}''\n`);
  expect(read).toEqual(shown.map((out) => ({ out, err: '', status: 0 })));
  expectKeysOfLibotr(data);
}

/** The AES keys from the third message on follow from the announced values, by otr_sesskeys. */
function expectKeysOfLibotr(data: ReturnType<typeof readTranscript>): void {
  const announced = new Map<string, { value: string; exponent: string }>();
  let checked = 0;
  for (const { name, wire, notes } of data) {
    const report = theirs(['parse'], wire).out;
    const [ourId, theirId] = [field(report, 'Sender keyid'), field(report, 'Rcpt keyid')];
    const mine = announced.get(`${name} ${ourId}`);
    const others = announced.get(`${name === 'alice' ? 'bob' : 'alice'} ${theirId}`);
    if (mine !== undefined && others !== undefined) {
      const printed = theirs(['sesskeys', mine.exponent, others.value]).out;
      expect(field(printed, 'Sending   AES key')).toBe(notes.get('AES key'));
      checked += 1;
    }
    announced.set(`${name} ${String(Number(ourId) + 1)}`, {
      value: field(report, 'DH y'),
      exponent: notes.get('DH private key')!,
    });
  }
  expect(checked).toBeGreaterThanOrEqual(data.length > 3 ? 1 : 0);
}

describe('the commands side by side', () => {
  const { steps } = recording(3);
  const { wire, sendingAes = '', sendingMac = '' } = steps.find(({ text }) => text === 'last')!;
  const dh = steps[2]!.wire;
  const zeros = '00'.repeat(20);

  test.each([
    ['sesskeys', ['01', '02'], ''],
    ['sesskeys', ['0102030405060708', '0a0b0c0d0e0f'], ''],
    ['sesskeys', ['00ff', '0003'], ''],
    ['mackey', [sendingAes], ''],
    ['mackey', [sendingAes.toUpperCase()], ''],
    ['readforge', [sendingAes], wire],
    ['readforge', [sendingAes, ''], wire],
    ['readforge', [sendingAes, 'žluťoučký'], `he said ${wire} and left ${dh}`],
    ['readforge', [sendingAes], ''],
    ['readforge', [sendingAes], dh],
    ['readforge', [sendingAes], '?OTR:AAMD66hVEJvHGx4A.'],
    ['readforge', [zeros.slice(0, 32)], wire],
    ['readforge', [zeros.slice(0, 32), 'mine'], wire],
    ['modify', [sendingMac, 'last', 'lost', '0'], wire],
    ['modify', [sendingMac, '', '', '4'], wire],
    ['modify', [zeros, 'last', 'lost', '0'], wire],
    ['modify', [sendingMac, 'last', 'lost', '0'], ''],
    [
      'remac',
      [zeros, '256', '4294967295', '1', '2', '3', '0004', '0000000000000005', '06', zeros],
      '',
    ],
    ['parse', [], `nothing, then ${wire.slice(0, -1)}`],
  ] as const)('%s %j', (name, args, input) => {
    const mine = ours([name, ...args], input);
    const libotrs = theirs([name, ...args], input);
    // remac of libotr's ends without a newline.
    expect({ ...mine, out: mine.out.trimEnd() }).toEqual({
      ...libotrs,
      out: libotrs.out.trimEnd(),
    });
  });

  test.each([
    ['sesskeys', ['01']],
    ['sesskeys', ['0', '02']],
    ['sesskeys', ['01', 'xy']],
    ['sesskeys', ['01'.repeat(41), '02']],
    ['mackey', ['00']],
    ['mackey', ['00', '11']],
    ['readforge', ['00']],
    ['readforge', ['x'.repeat(32)]],
    ['modify', [sendingMac, 'a', 'bc', '0']],
    ['modify', [sendingMac, 'a', 'b', 'c']],
    ['remac', [zeros, '256', '256', '0', 'x', '1', '02', '0000000000000001', '', '']],
    ['remac', [zeros, '256', '256', '0', '1', '1', '02', '01', '', '']],
    ['parse', ['x']],
  ] as const)('%s %j: both refuse', (name, args) => {
    const mine = ours([name, ...args], wire);
    const libotrs = theirs([name, ...args], wire);
    expect([mine.out, mine.status]).toEqual([libotrs.out, libotrs.status]);
    expect(mine.err).toContain('Usage: ');
  });
});

test('scripts/otr-toolkit reads standard input and ends with the status', () => {
  const script = join(ROOT, 'scripts', 'otr-toolkit');
  const run = (args: string[], input: string) => {
    const { stdout, stderr, status } = spawnSync(script, args, { input, encoding: 'utf8' });
    return { out: stdout, err: stderr, status };
  };
  for (const { wire } of recording(2).steps)
    expect(run(['parse'], wire)).toEqual(ours(['parse'], wire));
  const key = '00'.repeat(16);
  expect(run(['readforge', key], 'none')).toEqual(ours(['readforge', key], 'none'));
});

test('the demonstration in docs/deniability.md shows what it says', () =>
  withFolder((dir) => {
    const page = readFileSync(join(ROOT, 'docs', 'deniability.md'), 'utf8');
    const blocks = Array.from(page.matchAll(/^```sh\n(.*?)^```$/gms), ([, block]) => block!);
    const env = { ...process.env, TMPDIR: dir };
    const options = { cwd: ROOT, env, input: blocks.join(''), encoding: 'utf8' } as const;
    const { stdout, stderr, status } = spawnSync('bash', ['-e'], options);
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout.split('\n').filter((line) => line.startsWith('Plaintext'))).toEqual([
      "Plaintext: ``never''",
      "Plaintext: ``Did you take the money?''",
      "Plaintext: ``Yes, and I would do it again.''",
      "Plaintext: ``''",
    ]);
    // The genuine conversation, and two forged ones.
    expect(stdout.match(/^D-H Commit Message:$/gm)).toHaveLength(3);
    expect(stdout).not.toMatch(/^(Invalid|Unrecognized)/m);
    return Promise.resolve();
  }));
