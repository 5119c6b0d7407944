// SPDX-License-Identifier: GPL-2.0-or-later
import { aesCtr } from '../../crypto/aes-ctr.js';
import { equal } from '../../crypto/equal.js';
import { checkGroupElement, generateDh, sharedSecret } from '../../crypto/group.js';
import { sha256 } from '../../crypto/hash.js';
import { SecretBytes } from '../../crypto/secret.js';
import {
  asData,
  type DhCommit,
  type DhKey,
  type RevealSignature,
  type Signature,
} from '../../wire/ake-messages.js';
import { OtrFault } from '../../wire/fault.js';
import { MAX_DH_BYTES } from '../../wire/limits.js';
import { compareMpi, type Mpi } from '../../wire/mpi.js';
import { WireReader } from '../../wire/reader.js';
import { openSignature, revealKeys, sealSignature, signatureKeys } from './authenticator.js';
import { deriveAkeKeys, wipeAkeKeys } from './keys.js';
import type { AkeTools, Answer, Commitment, Established, Revelation } from './state.js';

const ZERO_CTR = new Uint8Array(8);
/** "our keyid is 1": a fresh key pair is made for every exchange. */
const FIRST_KEY_ID = 1;

/** "Pick a random r (128 bits) and x, send AES_r(g^x), HASH(g^x)." */
export function commit({ random }: Pick<AkeTools, 'random'>): Commitment {
  const ours = generateDh(random);
  const r = new SecretBytes(freshR(random));
  const gx = asData(ours.public);
  return {
    ours,
    r,
    message: {
      type: 'dh-commit',
      // A copy: it is kept for a while, and a view would keep all of Buffer's pool.
      encryptedGx: Uint8Array.from(aesCtr(r.reveal(), ZERO_CTR, gx)),
      hashedGx: sha256(gx),
    },
  };
}

/** 16 random bytes whose first nibble is not 0: one engine takes r for a number and loses it. */
function freshR(random: AkeTools['random']): Uint8Array {
  for (;;) {
    const r = random.bytes(16);
    if ((r[0] ?? 0) >= 0x10) return r;
  }
}

/** A copy whose secrets live and die on their own. */
export function copyCommitment({ ours, r, message }: Commitment): Commitment {
  return { ours: { secret: ours.secret.clone(), public: ours.public }, r: r.clone(), message };
}

/** "Reply with a D-H Key Message." */
export function answerTo(theirs: DhCommit, { random }: AkeTools): Answer {
  const ours = generateDh(random);
  return { ours, theirs, reply: { type: 'dh-key', gy: ours.public } };
}

/** "Reply with a Reveal Signature Message." */
export function reveal(commitment: Commitment, { gy }: DhKey, tools: AkeTools): Revelation {
  const { ours, r } = commitment;
  checkGroupElement(gy, 'g^y');
  if (compareMpi(gy, ours.public) === 0) throw new OtrFault('reflected', 'g^y');
  const secret = sharedSecret(ours, gy);
  const keys = deriveAkeKeys(secret);
  const signer = { identity: tools.identity, keyId: FIRST_KEY_ID };
  const exchanged = { signers: ours.public, others: gy };
  const sealed = sealSignature(revealKeys(keys), exchanged, signer, tools.random);
  wipeAkeKeys(keys);
  const reply: RevealSignature = { type: 'reveal-sig', r: Uint8Array.from(r.reveal()), ...sealed };
  return { ours, gy, secret, reply };
}

/** What `finishAnswer` gives: the session, and the Signature Message that tells the peer. */
export interface Finished {
  readonly established: Established;
  readonly reply: Signature;
}

/** "Use the received value of r to decrypt g^x, verify it and the signature, send a Signature." */
export function finishAnswer(answer: Answer, message: RevealSignature, tools: AkeTools): Finished {
  const { ours } = answer;
  const gx = openCommit(answer.theirs, message.r);
  if (compareMpi(gx, ours.public) === 0) throw new OtrFault('reflected', 'g^x');
  const secret = sharedSecret(ours, gx);
  const keys = deriveAkeKeys(secret);
  try {
    const exchanged = { signers: gx, others: ours.public };
    const peer = openSignature(revealKeys(keys), exchanged, message);
    const signer = { identity: tools.identity, keyId: FIRST_KEY_ID };
    const own = { signers: ours.public, others: gx };
    const sealed = sealSignature(signatureKeys(keys), own, signer, tools.random);
    const { publicKey, keyId: theirKeyId } = peer;
    const { ssid } = keys;
    return {
      established: { ssid, weStarted: false, ours, theirs: gx, theirKeyId, publicKey, secret },
      reply: { type: 'signature', ...sealed },
    };
  } catch (error) {
    secret.wipe();
    throw error;
  } finally {
    wipeAkeKeys(keys);
  }
}

/** g^x of a D-H Commit, once r is known; a fault when it is not what was committed to. */
export function openCommit({ encryptedGx, hashedGx }: DhCommit, r: Uint8Array): Mpi {
  const encoded = aesCtr(r, ZERO_CTR, encryptedGx);
  if (!equal(sha256(encoded), hashedGx)) throw new OtrFault('bad-commitment', 'hashed g^x');
  const from = new WireReader(encoded);
  const gx = from.mpi(MAX_DH_BYTES);
  from.end();
  checkGroupElement(gx, 'g^x');
  return gx;
}

/** "Decrypt the encrypted signature, and verify the signature and the MACs." */
export function finishRevelation(revelation: Revelation, message: Signature): Established {
  const { ours, gy, secret } = revelation;
  const keys = deriveAkeKeys(secret);
  try {
    const exchanged = { signers: gy, others: ours.public };
    const { publicKey, keyId } = openSignature(signatureKeys(keys), exchanged, message);
    const { ssid } = keys;
    return { ssid, weStarted: true, ours, theirs: gy, theirKeyId: keyId, publicKey, secret };
  } finally {
    wipeAkeKeys(keys);
  }
}
