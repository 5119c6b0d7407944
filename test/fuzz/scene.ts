// SPDX-License-Identifier: GPL-2.0-or-later
// A victim, two peers who say anything, somebody on the way, and what must hold after each thing they do.
import { createHash } from 'node:crypto';
import { POLICIES, type PolicyName } from '../../src/session/policy.js';
import type { SessionEvent, SessionInfo } from '../../src/session/events.js';
import type { AkeMessage } from '../../src/wire/ake-messages.js';
import { unarmor, armor } from '../../src/wire/armor.js';
import { fromUtf8 } from '../../src/wire/bytes.js';
import { fragment } from '../../src/wire/fragment.js';
import { forged, STRANGER, type Version, WELL_FORMED } from '../support/attack.js';
import { decodeBytes, faultOr } from '../support/decode.js';
import { type Fields, Hostile } from '../support/hostile.js';
import { ALICE_TAG, BOB_TAG, pair, type Person } from '../support/two-party.js';
import { bytesOf, type Parts, textOf } from './parts.js';
import { must } from './target.js';

export const TAGS = [BOB_TAG, STRANGER, ALICE_TAG, 0, 5];

/** What the person does. */
export const WISHES = [
  ...(['send', 'start', 'end', 'ask', 'question', 'answer', 'abort', 'extra'] as const),
];

/** What a peer says is bytes: text, and whatever stands behind its NUL. */
export type Action =
  | { readonly do: 'text'; readonly text: Parts }
  | {
      readonly do: 'forged';
      readonly type: AkeMessage['type'];
      readonly version: Version;
      readonly tags: readonly [number, number];
    }
  | { readonly do: 'exchange'; readonly peer: number; readonly messages: number }
  | { readonly do: 'say'; readonly peer: number; readonly bytes: Parts; readonly flags: number }
  | { readonly do: 'odd'; readonly peer: number; readonly fields: OddFields }
  | { readonly do: 'spoilt'; readonly peer: number; readonly at: number; readonly byte: number }
  | {
      readonly do: 'pieces';
      readonly peer: number;
      readonly size: number;
      readonly order: readonly number[];
    }
  | { readonly do: 'again'; readonly whose: 'theirs' | 'ours'; readonly back: number }
  | { readonly do: 'wish'; readonly wish: (typeof WISHES)[number] }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'policy'; readonly policy: PolicyName }
  | { readonly do: 'packets'; readonly size: number };

/** Fields of a data message with a right MAC; byte strings as one character a byte. */
export interface OddFields {
  readonly flags?: number;
  readonly senderKeyId?: number;
  readonly recipientKeyId?: number;
  readonly nextDh?: string;
  readonly ctr?: string;
  readonly encrypted?: string;
  readonly oldMacKeys?: string;
}

/** What somebody does who has no keys: nothing of a session may change by it. */
const OUTSIDERS: ReadonlySet<Action['do']> = new Set(['text', 'forged', 'spoilt', 'again']);

/** Instances that are kept, and events of one action: what bounds them is far below. */
const MOST_SESSIONS = 16;
const MOST_EVENTS = 5000;

export class Scene {
  readonly alice: Person;
  readonly #clock: { pass(milliseconds: number): void };
  readonly #peers: readonly Hostile[];
  /** Authentic texts, and how often each may still be shown. */
  readonly #said = new Map<string, number>();
  /** Texts of the person's that may not be read on the wire. */
  readonly #secrets: string[] = [];
  readonly #theirs: string[] = [];
  readonly #ours: string[] = [];
  #count = 0;

