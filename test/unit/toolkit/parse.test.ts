// SPDX-License-Identifier: GPL-2.0-or-later
import { fragment } from '../../../src/wire/fragment.js';
import { output } from '../../support/toolkit.js';
import { recording } from '../../support/vectors.js';

/** A report the other way round: the fields under the names that the recordings use. */
function fieldsOf(report: string): Record<string, unknown> {
  const [title = '', ...lines] = report.trimEnd().split('\n');
  const fields: Record<string, unknown> = { kind: title.replace(/:$/, '') };
  const keys: string[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^\t+(.*?): ?(.*)$/.exec(line)!;
    if (/^Key \d+$/.test(name)) keys.push(value);
    else fields[name.toLowerCase().replace(/[ -]/g, '_')] = value;
  }
  delete fields['revealed_mac_keys'];
  return keys.length === 0 ? fields : { ...fields, revealed_mac_keys: keys };
}

describe.each([2, 3] as const)('a conversation of two libotrs in version %i', (version) => {
  const steps = recording(version).steps.filter(({ parsed }) => parsed !== undefined);

  it.each(steps.map((step, i) => [i, step] as const))('message %i', (_, { wire, parsed }) => {
    expect(fieldsOf(output(['parse'], wire))).toEqual(parsed);
  });

  it('is read whole, in order, out of any text', () => {
    const log = steps.map(({ wire }) => `(12:00) somebody: ${wire} and on it goes.\n`).join('');
    expect(output(['parse'], log)).toBe(steps.map(({ wire }) => output(['parse'], wire)).join(''));
  });

  it('is read out of fragments', () => {
    const log = steps.flatMap(({ wire }) => fragment(wire, 200, version, [0x100, 0x200]));
    expect(output(['parse'], log.join('\n'))).toBe(
      output(['parse'], steps.map(({ wire }) => wire).join('\n')),
    );
  });

  it('has a last message although its end is missing', () => {
    const { wire } = steps[0]!;
    expect(output(['parse'], wire.slice(0, -1))).toBe(output(['parse'], wire));
  });
});

describe('what is no message', () => {
  const { wire } = recording(3).steps.at(-1)!;

  it.each(['', 'words', '?OTRv23?', '?OTR Error: no', '?OTR,1,2,?OTR:AAMD,', '?OTR|1|2,2,3,x,'])(
    'passes over %j',
    (text) => {
      expect(output(['parse'], text)).toBe('');
    },
  );

  it.each(['?OTR:', '?OTR:===.', '?OTR:AAMD%%.', '?OTR:AAMZAAAA.', '?OTR:AAQD.', '?OTR:AAED.'])(
    'does not recognize %j',
    (text) => {
      expect(output(['parse'], text)).toMatch(/^Unrecognized OTR message:\n\t\?OTR:[^\n]*\.\n\n$/);
    },
  );

  it('says why it cannot read a message that was cut short', () => {
    const whole = Buffer.from(wire.slice(5, -1), 'base64');
    for (let length = 3; length < whole.length; length += 1) {
      const text = `?OTR:${whole.subarray(0, length).toString('base64')}.`;
      expect(output(['parse'], text)).toMatch(/^Invalid Data Message\n\tmalformed: [^\n]+\n\n$/);
    }
  });

  it('reads on after a message that has no end', () => {
    expect(output(['parse'], `?OTR:AAMD ${wire}`)).toBe(
      output(['parse'], '?OTR:AAMD .') + output(['parse'], wire),
    );
  });

  it('forgets fragments that others follow out of turn', () => {
    const [one, two, three] = fragment('?OTR:AAQD.'.padEnd(60, 'x'), 40, 3, [0x100, 0x200]);
    const twice = [one!, three!, two!, three!].join('\n');
    expect(output(['parse'], twice)).toBe('');
  });

  it('gives a terminal nothing to obey', () => {
    const report = output(['parse'], '?OTR:\u001b]0;owned\u0007\u009b31m\u007f.');
    expect(report).toBe('Unrecognized OTR message:\n\t?OTR:\\x1b]0;owned\\x07\\x9b31m\\x7f.\n\n');
  });
});
