// SPDX-License-Identifier: GPL-2.0-or-later
// Who can tell a forged conversation from a real one: the table of docs/deniability.md.
import { fragment } from '../../../src/wire/fragment.js';
import { type Finding, judge, readTranscript, signers } from '../../support/judge.js';
import { output, publicKeyHex, recordedLines, toolkit } from '../../support/toolkit.js';
import { recording } from '../../support/vectors.js';

const SAID = [
  'alice: did you take it?',
  'bob: yes, I took it',
  'bob: all of it, žluťoučký 🙂',
  'alice: I knew: you did',
  'alice: and now?',
  'bob: now we talk',
  'alice: ',
];
const SCRIPT = `${SAID.join('\r\n')}\n\n`;

/** What a reader finds who is given the transcript and the keys in it. */
const FOUND = [
  ...SAID.map((line) => {
    const [name = '', ...text] = line.split(': ');
    return { name, text: text.join(': '), tlvs: '' };
  }),
  { name: 'alice', text: '', tlvs: '00010000' },
];

/** The judge's findings, and apart from them how the AES keys came about. */
function findings(transcript: string): [Omit<Finding, 'derived'>[], Finding['derived'][]] {
  const all = judge(transcript);
  return [
    all.map(({ name, text, tlvs }) => ({ name, text, tlvs })),
    all.map(({ derived }) => derived),
  ];
}

function exponentsOf(transcript: string): string[] {
  return readTranscript(transcript)
    .slice(0, 5)
    .flatMap(({ notes }) => notes.get('DH private key') ?? []);
}

describe.each([2, 3] as const)('in version %i', (version) => {
  const { keys, commit, dhKey } = recording(version);
  const exchange = recordedLines(recording(version));
  const fingerprints = [keys.bob.fingerprint, keys.alice.fingerprint];

  describe('from two public keys', () => {
    const flag = version === 2 ? ['-2'] : [];
    const args = ['forge', ...flag, publicKeyHex('alice'), publicKeyHex('bob')];
    const forged = output(args, SCRIPT);

    it('all that was said is read, with keys that follow from the announced ones', () => {
      const [found, derived] = findings(forged);
      expect(found).toEqual(FOUND);
      expect(new Set(derived)).toEqual(new Set(['yes']));
    });

    it('only the signatures are not there, for somebody who can open them', () => {
      for (const exponent of exponentsOf(forged))
        expect(signers(forged, exponent)).toEqual(['bad-signature', 'bad-signature']);
      expect(exponentsOf(forged)).toHaveLength(2);
    });

    it('names the people', () => {
      const { alice, bob } = recording(3).keys;
      const named = readTranscript(forged).flatMap(({ name, notes }) => {
        const fingerprint = notes.get('Fingerprint');
        return fingerprint === undefined ? [] : [[name, fingerprint]];
      });
      expect(named).toEqual([
        ['bob', bob.fingerprint],
        ['alice', alice.fingerprint],
      ]);
    });

    it('is another one each time', () => {
      expect(output(args, SCRIPT, 2)).not.toBe(forged);
    });
  });

  describe('from what anyone on the way recorded', () => {
    const forged = output(['forge'], exchange + SCRIPT);

    it('all that was said is read', () => {
      const [found, derived] = findings(forged);
      expect(found).toEqual(FOUND);
      // The first keys are made up: nobody can tell who has no exponent of the exchange.
      expect(new Set(derived)).toEqual(new Set(['exponents unknown', 'yes']));
    });

    it('the exchange is the real one', () => {
      expect(forged.startsWith(exchange.split('\n').slice(0, 4).join('\n'))).toBe(true);
      expect(signers(forged, commit.x)).toEqual(fingerprints);
    });

    it('whoever took part can tell', () => {
      const known = forged.replace('\n', `\n\tDH private key: ${commit.x}\n`);
      expect(findings(known)[1][0]).toBe('no');
    });
  });

  describe.each([
    ['who asked', dhKey.y],
    ['who committed', commit.x],
  ])('from what the one %s knows', (_, exponent) => {
    const forged = output(['forge', exponent], exchange + SCRIPT);

    it('everything checks out, signatures included', () => {
      const [found, derived] = findings(forged);
      expect(found).toEqual(FOUND);
      expect(new Set(derived)).toEqual(new Set(['yes']));
      expect(signers(forged, commit.x)).toEqual(fingerprints);
      expect(signers(forged, dhKey.y)).toEqual(fingerprints);
    });

    it('the other may be made to say everything', () => {
      const monologue = 'bob: it was me\nbob: and me alone\nalice: oh\n';
      const [found, derived] = findings(output(['forge', exponent], exchange + monologue));
      expect(found.map(({ name, text }) => `${name}: ${text}\n`).join('')).toBe(
        `${monologue}alice: \n`,
      );
      expect(new Set(derived)).toEqual(new Set(['yes']));
    });

    it('can be forged on from its own output', () => {
      expect(findings(output(['forge', exponent], forged + SCRIPT))[0]).toEqual(FOUND);
    });
  });

  it('nothing said is a conversation too', () => {
    const found = judge(output(['forge', commit.x], exchange));
    expect(found.map(({ text, tlvs }) => [text, tlvs])).toEqual([['', '00010000']]);
  });

  it('a recording in fragments does as well', () => {
    const cut = exchange
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const [name = '', wire = ''] = line.split(': ');
        return fragment(wire, 250, version, [0x100, 0x200]).map((piece) => `${name}: ${piece}\n`);
      });
    expect(output(['forge', commit.x], cut.join('') + SCRIPT)).toBe(
      output(['forge', commit.x], exchange + SCRIPT),
    );
  });
});