  constructor() {
    const { alice, clock } = pair();
    this.alice = alice;
    this.#clock = clock;
    this.#peers = [
      new Hostile({ version: 3, tag: BOB_TAG, seed: 'three' }),
      new Hostile({ version: 2, tag: 0, seed: 'two' }),
    ];
  }

  /** Carries out one action, and fails when something happens that must not. */
  act(action: Action): void {
    const before = this.alice.correspondent.sessions();
    const events = this.#carryOut(action);
    must(events.length <= MOST_EVENTS, `${events.length} events`);
    this.#checkShown(events);
    this.#checkWire(events);
    const after = this.alice.correspondent.sessions();
    must(after.length <= MOST_SESSIONS, `${after.length} instances`);
    if (OUTSIDERS.has(action.do)) mustBeKept(before, after);
    this.#hear();
    this.alice.events.length = 0;
    this.alice.wire.length = 0;
  }

  #carryOut(action: Action): readonly SessionEvent[] {
    const { alice } = this;
    switch (action.do) {
      case 'text':
        return alice.receive(textOf(action.text));
      case 'forged':
        return this.#deliver(forged(action.version, action.tags, WELL_FORMED[action.type]));
      case 'exchange':
        return this.#exchange(this.#peers[action.peer]!, action.messages);
      case 'say':
        return this.#say(this.#peers[action.peer]!, action);
      case 'odd':
        return this.#odd(this.#peers[action.peer]!, action.fields);
      case 'spoilt':
        return this.#spoilt(this.#peers[action.peer]!, action);
      case 'pieces':
        return this.#pieces(this.#peers[action.peer]!, action);
      case 'again': {
        const all = action.whose === 'theirs' ? this.#theirs : this.#ours;
        const packet = all.at(-1 - action.back);
        return packet === undefined ? [] : alice.receive(packet);
      }
      case 'wish':
        return this.#wish(action.wish);
      case 'wait':
        this.#clock.pass(action.seconds * 1000);
        return alice.note(alice.correspondent.tick());
      case 'policy':
        alice.policy = POLICIES[action.policy];
        return [];
      case 'packets':
        alice.maxMessageSize = action.size;
        return [];
    }
  }

  #deliver(packet: string): readonly SessionEvent[] {
    remember(this.#theirs, packet);
    return this.alice.receive(packet);
  }

  /** A key exchange that stops after so many messages of the peer's. */
  #exchange(peer: Hostile, messages: number): readonly SessionEvent[] {
    const { alice } = this;
    const start = alice.events.length;
    this.#deliver(peer.begin());
    for (let left = messages; left > 0; left -= 1) {
      const packet = alice.outbox.shift();
      if (packet === undefined) break;
      const answer = faultOr(() => peer.hear(packet));
      if (typeof answer === 'string') this.#deliver(answer);
    }
    return alice.events.slice(start);
  }

  #say(peer: Hostile, { bytes, flags }: Extract<Action, { do: 'say' }>): readonly SessionEvent[] {
    if (!peer.isPrivate) return [];
    const said = bytesOf(bytes);
    const end = said.indexOf(0);
    this.#authentic(fromUtf8(end < 0 ? said : said.subarray(0, end)));
    return this.#deliver(peer.sayBytes(said, [], flags));
  }

  #odd(peer: Hostile, fields: OddFields): readonly SessionEvent[] {
    if (!peer.isPrivate) return [];
    const text = `odd ${(this.#count += 1)}`;
    const wire = peer.say(text);
    const given = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? Buffer.from(value, 'latin1') : (value as number),
    ]);
    // Whatever it decrypts to has a right MAC: it may be shown once.
    this.#anything += 1;
    return this.#deliver(peer.remade(wire, Object.fromEntries(given) as Fields));
  }

  /** Texts with a right MAC of which nobody knows what they decrypt to. */
  #anything = 0;

  #spoilt(peer: Hostile, { at, byte }: Extract<Action, { do: 'spoilt' }>): readonly SessionEvent[] {
    if (!peer.isPrivate) return [];
    const bytes = Uint8Array.from(unarmor(peer.say(`spoilt ${(this.#count += 1)}`)));
    // Old MAC keys stand behind the MAC, and are covered by nothing.
    const covered = (decodeBytes(bytes)?.data?.authenticated.length ?? 0) + 20;
    const place = at % covered;
    bytes[place] = (bytes[place]! + 1 + (byte % 255)) & 0xff;
    return this.#deliver(armor(bytes));
  }

  #pieces(
    peer: Hostile,
    { size, order }: Extract<Action, { do: 'pieces' }>,
  ): readonly SessionEvent[] {
    if (!peer.isPrivate) return [];
    const text = `pieces ${(this.#count += 1)}`;
    this.#authentic(text);
    const packets = fragment(peer.say(text), size, peer.version, peer.tags);
    const numbers = order.length === 0 ? packets.keys() : order;
    return [...numbers].flatMap((n) => [...this.#deliver(packets[n % packets.length]!)]);
  }

  #wish(wish: (typeof WISHES)[number]): readonly SessionEvent[] {
    const { alice } = this;
    const { correspondent } = alice;
    const run = correspondent.smpRuns()[0]?.id ?? 0;
    switch (wish) {
      case 'send': {
        const text = `secret ${(this.#count += 1)} of alice`;
        if (correspondent.isProtected()) this.#secrets.push(text);
        return alice.send(text);
      }
      case 'start':
        return alice.start();
      case 'end':
        return alice.end();
      case 'ask':
        return alice.note(correspondent.smpStart(correspondent.current(), 'x', null));
      case 'question':
        return alice.note(correspondent.smpStart(correspondent.current(), 'x', 'who?'));
      case 'answer':
        return alice.note(correspondent.smpAnswer(run, 'x'));
      case 'abort':
        return alice.note(correspondent.smpAbort(run));
      case 'extra':
        return alice.note(correspondent.useExtraKey(1, Buffer.from('data')));
    }
  }

  #authentic(text: string): void {
    const name = nameOf(text);
    this.#said.set(name, (this.#said.get(name) ?? 0) + 1);
  }

  #checkShown(events: readonly SessionEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'display' || !event.encrypted) continue;
      const name = nameOf(event.text);
      const left = this.#said.get(name) ?? 0;
      if (left > 0) this.#said.set(name, left - 1);
      else {
        must(this.#anything > 0, 'something was shown as private that nobody said');
        this.#anything -= 1;
      }
    }
  }

  #checkWire(events: readonly SessionEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'transmit') continue;
      remember(this.#ours, event.text);
      for (const secret of this.#secrets)
        must(!event.text.includes(secret), 'a protected text left in clear');
    }
  }

  /** The peers read what was sent, so that their keys are in step; they do not answer. */
  #hear(): void {
    for (const packet of this.alice.outbox.splice(0))
      for (const peer of this.#peers) faultOr(() => peer.hear(packet));
  }
}

/** Packets that may be sent again; what the scene itself keeps must not count as the engine's. */
function remember(packets: string[], packet: string): void {
  if (packet.length < 5000) packets.push(packet);
  if (packets.length > 50) packets.shift();
}

function nameOf(text: string): string {
  return text.length < 100 ? text : createHash('sha256').update(text).digest('hex');
}

/** "A session leaves encrypted only by …": none of that happened. */
function mustBeKept(before: readonly SessionInfo[], after: readonly SessionInfo[]): void {
  for (const { state, ssid } of before)
    must(
      state !== 'encrypted' || after.some((each) => each.state === state && each.ssid === ssid),
      'a session was ended by somebody without its keys',
    );
}
