// SPDX-License-Identifier: GPL-2.0-or-later
// What a key exchange must refuse: ranges, hash, MACs, signatures, keys (OTRv3, "Authenticated Key
// Exchange"; protocol.md A3, A12, A18, A26). A refused message leaves the state as it was.
import { type AuthState } from '../../../../src/protocol/ake/state.js';
import { akeStep } from '../../../../src/protocol/ake/table.js';
import type { AkeMessage, RevealSignature, Signature } from '../../../../src/wire/ake-messages.js';
import { exchange, snapshot, toolsOf } from '../../../support/ake.js';
import { faultCode } from '../../../support/decode.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import {
  aesCtr,
  data,
  type DsaNumbers,
  h2,
  hash,
  hmac,
  int,
  integer,
  magnitude,
  modPow,
  mpi,
  pubkey,
  rfc3526Prime,
} from '../../../support/textbook.js';
import { dsaKey, IDENTITIES, type RecordedKey, toHex, vectors } from '../../../support/vectors.js';
import { sign } from '../../../../src/crypto/dsa.js';

const p = rfc3526Prime();
const random = new SeededRandom('refusals');
const alice = toolsOf('alice', random);
const bob = toolsOf('bob', random);
const run = exchange('refusals');
const bytes = (value: bigint): Uint8Array => Uint8Array.from(magnitude(value));

/** Refused with this code, and the state is what it was. */
function refused(state: AuthState, message: AkeMessage, tools: typeof bob): string {
  const before = snapshot(state);
  const code = faultCode(() => akeStep(state, message, tools));
  expect(snapshot(state)).toBe(before);
  return code;
}

const OUT_OF_RANGE: readonly (readonly [string, bigint])[] = [
  ['0', 0n],
  ['1', 1n],
  ['p - 1', p - 1n],
  ['p', p],
  ['p + 1', p + 1n],
  ['2^1536 - 1', (1n << 1536n) - 1n],
];

describe('"Verify that Alice’s g^y is a legal value (2 <= g^y <= modulus-2)"', () => {
  it.each(OUT_OF_RANGE)('g^y = %s (A18)', (_, gy) => {
    const message: AkeMessage = { type: 'dh-key', gy: bytes(gy) };
    expect(refused(run.bob['awaiting-dhkey'], message, bob)).toBe('out-of-range');
  });

  it('our own g^x as g^y is a reflection (A26)', () => {
    const state = run.bob['awaiting-dhkey'] as Extract<AuthState, { kind: 'awaiting-dhkey' }>;
    const message: AkeMessage = { type: 'dh-key', gy: state.commitment.ours.public };
    expect(refused(state, message, bob)).toBe('reflected');
  });
});

/** A peer with a D-H key, and whatever g^x, encoding or identity the test wants. */
interface Liar {
  readonly gx?: bigint;
  /** What stands where the MPI of g^x should be. */
  readonly encodedGx?: Buffer;
  readonly r?: Uint8Array;
  readonly key?: DsaNumbers;
  readonly keyId?: number;
  /** Stands before signing where X is. */
  readonly signedKey?: DsaNumbers;
  readonly extra?: Buffer;
}

const x = integer(new SeededRandom('x').bytes(40));
const r = new SeededRandom('r').bytes(16);
const ZERO = Buffer.alloc(8);

/** Alice's state after a liar's commit, and his Reveal Signature, made by the textbook. */
function lie(liar: Liar): { state: AuthState; reveal: RevealSignature } {
  const gx = liar.gx ?? modPow(2n, x, p);
  const encoded = liar.encodedGx ?? mpi(gx);
  const commit: AkeMessage = {
    type: 'dh-commit',
    encryptedGx: aesCtr(r, ZERO, encoded),
    hashedGx: hash('sha256', encoded),
  };
  const { next, send } = akeStep({ kind: 'none' }, commit, alice);
  const gy = integer((send as Extract<AkeMessage, { type: 'dh-key' }>).gy);
  const s = modPow(gy, x, p);
  const body = sealed({ c: h2(1, s).subarray(0, 16), m1: h2(2, s), m2: h2(3, s) }, [gx, gy], liar);
  return { state: next, reveal: { type: 'reveal-sig', r: liar.r ?? r, ...body } };
}

function sealed(
  keys: { c: Uint8Array; m1: Uint8Array; m2: Uint8Array },
  [own, other]: readonly [bigint, bigint],
  { key = IDENTITIES.bob, keyId = 1, signedKey = key, extra = Buffer.alloc(0) }: Liar,
): Pick<RevealSignature, 'encryptedSignature' | 'mac'> {
  const covered = Buffer.concat([mpi(own), mpi(other), pubkey(signedKey), int(keyId)]);
  const signature = sign(IDENTITIES.bob, hmac('sha256', keys.m1, covered), random);
  const X = Buffer.concat([pubkey(key), int(keyId), signature, extra]);
  const encryptedSignature = aesCtr(keys.c, ZERO, X);
  const mac = hmac('sha256', keys.m2, data(encryptedSignature)).subarray(0, 20);
  return { encryptedSignature, mac };
}

