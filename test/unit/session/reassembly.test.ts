// SPDX-License-Identifier: GPL-2.0-or-later
// OTRv3, "Receiving Fragments", with the limits of safety.md §3.
import { Reassembly } from '../../../src/session/reassembly.js';
import { fragment, parseFragment } from '../../../src/wire/fragment.js';
import { faultCode } from '../../support/decode.js';
import { ALICE_TAG, BOB_TAG, privatePair, pump } from '../../support/two-party.js';

const MINUTE = 60_000;
const MIB = 1 << 20;

/** A v3 fragment of this sender's. */
const piece = (k: number, n: number, text: string, sender = BOB_TAG): string =>
  `?OTR|${sender.toString(16)}|${ALICE_TAG.toString(16)},${String(k)},${String(n)},${text},`;

/** Adds fragments one after the other; what came out at each. */
function add(reassembly: Reassembly, texts: readonly string[], now = 0): (string | null)[] {
  return texts.map((text) => reassembly.add(parseFragment(text), now));
}

describe('"let (K,N) be your currently stored fragment number"', () => {
  it.each([
    ['1 … n in order give the message', ['1,3,a', '2,3,b', '3,3,c'], 'abc'],
    ['one of one is the message', ['1,1,a'], 'a'],
    ['k = 1 forgets what was stored', ['1,2,x', '1,3,a', '2,3,b', '3,3,c'], 'abc'],
    ['a piece is missing', ['1,3,a', '3,3,c'], null],
    ['a piece comes twice', ['1,3,a', '2,3,b', '2,3,b', '3,3,c'], null],
    ['another n', ['1,3,a', '2,4,b', '3,3,c'], null],
    ['the last two in the wrong order', ['1,3,a', '3,3,c', '2,3,b'], null],
    ['nothing was stored', ['2,3,b', '3,3,c'], null],
    ['an empty piece is a piece', ['1,3,a', '2,3,', '3,3,c'], 'ac'],
  ])('%s', (_, parts, whole) => {
    const texts = parts.map((part) => {
      const [k, n, text] = part.split(',') as [string, string, string];
      return piece(Number(k), Number(n), text);
    });
    expect(add(new Reassembly(), texts).at(-1)).toBe(whole);
  });

  it('each sender has one of its own, and version 2 has one', () => {
    const reassembly = new Reassembly();
    const texts = [
      piece(1, 2, 'a'),
      piece(1, 2, 'x', 0x300),
      '?OTR,1,2,v,',
      piece(2, 2, 'b'),
      piece(2, 2, 'y', 0x300),
      '?OTR,2,2,w,',
    ];
    expect(add(reassembly, texts)).toEqual([null, null, null, 'ab', 'xy', 'vw']);
  });
});

describe('limits', () => {
  it('1 MiB for each message', () => {
    const half = 'x'.repeat(MIB / 2);
    const [first, second] = [piece(1, 3, half), piece(2, 3, half)];
    const reassembly = new Reassembly();
    expect(add(reassembly, [first, second])).toEqual([null, null]);
    expect(faultCode(() => reassembly.add(parseFragment(piece(3, 3, 'x')), 0))).toBe('too-large');
    // It has been forgotten.
    expect(add(reassembly, [piece(3, 3, '')])).toEqual([null]);
  });

  it('two minutes, whether somebody looks at the clock or not', () => {
    const reassembly = new Reassembly();
    add(reassembly, [piece(1, 3, 'a')], 0);
    expect(reassembly.nextDeadline()).toBe(2 * MINUTE);
    expect(add(reassembly, [piece(2, 3, 'b')], 2 * MINUTE - 1)).toEqual([null]);
    expect(add(reassembly, [piece(3, 3, 'c')], 2 * MINUTE)).toEqual([null]);
    add(reassembly, [piece(1, 2, 'a')], 0);
    reassembly.expire(2 * MINUTE);
    expect(reassembly.nextDeadline()).toBeNull();
  });

  it('four senders at a time: the one that has been silent the longest makes room', () => {
    const reassembly = new Reassembly();
    for (let i = 0; i < 5; i += 1) add(reassembly, [piece(1, 2, `${i}`, 0x400 + i)]);
    const ends = [0, 1, 2, 3, 4].map((i) => piece(2, 2, '!', 0x400 + i));
    expect(add(reassembly, ends)).toEqual([null, '1!', '2!', '3!', '4!']);
  });

  it('65,535 pieces take no longer than their number says', () => {
    const reassembly = new Reassembly();
    const text = 'y'.repeat(65_535);
    const start = process.cpuUsage().user;
    for (let k = 1; k < 65_535; k += 1)
      reassembly.add(parseFragment(piece(k, 65_535, text[k]!)), 0);
    expect(reassembly.add(parseFragment(piece(65_535, 65_535, 'y')), 0)).toHaveLength(65_535);
    expect((process.cpuUsage().user - start) / 1000).toBeLessThan(3000);
  });
});

describe('in a conversation', () => {
  /** An encrypted text of bob's in three pieces. */
  function pieces(): { alice: ReturnType<typeof privatePair>['alice']; parts: readonly string[] } {
    const { alice, bob } = privatePair();
    bob.send('in pieces');
    const [wire] = bob.outbox.splice(0) as [string];
    return { alice, parts: fragment(wire, 150, 3, [BOB_TAG, ALICE_TAG]) };
  }

  it('plaintext, queries and other people’s messages may come between', () => {
    const { alice, parts } = pieces();
    parts.forEach((part, i) => {
      alice.receive(part);
      if (i === 0) alice.receive('hello in clear');
      if (i === 1) alice.receive(piece(1, 2, 'x', 0x999));
    });
    expect(alice.shown).toEqual(['! hello in clear', '+ in pieces']);
  });

  it('an unfragmented message of the same sender forgets what was stored', () => {
    const { alice, bob } = privatePair();
    bob.send('in pieces');
    bob.send('whole');
    const [first, whole] = bob.outbox.splice(0) as [string, string];
    const parts = fragment(first, 150, 3, [BOB_TAG, ALICE_TAG]);
    alice.receive(parts[0]!);
    alice.receive(whole);
    for (const part of parts.slice(1)) alice.receive(part);
    expect(alice.shown).toEqual(['+ whole']);
  });

  it('for another instance are dropped, and our own are a reflection', () => {
    const { alice, parts } = pieces();
    for (const part of parts) {
      alice.receive(part.replace(ALICE_TAG.toString(16).padStart(8, '0'), '00009999'));
      alice.receive(part.replace(BOB_TAG.toString(16), ALICE_TAG.toString(16)));
    }
    expect(alice.shown).toEqual([]);
    expect(new Set(alice.notices)).toEqual(
      new Set(['received-for-other-instance', 'message-reflected']),
    );
  });

  it('a fragment made of fragments is malformed', () => {
    const { alice, bob } = privatePair();
    const inner = piece(1, 1, '?OTR:AAMD.');
    for (const part of fragment(inner, 60, 3, [BOB_TAG, ALICE_TAG])) alice.receive(part);
    expect(alice.notices).toEqual(['received-malformed']);
    pump(alice, bob);
    expect(alice.state).toBe('encrypted');
  });

  it('plaintext in pieces is text that was not encrypted', () => {
    const { alice } = privatePair();
    alice.receive(piece(1, 2, 'in '));
    alice.receive(piece(2, 2, 'clear'));
    expect(alice.shown).toEqual(['! in clear']);
  });
});