describe('what it refuses', () => {
  const exchange = recordedLines(recording(3));
  const lines = exchange.trimEnd().split('\n');
  const { x } = recording(3).commit;
  const [alice, bob] = [publicKeyHex('alice'), publicKeyHex('bob')];
  const two = 'alice: a\nbob: b\n';

  it.each([
    ['nothing', [], '', /two names/],
    ['one person', [alice, bob], 'alice: a\n', /two names/],
    ['three people', [alice, bob], `${two}carol: c\n`, /two names/],
    ['a line without a name', [alice, bob], `${two}\nnothing\n`, /^Line 4 does not/],
    ['a text too long', [alice, bob], `${two}bob: ${'€'.repeat(131_073)}`, /^Line 3 is too long/],
    ['no exchange', [], two, /whole key exchange/],
    ['half an exchange', [x], lines.slice(0, 3).join('\n'), /whole key exchange/],
    ['the key of somebody else', ['0123'], exchange + two, /neither side/],
    ['no key', [''], exchange + two, /1 to 40 bytes/],
    ['both exchange and keys', [alice, bob], exchange + two, /not both/],
    ['a public key that is none', [alice, '0000'], two, /malformed/],
    ['a public key and more', [alice, `${bob}00`], two, /malformed/],
    ['a monologue of an exchange', [], exchange.replaceAll('bob', 'alice') + two, /to and fro/],
    ['an exchange of two versions', [], mixed(), /different versions/],
    ['one public key in version 2', ['-2', alice], two, /two public keys/],
    ['three public keys', [alice, bob, bob], two, /two public keys/],
    ['another exchange of the same two', [], crossed(), /bad-commitment/],
  ])('%s', (_, args, input, why) => {
    const { out, err, status } = toolkit(['forge', ...args], input);
    expect([out, status]).toEqual(['', 1]);
    expect(err).toMatch(why);
  });

  it('but not the longest text', () => {
    const longest = '€'.repeat(131_072);
    const forged = output(['forge', alice, bob], `alice: a\nbob: ${longest}\n`);
    expect(judge(forged)[1]!.text).toBe(longest);
  });

  it('an exchange with a false signature, when it can see it', () => {
    const forged = output(['forge', alice, bob], two);
    const [exponent = ''] = exponentsOf(forged);
    expect(toolkit(['forge', exponent], forged).err).toMatch(/bad-signature/);
  });

  function mixed(): string {
    return [...lines.slice(0, 3), recordedLines(recording(2)).split('\n')[3]].join('\n');
  }

  function crossed(): string {
    const otherCommit = output(['forge', alice, bob], two).split('\n')[1];
    return [otherCommit, ...lines.slice(1)].join('\n');
  }
});
