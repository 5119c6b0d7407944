// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { runToolkit } from '../../../src/toolkit/commands.js';
import { Refusal } from '../../../src/toolkit/refusal.js';
import { USAGES } from '../../../src/toolkit/usage.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { publicKeyHex, recordedLines, toolkit } from '../../support/toolkit.js';
import { recording } from '../../support/vectors.js';

const NAMES = Object.keys(USAGES);

describe('the command line', () => {
  it.each([[[]], [['otr_parse']], [['toString']], [['--', 'parse']]])(
    '%j: all commands',
    (args) => {
      const { out, err, status } = toolkit(args);
      expect([out, status]).toEqual(['', 1]);
      for (const name of NAMES) expect(err).toContain(`otr-toolkit ${name}`);
    },
  );

  it.each(['--help', '-h'])('%s is no mistake', (flag) => {
    const { out, err, status } = toolkit([flag]);
    expect([err, status]).toEqual(['', 0]);
    for (const name of NAMES) expect(out).toContain(`otr-toolkit ${name}`);
  });

  it.each(NAMES)('%s with too many arguments: how it is called', (name) => {
    const { out, err, status } = toolkit([name, ...Array.from('elevenwords')]);
    expect([out, status]).toEqual(['', 1]);
    expect(err).toMatch(new RegExp(`^Usage: otr-toolkit ${name}`));
  });

  it.each([
    ['nothing', '', 'No OTR Data Message found on stdin.\n'],
    ['words', '?OTRv3? hello', 'No OTR Data Message found on stdin.\n'],
    ['another message', recording(3).steps[2]!.wire, 'OTR Non-Data Message found on stdin.\n'],
    ['half a message', '?OTR:AAMD66hVEJvHGx4A.', 'Invalid OTR Data Message found on stdin.\n'],
  ])('readforge and modify, given %s, use the words of libotr', (_, input, err) => {
    const expected = { out: '', err, status: 1 };
    expect(toolkit(['readforge', '00'.repeat(16)], input)).toEqual(expected);
    expect(toolkit(['modify', '00'.repeat(20), 'a', 'b', '0'], input)).toEqual(expected);
  });

  it('an input that cannot be read is told', () => {
    const input = () => {
      throw new Refusal('Standard input cannot be read.');
    };
    expect(runToolkit(['parse'], { input, random: new SeededRandom(1) })).toEqual({
      out: '',
      err: 'Standard input cannot be read.\n',
      status: 1,
    });
  });

  it('a mistake of ours is not hidden', () => {
    const input = () => {
      throw new TypeError('ours');
    };
    expect(() => runToolkit(['parse'], { input, random: new SeededRandom(1) })).toThrow('ours');
  });
});

describe('no complaint repeats what it was given', () => {
  const secret = '5ec7e7';
  const even = secret.repeat(8);
  const remac = ['00'.repeat(20), '256', '257', '0', '1', '1', '02', '00'.repeat(8), '', ''];
  const replaced = remac.map((_, i) => remac.map((value, j) => (i === j ? `${even}x` : value)));

  it.each([
    ['sesskeys', even, `${secret}x`],
    ['sesskeys', `${secret}zz`, '02'],
    ['sesskeys', even.repeat(3), '02'],
    ['mackey', even],
    ['mackey', `${even.slice(0, 30)}xx`],
    ['readforge', `${secret}1`],
    ['modify', secret, 'a', 'b', '0'],
    ['modify', '00'.repeat(20), 'a', 'b', secret],
    ['forge', `${even}zz`],
    ['forge', even, even],
    ...replaced.map((args) => ['remac', ...args]),
    ['remac', ...remac.slice(0, 6), even.repeat(10), ...remac.slice(7)],
    ['remac', ...remac.slice(0, 9), even],
    ['remac', ...remac.slice(0, 3), '256', ...remac.slice(4)],
  ])('%s', (...args) => {
    const { out, err, status } = toolkit(args, 'alice: a\nbob: b\n');
    expect([out, status]).toEqual(['', 1]);
    expect(err).not.toContain(secret);
    expect(err).not.toBe('');
  });
});

describe('whatever it is given, it answers', () => {
  const lines = recordedLines(recording(3)).split('\n');
  const seeds = [
    ...lines,
    ...lines.map((line) => line.split(': ')[1] ?? ''),
    'alice: hello',
    'bob: ?OTRv23?',
    '\tAES key: 00',
    '?OTR|100|200,1,2,?OTR:AAMD,',
    '?OTR,2,2,AAAA.,',
    '?OTR:AAEK.',
  ];
  /** Messages with a few bytes changed, so that every field is met with wrong contents. */
  const damaged = fc
    .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.string()), { maxLength: 3 }))
    .map(([text, changes]) =>
      changes.reduce((sum, [at, by]) => {
        const i = at % (sum.length + 1);
        return sum.slice(0, i) + by + sum.slice(i + by.length);
      }, text),
    );
  const input = fc
    .array(fc.oneof(fc.constantFrom(...seeds), damaged, fc.string({ unit: 'binary' })))
    .map((parts) => parts.join('\n'));
  const hex = (bytes: number) =>
    fc
      .uint8Array({ minLength: bytes, maxLength: bytes })
      .map((b) => Buffer.from(b).toString('hex'));
  const argument = fc.oneof(
    fc.string(),
    fc.nat().map(String),
    hex(1),
    hex(8),
    hex(16),
    hex(20),
    hex(40),
    hex(192),
    fc.constantFrom('-2', '', recording(3).commit.x, publicKeyHex('alice'), publicKeyHex('bob')),
    fc.constantFrom(...recording(3).steps.map(({ sendingAes }) => sendingAes ?? '')),
  );
  const args = fc.oneof(
    fc.constant(['parse']),
    fc.constant(['forge']),
    fc.constant(['forge', recording(3).commit.x]),
    fc.constant(['forge', publicKeyHex('alice'), publicKeyHex('bob')]),
    fc
      .tuple(fc.constantFrom(...NAMES), fc.array(argument, { maxLength: 10 }))
      .map(([n, a]) => [n, ...a]),
    fc
      .tuple(fc.constantFrom(...NAMES), fc.infiniteStream(argument))
      .map(([n, stream]) => [n, ...[...stream.take(USAGES[n as keyof typeof USAGES].count[1])]]),
  );

  it('with text, and a complaint if it fails', () => {
    fc.assert(
      fc.property(args, input, (given, text) => {
        const { err, status } = toolkit(given, text);
        expect(status === 0 || (status === 1 && err.endsWith('\n'))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('in a time that grows with the input alone', () => {
    const started = Date.now();
    for (const part of ['?OTR:', '?OTR,1,2,', '?OTR|1|2,1,2,', '?OTR,1,2,x,', '?OTR:A.', 'a: '])
      for (const name of ['parse', 'forge']) toolkit([name], part.repeat(30_000));
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});
