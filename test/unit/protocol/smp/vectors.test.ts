// SPDX-License-Identifier: GPL-2.0-or-later
// Comparisons of secrets that other engines have had, byte for byte.
import { smpSecret } from '../../../../src/protocol/smp/secret.js';
import { decodeSmp, encodeSmp, type SmpMessage } from '../../../../src/wire/smp-messages.js';
import { TLV } from '../../../../src/wire/tlv.js';
import { ScriptedRandom } from '../../../support/seeded-random.js';
import { Side } from '../../../support/smp.js';
import { hex, toHex, vectors } from '../../../support/vectors.js';

interface LibotrRun {
  readonly what: string;
  readonly x: string;
  readonly y: string;
  /** The exponents in the order in which they were drawn. */
  readonly random: Readonly<Record<'alice' | 'bob', readonly string[]>>;
  readonly messages: readonly [string, string, string, string];
  /** Whether alice, and bob, found the secrets to be the same. */
  readonly same: readonly [boolean, boolean];
}

const TYPES = [TLV.smp1, TLV.smp2, TLV.smp3, TLV.smp4] as const;

const value = (messages: readonly SmpMessage[]): string => toHex(encodeSmp(messages[0]!).value);

describe('libotr', () => {
  const { cases } = vectors('libotr-smp') as { cases: readonly LibotrRun[] };

  it.each(cases.map((run) => [run.what, run] as const))('%s', (_, run) => {
    const alice = new Side(new ScriptedRandom(run.random.alice.map(hex)));
    const bob = new Side(new ScriptedRandom(run.random.bob.map(hex)));
    const recorded = (i: 0 | 1 | 2 | 3): SmpMessage =>
      decodeSmp({ type: TYPES[i], value: hex(run.messages[i]) })!;
    // Each side hears what libotr said, and says what libotr said.
    expect(value(alice.ask(hex(run.x)))).toBe(run.messages[0]);
    bob.hear(recorded(0));
    expect(value(bob.answer(hex(run.y)))).toBe(run.messages[1]);
    expect(value(alice.hear(recorded(1)))).toBe(run.messages[2]);
    expect(value(bob.hear(recorded(2)))).toBe(run.messages[3]);
    expect(alice.hear(recorded(3))).toEqual([]);
    const results = run.same.map((same) => (same ? 'success' : 'failure'));
    expect(alice.news.at(-1)).toBe(`asking: ${results[0]!}`);
    expect(bob.news.at(-1)).toBe(`answering: ${results[1]!}`);
  });

  it('was recorded with every kind of leading zero', () => {
    expect(cases.map(({ what }) => what)).toContain('a secret with a leading zero byte');
    for (const message of [1, 2, 3, 4])
      expect(cases.map(({ what }) => what)).toContain(
        `a leading zero byte in message ${String(message)}`,
      );
  });
});

describe('otr3', () => {
  const recorded = vectors('otr3-smp') as Readonly<
    Record<'smp1' | 'smp2' | 'smp3' | 'smp4', Readonly<Record<string, string>>>
  > & {
    readonly random: readonly string[];
    readonly secret: Readonly<Record<string, string>>;
  };

  /** Its exponents have 16 bytes, ours 192: the same numbers. */
  const exponents = (...which: readonly number[]): ScriptedRandom =>
    new ScriptedRandom(which.map((i) => hex(recorded.random[i]!.padStart(384, '0'))));

  const message = (kind: 'smp1' | 'smp2' | 'smp3' | 'smp4'): SmpMessage => {
    const numbers = Object.entries(recorded[kind]).map(([name, digits]) => [name, hex(digits)]);
    const question = kind === 'smp1' ? { question: null } : {};
    return { type: kind, ...question, ...Object.fromEntries(numbers) } as SmpMessage;
  };

  /** The numbers as hexadecimal digits. */
  const numbersOf = ([first]: readonly SmpMessage[]): unknown =>
    Object.fromEntries(
      Object.entries(first!).flatMap(([name, number]) =>
        number instanceof Uint8Array ? [[name, toHex(number)]] : [],
      ),
    );

  const x = hex(recorded.secret['hash']!);

  it('hashes the same secret', () => {
    const binding = {
      initiator: hex(recorded.secret['initiator']!),
      responder: hex(recorded.secret['responder']!),
      ssid: hex(recorded.secret['ssid']!),
    };
    const made = smpSecret(binding, Buffer.from(recorded.secret['typed']!));
    expect(toHex(made.reveal())).toBe(recorded.secret['hash']);
  });

  it('says the same in both roles', () => {
    const alice = new Side(exponents(0, 1, 2, 3, 0, 1, 2, 3));
    const bob = new Side(exponents(0, 1, 2, 3, 4, 5, 6, 0));
    expect(numbersOf(alice.ask(x))).toEqual(recorded.smp1);
    bob.hear(message('smp1'));
    expect(numbersOf(bob.answer(x))).toEqual(recorded.smp2);
    expect(numbersOf(alice.hear(message('smp2')))).toEqual(recorded.smp3);
    expect(numbersOf(bob.hear(message('smp3')))).toEqual(recorded.smp4);
    alice.hear(message('smp4'));
    expect([alice.news.at(-1), bob.news.at(-1)]).toEqual(['asking: success', 'answering: success']);
  });
});
