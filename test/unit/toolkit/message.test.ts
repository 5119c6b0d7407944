// SPDX-License-Identifier: GPL-2.0-or-later
// Commands for keys and for one message.
import { hash } from '../../support/textbook.js';
import { output, toolkit } from '../../support/toolkit.js';
import { hex, type RecordedStep, recording, toHex, vectors } from '../../support/vectors.js';

interface KeyCase {
  readonly what: string;
  readonly private: string;
  readonly theirPublic: string;
  readonly end: string;
  readonly ourPublic: string;
  readonly sendingAes: string;
  readonly sendingMac: string;
  readonly receivingAes: string;
  readonly receivingMac: string;
}
const { cases } = vectors('libotr-session-keys') as { readonly cases: readonly KeyCase[] };

const WRONG_AES = '00'.repeat(16);
const WRONG_MAC = '00'.repeat(20);

describe('sesskeys and mackey', () => {
  it.each(cases.map((one) => [one.what, one] as const))('%s', (_, one) => {
    const printed = output(['sesskeys', one.private, one.theirPublic]);
    expect(printed.replace(/Session id: .*/, 'Session id:')).toBe(
      [
        `\nWe are the ${one.end} end of this key exchange.\n`,
        `Our public key: ${one.ourPublic}\n`,
        `Session id:\n`,
        `Sending   AES key: ${one.sendingAes}`,
        `Sending   MAC key: ${one.sendingMac}`,
        `Receiving AES key: ${one.receivingAes}`,
        `Receiving MAC key: ${one.receivingMac}\n\n`,
      ].join('\n'),
    );
  });

  it('prints the session id of version 1', () => {
    // 2^1 and 2: the secret is 2.
    const id = toHex(hash('sha1', hex('000000000102')));
    expect(output(['sesskeys', '01', '02'])).toContain(`\nSession id: ${id}\n`);
  });

  it('makes a MAC key of an AES key', () => {
    const [{ sendingAes, sendingMac }] = cases as [KeyCase];
    expect(output(['mackey', sendingAes.toUpperCase()])).toBe(
      `AES key: ${sendingAes}\nMAC key: ${sendingMac}\n`,
    );
  });

  it.each([
    ['', '02'],
    ['00', '02'],
    ['01'.repeat(41), '02'],
    ['02', ''],
    ['02', '01'],
    ['02', 'ff'.repeat(193)],
  ])('refuses the keys %j and %j', (ours, theirs) => {
    expect(toolkit(['sesskeys', ours, theirs])).toMatchObject({ out: '', status: 1 });
  });
});

describe.each([2, 3] as const)('readforge, modify and remac in version %i', (version) => {
  const { steps, tags } = recording(version);
  const data = steps.filter(
    (step): step is RecordedStep & { sendingAes: string; sendingMac: string } =>
      step.sendingAes !== undefined,
  );
  const said = data.find(({ text }) => text === 'last')!;

  it.each(data.map((step, i) => [i, step] as const))('reads message %i', (_, step) => {
    // What is not shown has no text, but TLVs.
    const expected = `Plaintext: \`\`${step.text ?? ''}''\n`;
    expect(output(['readforge', step.sendingAes], step.wire)).toBe(expected);
  });

  it('makes a message say something else', () => {
    const [read, forged] = output(['readforge', said.sendingAes, 'née\n'], said.wire).split('\n');
    expect(read).toBe("Plaintext: ``last''");
    expect(output(['readforge', said.sendingAes], forged)).toBe("Plaintext: ``née\n''\n");
    const before = output(['parse'], said.wire).split('\n');
    const after = output(['parse'], forged).split('\n');
    const changed = after.filter((line, i) => line !== before[i]);
    expect(changed).toEqual([
      expect.stringContaining('Encrypted message'),
      expect.stringContaining('MAC'),
    ]);
  });

  it('tells a wrong key, and can forge with it all the same', () => {
    const told = { err: 'MAC does not verify: wrong AES key?\n', status: 0 };
    expect(toolkit(['readforge', WRONG_AES], said.wire)).toEqual({ ...told, out: '' });
    const forged = toolkit(['readforge', WRONG_AES, 'all mine'], said.wire);
    expect(forged).toMatchObject(told);
    expect(output(['readforge', WRONG_AES], forged.out)).toBe("Plaintext: ``all mine''\n");
  });

  it('shows controls in a text instead of letting a terminal obey them', () => {
    const [, forged] = output(['readforge', said.sendingAes, '\u001b[2Jx\r'], said.wire).split(
      '\n',
    );
    expect(output(['readforge', said.sendingAes], forged)).toBe("Plaintext: ``\\x1b[2Jx\\x0d''\n");
  });

  it('replaces what it cannot read', () => {
    const forged = output(['modify', said.sendingMac, 'as', 'ea', '1'], said.wire);
    expect(output(['readforge', said.sendingAes], forged)).toBe("Plaintext: ``leat''\n");
  });

  it.each([
    [WRONG_MAC, 'last', 'lest', '0', /^MAC does not verify/],
    [said.sendingMac, 'last', 'le', '0', /same length/],
    [said.sendingMac, 'last', 'lest', '1000', /ends before/],
    [said.sendingMac, 'last', 'lest', '-1', /^Unparseable offset/],
    [said.sendingMac, 'last', 'lest', '4294967296', /^Unparseable offset/],
  ])('does not modify with %s %s %s %s', (mac, before, after, offset, why) => {
    const { out, err, status } = toolkit(['modify', mac, before, after, offset], said.wire);
    expect([out, status]).toEqual(['', 1]);
    expect(err).toMatch(why);
  });

  it.each(data.map((step, i) => [i, step] as const))('puts message %i together', (_, step) => {
    const fields = step.parsed!;
    const instances = version === 3 ? [tags[step.from], tags[other(step.from)]] : ['0', '0'];
    const args = [
      step.sendingMac,
      ...instances.map((tag) => String(Number.parseInt(tag, 16))),
      ...['flags', 'sender_keyid', 'rcpt_keyid', 'dh_y', 'counter'].map((name) => fields[name]!),
      fields['encrypted_message']!,
      (fields.revealed_mac_keys ?? []).join(''),
    ];
    expect(output(['remac', ...args])).toBe(`${step.wire}\n`);
  });
});

function other(name: 'alice' | 'bob'): 'alice' | 'bob' {
  return name === 'alice' ? 'bob' : 'alice';
}
