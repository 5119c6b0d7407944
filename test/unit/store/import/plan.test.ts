// SPDX-License-Identifier: GPL-2.0-or-later
/** What an import would change: nothing is replaced or downgraded, and nothing is guessed. */
import type { DsaPrivateKey } from '../../../../src/crypto/dsa.js';
import { fingerprintOf } from '../../../../src/crypto/fingerprint.js';
import type { AccountName } from '../../../../src/store/account-name.js';
import { KnownFingerprints } from '../../../../src/store/fingerprints.js';
import { assign, foundAccountId } from '../../../../src/store/import/assign.js';
import type { Found, FoundAccount } from '../../../../src/store/import/found.js';
import { accountName, contactName, purpleProtocol } from '../../../../src/store/import/names.js';
import { type ImportPlan, planImport } from '../../../../src/store/import/plan.js';
import { PrivateKeys } from '../../../../src/store/private-keys.js';
import { dsaKey, type RecordedKey, vectors } from '../../../support/vectors.js';
import { must } from '../../../support/store/read-fixture.js';

const { alice, bob } = (vectors('libotr-v3') as { keys: Record<'alice' | 'bob', RecordedKey> })
  .keys;
const KEY = dsaKey(alice);
const OTHER = dsaKey(bob);

const JABBER = 'prpl-jabber';
const IRC = 'prpl-irc';
const ALICE = { account: 'alice@example.org/Home', protocol: JABBER };
const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

const jabber = (name: string): FoundAccount => ({ protocol: JABBER, name });
const irc = (name: string): FoundAccount => ({ protocol: IRC, name });

describe('words of other programs', () => {
  test.each([
    ['IRC', IRC],
    ['irc', IRC],
    ['xmpp', JABBER],
    ['jabber', JABBER],
    ['Jabber', JABBER],
    ['JABBER_2', JABBER],
    ['libpurple-jabber-gtalk', JABBER],
    ['libpurple-Jabber', JABBER],
    ['libpurple-OSCAR-AIM', 'prpl-aim'],
    ['libpurple-oscar-ICQ', 'prpl-icq'],
    ['prpl-jabber', JABBER],
    ['prpl-Something', 'prpl-something'],
    ['Gadu-Gadu', 'prpl-gg'],
    ['toString', null],
    ['', null],
  ])('the protocol %s', (word, id) => {
    expect(purpleProtocol(word)).toBe(id);
  });

  test.each([
    [JABBER, 'Bob@Example.ORG/phone', 'bob@example.org'],
    [JABBER, 'BO\u0308B@x', 'böb@x'],
    [IRC, 'Bob[away]', 'bob[away]'],
    ['prpl-aim', 'Bob B', 'bobb'],
    ['prpl-gg', 'Bob', 'Bob'],
    [null, 'Bob/x', 'Bob/x'],
  ])('on %s the contact %s', (protocol, name, normal) => {
    expect(contactName(protocol, name)).toBe(normal);
  });

  test('an own JID goes without its resource, other names as they are', () => {
    expect(accountName(JABBER, 'Alice@Example.org/Home')).toBe('alice@example.org');
    expect(accountName(JABBER, 'JABBER_1')).toBe('JABBER_1');
    expect(accountName(IRC, 'Alice@net/x')).toBe('Alice@net/x');
  });
});

describe('whose account it is', () => {
  const own: readonly AccountName[] = [
    ALICE,
    { account: 'alice@irc.libera.chat', protocol: IRC },
    { account: 'Ali@irc.oftc.net', protocol: IRC },
    { account: 'ali', protocol: 'prpl-aim' },
  ];

  test.each([
    [jabber('alice@example.org'), 'alice@example.org/Home'],
    [jabber('new@example.org'), 'new@example.org/'],
    [jabber('2'), null],
    [irc('Libera.Chat'), 'alice@irc.libera.chat'],
    [irc('liberachat'), 'alice@irc.libera.chat'],
    [irc('alice@Libera'), 'alice@irc.libera.chat'],
    [irc('ali@libera'), null],
    [irc('oftc'), 'Ali@irc.oftc.net'],
    [irc('ali@OFTC'), 'Ali@irc.oftc.net'],
    [irc('elsewhere'), null],
    [irc('et'), null],
    [irc('irc'), null],
    [irc(''), null],
    [{ protocol: 'prpl-aim', name: 'Ali' }, 'ali'],
    [{ protocol: null, name: 'alice@example.org' }, null],
  ])('%j', (found, account) => {
    expect(assign(found, own)?.account ?? null).toBe(account);
  });

  test('nobody chooses between two that fit', () => {
    const two = ['alice@example.org/Home', 'alice@example.org/Work'].map((account) => ({
      account,
      protocol: JABBER,
    }));
    expect(assign(jabber('alice@example.org'), two)).toBeNull();
  });
});

function found(parts: Partial<Found>): Found {
  return { keys: [], fingerprints: [], problems: [], ...parts };
}

function keysWith(...entries: (readonly [AccountName, DsaPrivateKey])[]): PrivateKeys {
  return entries.reduce((keys, [name, key]) => must(keys.with(name, key)), PrivateKeys.none);
}