describe('a Reveal Signature', () => {
  it('made by the textbook is taken', () => {
    const { state, reveal } = lie({});
    const { established, send } = akeStep(state, reveal, alice);
    expect(established?.publicKey.y).toBe(IDENTITIES.bob.y);
    expect(send?.type).toBe('signature');
  });

  it('may have any key id but 0', () => {
    for (const keyId of [1, 2, 77, 0xffffffff]) {
      const { state, reveal } = lie({ keyId });
      expect(akeStep(state, reveal, alice).established?.theirKeyId).toBe(keyId);
    }
    const { state, reveal } = lie({ keyId: 0 });
    expect(refused(state, reveal, alice)).toBe('out-of-range');
  });

  it.each(OUT_OF_RANGE)('with g^x = %s is refused', (_, gx) => {
    const { state, reveal } = lie({ gx });
    expect(refused(state, reveal, alice)).toBe('out-of-range');
  });

  it('with another r does not open the commit', () => {
    const { state, reveal } = lie({ r: new Uint8Array(16) });
    expect(refused(state, reveal, alice)).toBe('bad-commitment');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half an MPI', mpi(modPow(2n, x, p)).subarray(0, 100)],
    ['trailing bytes', Buffer.concat([mpi(modPow(2n, x, p)), Buffer.of(0)])],
  ])('with %s in the commit is refused', (_, encodedGx) => {
    const { state, reveal } = lie({ encodedGx });
    expect(refused(state, reveal, alice)).toBe('malformed');
  });

  it('that opens a second commit, made of our own g^y, is a reflection (A26)', () => {
    const { state, reveal } = lie({});
    const { answer } = state as Extract<AuthState, { kind: 'awaiting-revealsig' }>;
    const encoded = mpi(integer(answer.reply.gy));
    const second: AkeMessage = {
      type: 'dh-commit',
      encryptedGx: aesCtr(r, ZERO, encoded),
      hashedGx: hash('sha256', encoded),
    };
    expect(refused(akeStep(state, second, alice).next, reveal, alice)).toBe('reflected');
  });

  it('with an MPI longer than the group is refused', () => {
    const { state, reveal } = lie({ encodedGx: data(new Uint8Array(193).fill(1)) });
    expect(refused(state, reveal, alice)).toBe('too-large');
  });

  it('whose signature is over another key is refused', () => {
    const { state, reveal } = lie({ key: IDENTITIES.alice });
    expect(['bad-signature']).toContain(refused(state, reveal, alice));
    const stolen = lie({ signedKey: IDENTITIES.alice });
    expect(refused(stolen.state, stolen.reveal, alice)).toBe('bad-signature');
  });

  it('with bytes behind the signature is refused', () => {
    const { state, reveal } = lie({ extra: Buffer.of(0) });
    expect(refused(state, reveal, alice)).toBe('malformed');
  });

  const bad = (
    vectors('dsa-keys') as { keys: (RecordedKey & { what: string; refused: boolean })[] }
  ).keys.filter((row) => row.refused);

  it.each(bad.map((row) => [row.what, row] as const))(
    'with a DSA key with %s is refused (A3)',
    (_, row) => {
      const { state, reveal } = lie({ key: dsaKey({ ...row, x: '0' }) });
      const start = performance.now();
      expect(['out-of-range', 'too-large']).toContain(refused(state, reveal, alice));
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );
});

/** The message with one bit of one field turned. */
function turned<M extends RevealSignature | Signature>(
  message: M,
  field: 'encryptedSignature' | 'mac',
  at: number,
): M {
  const changed = Uint8Array.from(message[field]);
  changed[at % changed.length]! ^= 1 << (at & 7);
  return { ...message, [field]: changed };
}

describe('one bit turned', () => {
  const waitingAlice = run.alice['awaiting-revealsig'];
  const waitingBob = run.bob['awaiting-sig'];

  it('in the encrypted signature or the MAC of a Reveal Signature', () => {
    for (let at = 0; at < 466; at += 31)
      expect(refused(waitingAlice, turned(run.revealSig, 'encryptedSignature', at), alice)).toBe(
        'bad-mac',
      );
    for (let at = 0; at < 20; at += 1)
      expect(refused(waitingAlice, turned(run.revealSig, 'mac', at), alice)).toBe('bad-mac');
  });

  it('in r', () => {
    const changed = Uint8Array.from(run.revealSig.r);
    changed[0]! ^= 1;
    expect(refused(waitingAlice, { ...run.revealSig, r: changed }, alice)).toBe('bad-commitment');
  });

  it('in the encrypted signature or the MAC of a Signature', () => {
    for (let at = 0; at < 466; at += 31)
      expect(refused(waitingBob, turned(run.signature, 'encryptedSignature', at), bob)).toBe(
        'bad-mac',
      );
    expect(refused(waitingBob, turned(run.signature, 'mac', 3), bob)).toBe('bad-mac');
  });

  it('leaves a handshake that the true message still completes', () => {
    refused(waitingBob, turned(run.signature, 'mac', 3), bob);
    expect(akeStep(waitingBob, run.signature, bob).established).not.toBeNull();
  });

  it('a Reveal Signature sent back as a Signature has other keys', () => {
    const { encryptedSignature, mac } = run.revealSig;
    const back: Signature = { type: 'signature', encryptedSignature, mac };
    expect(refused(waitingBob, back, bob)).toBe('bad-mac');
  });
});

describe('what we send', () => {
  it('has a fresh r and x each time, and r whose first byte is at least 0x10', () => {
    const commits = Array.from({ length: 60 }, (_, i) => exchange(`r${i}`));
    expect(new Set(commits.map(({ revealSig }) => toHex(revealSig.r))).size).toBe(60);
    // protocol.md 0.5: one engine in use takes r for a number.
    for (const { revealSig } of commits) expect(revealSig.r[0]).toBeGreaterThanOrEqual(0x10);
  });
});
