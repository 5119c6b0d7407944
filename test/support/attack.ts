// SPDX-License-Identifier: GPL-2.0-or-later
// What the tests of attacks have in common: a victim, somebody on the way, and what must still hold.
import type { SessionEvent } from '../../src/session/events.js';
import { type AkeMessage, encodeAke, type Tags } from '../../src/wire/ake-messages.js';
import { armor, unarmor } from '../../src/wire/armor.js';
import { headerLength } from '../../src/wire/header.js';
import { Hostile, type HostileOptions } from './hostile.js';
import { BOB_TAG, pair, type PairOptions, type Person, privatePair, pump } from './two-party.js';

export const VERSIONS = [2, 3] as const;
export type Version = (typeof VERSIONS)[number];

/** A tag that belongs to nobody here. */
export const STRANGER = 0x1234567;

/** Alice in a session with bob; who speaks both versions and hears everybody. */
export function liveSession(version: Version, options: PairOptions = {}) {
  const both = privatePair({ ...options, versions: [version] });
  both.alice.policy = { ...both.alice.policy, allowV2: true, allowV3: true };
  const { ssid } = both.alice.correspondent.current();
  return { ...both, ssid };
}

/** Alice in a session with somebody who does not keep to the protocol. */
export function withHostile(version: Version, options: Partial<HostileOptions> = {}) {
  const { alice, clock } = pair({ versions: [version] });
  const mallory = new Hostile({ version, tag: BOB_TAG, ...options }).makePrivate(alice);
  alice.events.length = 0;
  return { alice, mallory, clock };
}

/** Gives `wire` to the victim, whose answers never arrive. */
export function inject(victim: Person, wire: string): readonly SessionEvent[] {
  const events = victim.receive(wire);
  victim.outbox.length = 0;
  return events;
}

/** The session is still the one that both had, and still works. */
export function expectUnchanged({ alice, bob, ssid }: ReturnType<typeof liveSession>): void {
  for (const side of [alice, bob])
    expect(side.correspondent.current()).toMatchObject({ state: 'encrypted', ssid });
  const [a, b] = [alice.shown.length, bob.shown.length];
  alice.send('still ours?');
  pump(alice, bob);
  bob.send('still ours.');
  pump(alice, bob);
  expect(bob.shown.slice(b)).toEqual(['+ still ours?']);
  expect(alice.shown.slice(a)).toEqual(['+ still ours.']);
}

/** The bytes of "?OTR:…." changed, and armored again. */
export function altered(wire: string, change: (bytes: Uint8Array) => Uint8Array | null): string {
  const bytes = Uint8Array.from(unarmor(wire));
  return armor(change(bytes) ?? bytes);
}

/** The same data message with another counter, and so a MAC that does not fit. */
export function withCounter(wire: string, version: Version, ctr: bigint): string {
  return altered(wire, (bytes) => {
    const view = Buffer.from(bytes);
    const nextDh = headerLength(version) + 9;
    view.writeBigUInt64BE(ctr, nextDh + 4 + view.readUInt32BE(nextDh));
    return view;
  });
}

/** Well-formed key-exchange messages with nothing true in them. */
export const WELL_FORMED: Readonly<Record<AkeMessage['type'], AkeMessage>> = {
  'dh-commit': {
    type: 'dh-commit',
    encryptedGx: Buffer.alloc(196, 1),
    hashedGx: Buffer.alloc(32, 2),
  },
  // Any number of 1535 bits is a group element or the negative of one.
  'dh-key': { type: 'dh-key', gy: Buffer.alloc(192, 0x42) },
  'reveal-sig': {
    type: 'reveal-sig',
    r: Buffer.alloc(16, 0x33),
    encryptedSignature: Buffer.alloc(466, 4),
    mac: Buffer.alloc(20, 5),
  },
  signature: {
    type: 'signature',
    encryptedSignature: Buffer.alloc(466, 6),
    mac: Buffer.alloc(20, 7),
  },
};

export function forged(version: Version, tags: Tags, message: AkeMessage): string {
  return armor(encodeAke(version, tags, message));
}

/** Everything in `events` that a person would see, or that would leave. */
export function kindsOf(events: readonly SessionEvent[]): string[] {
  return events.map((event) =>
    event.kind === 'notice' ? event.code : event.kind === 'smp' ? event.outcome : event.kind,
  );
}