function plan(
  what: Partial<Found>,
  have: Partial<Parameters<typeof planImport>[1]> = {},
): ImportPlan {
  const nothing = { keys: PrivateKeys.none, known: KnownFingerprints.none(), accounts: [ALICE] };
  return planImport(found(what), { ...nothing, ...have });
}

describe('a key', () => {
  const from = jabber('alice@example.org');
  const ours = { account: from, key: KEY };

  test('is added to an account that has none', () => {
    expect(plan({ keys: [ours] }).keys).toEqual([
      { ...ours, to: ALICE, fingerprint: fingerprintOf(KEY), change: 'add' },
    ]);
  });

  test('is recognised under another resource', () => {
    const keys = keysWith([{ ...ALICE, account: 'alice@example.org/Old' }, KEY]);
    expect(plan({ keys: [ours] }, { keys }).keys).toMatchObject([{ change: 'same' }]);
  });

  test('that differs from the account’s present one is a conflict', () => {
    const keys = keysWith([ALICE, OTHER]);
    expect(plan({ keys: [ours] }, { keys }).keys).toMatchObject([{ change: 'conflict' }]);
    const damaged = '(privkeys (account (name "alice@example.org/Home")(protocol prpl-jabber)))';
    const refused = must(PrivateKeys.parse(Buffer.from(damaged)));
    expect(plan({ keys: [ours] }, { keys: refused }).keys).toMatchObject([{ change: 'conflict' }]);
  });

  test('of two for one account the first is added, the other one is a conflict', () => {
    const again = { ...ours, account: jabber('alice@example.org') };
    const rival = { ...ours, key: OTHER };
    expect(plan({ keys: [ours, again, rival] }).keys.map(({ change }) => change)).toEqual([
      'add',
      'same',
      'conflict',
    ]);
  });

  test('whose account is not known waits for the person’s word', () => {
    const key = { account: irc('loopnet'), key: KEY };
    const first = plan({ keys: [key] });
    expect(first).toMatchObject({
      keys: [{ change: 'unassigned' }],
      accounts: [{ from: key.account, to: null }],
    });
    const to = { account: 'alice@irc.example.net', protocol: IRC };
    const chosen = new Map([[foundAccountId(key.account), to]]);
    expect(plan({ keys: [key] }, { chosen }).keys).toMatchObject([{ change: 'add', to }]);
  });

  test('that the person leaves out is left out, though the name fits', () => {
    const chosen = new Map([[foundAccountId(from), null]]);
    expect(plan({ keys: [ours] }, { chosen }).keys).toMatchObject([{ change: 'unassigned' }]);
  });
});

describe('a known fingerprint', () => {
  const account = jabber('alice@example.org');
  const one = (fingerprint: string, trust: string) => ({
    account,
    contact: 'bob@x',
    fingerprint,
    trust,
  });

  function knownWith(...lines: (readonly [string, string, string])[]): KnownFingerprints {
    const known = KnownFingerprints.none();
    for (const [name, fingerprint, trust] of lines)
      known.set({ username: 'bob@x', account: name, protocol: JABBER, fingerprint, trust });
    return known;
  }

  const changes = (trust: string, known: KnownFingerprints): string[] =>
    plan({ fingerprints: [one(A, trust)] }, { known }).fingerprints.map(({ change }) => change);

  test.each([
    ['new', 'verified', [], 'add'],
    ['new, not trusted', '', [], 'add'],
    ['known, not trusted', 'trusted', [[ALICE.account, A, '']], 'trust'],
    ['trusted in another word', 'manual', [[ALICE.account, A, 'smp']], 'same'],
    ['trusted here, not there', '', [[ALICE.account, A, 'verified']], 'same'],
    ['known in the same way', '', [[ALICE.account, A, '']], 'same'],
    ['trusted under another resource', 'manual', [['alice@example.org/Old', A, 'smp']], 'same'],
    ['another key of a trusted contact', 'manual', [[ALICE.account, B, 'verified']], 'add'],
  ] as const)('%s', (_name, trust, lines, change) => {
    expect(changes(trust, knownWith(...lines))).toEqual([change]);
  });

  test('counts once, with trust if any line has it', () => {
    const { fingerprints } = plan({
      fingerprints: [one(A, ''), one(A, 'manual'), one(A, ''), one(B, '')],
    });
    expect(fingerprints.map(({ fingerprint, trust }) => [fingerprint, trust])).toEqual([
      [A, 'manual'],
      [B, ''],
    ]);
  });

  test('of an account that is not known is not added', () => {
    const fingerprints = [{ ...one(A, 'manual'), account: irc('loopnet') }];
    expect(plan({ fingerprints }).fingerprints).toMatchObject([{ change: 'unassigned', to: null }]);
  });
});

test('what could not be read stands in the plan', () => {
  const problem = { kind: 'problem', code: 'syntax', line: 3, detail: 'x' } as const;
  expect(plan({ problems: [{ file: 'otr.key', problem }] }).problems).toEqual([
    { file: 'otr.key', problem },
  ]);
});
