// SPDX-License-Identifier: GPL-2.0-or-later
// A key exchange that two people really made, as the start of a conversation that they did not have.
import { checkGroupElement, type DhKeyPair, sharedSecret } from '../crypto/group.js';
import type { RandomSource } from '../crypto/random.js';
import { SecretBytes } from '../crypto/secret.js';
import {
  type Authenticated,
  openSignature,
  revealKeys,
  signatureKeys,
} from '../protocol/ake/authenticator.js';
import { deriveAkeKeys } from '../protocol/ake/keys.js';
import { openCommit } from '../protocol/ake/steps.js';
import type { AkeMessage } from '../wire/ake-messages.js';
import type { Header } from '../wire/header.js';
import { MAX_DH_BYTES } from '../wire/limits.js';
import { compareMpi, type Mpi } from '../wire/mpi.js';
import { identityNotes } from './exchange.js';
import { parseMessage } from './messages.js';
import { Refusal } from './refusal.js';
import type { Line } from './script.js';
import { dhNotes, type Opening, type Person } from './transcript.js';

/** A line of the exchange, taken apart. */
interface Found<T extends AkeMessage['type']> {
  readonly line: Line;
  readonly header: Header;
  readonly message: Extract<AkeMessage, { type: T }>;
}

/** What everybody on the way sees of an exchange. The specification's Bob is who committed. */
interface Exchange {
  readonly recorded: readonly Line[];
  readonly commit: Found<'dh-commit'>;
  readonly dhKey: Found<'dh-key'>;
  readonly revealSig: Found<'reveal-sig'>;
  readonly signature: Found<'signature'>;
  readonly gx: Mpi;
  readonly gy: Mpi;
}

/** What somebody knows of Bob and Alice: keys, key ids, and notes for their signatures. */
interface Part {
  readonly dh: DhKeyPair;
  readonly keyId: number;
  readonly notes: readonly string[];
}

/** What somebody on the way can make of an exchange: the secret of the session is made up. */
export function overheardExchange(recorded: readonly Line[], random: RandomSource): Opening {
  const exchange = readExchange(recorded);
  // The key ids are encrypted; nearly everyone's is 1.
  const part = (value: Mpi): Part => ({ dh: unknownKey(value), keyId: 1, notes: [] });
  const secret = new SecretBytes(random.bytes(MAX_DH_BYTES));
  return opening(exchange, secret, { bob: part(exchange.gx), alice: part(exchange.gy) });
}

/** What somebody who took part can make of it: `ours` is their Diffie-Hellman key in it. */
export function ownExchange(recorded: readonly Line[], ours: DhKeyPair): Opening {
  const exchange = readExchange(recorded);
  const { gx, gy, revealSig, signature } = exchange;
  const weCommitted = compareMpi(ours.public, gx) === 0;
  if (!weCommitted && compareMpi(ours.public, gy) !== 0)
    throw new Refusal('The DH private key belongs to neither side of the exchange.');
  const secret = sharedSecret(ours, weCommitted ? gy : gx);
  const keys = deriveAkeKeys(secret);
  const bobs = { signers: gx, others: gy };
  const alices = { signers: gy, others: gx };
  const part = (dh: DhKeyPair, { publicKey, keyId }: Authenticated): Part => ({
    dh,
    keyId,
    notes: identityNotes(publicKey),
  });
  return opening(exchange, secret, {
    bob: part(
      weCommitted ? ours : unknownKey(gx),
      openSignature(revealKeys(keys), bobs, revealSig.message),
    ),
    alice: part(
      weCommitted ? unknownKey(gy) : ours,
      openSignature(signatureKeys(keys), alices, signature.message),
    ),
  });
}

/** A public key whose exponent we do not know: a secret without bytes. */
function unknownKey(value: Mpi): DhKeyPair {
  return { secret: new SecretBytes(new Uint8Array(0)), public: value };
}

function readExchange(recorded: readonly Line[]): Exchange {
  const commit = lastOf(recorded, 'dh-commit');
  const dhKey = lastOf(recorded, 'dh-key');
  const revealSig = lastOf(recorded, 'reveal-sig');
  const signature = lastOf(recorded, 'signature');
  const [bob, alice] = [revealSig.line.name, signature.line.name];
  if (bob === alice || commit.line.name !== bob || dhKey.line.name !== alice)
    throw new Refusal('The messages of the key exchange do not go to and fro.');
  if (revealSig.header.version !== signature.header.version)
    throw new Refusal('The messages of the key exchange have different versions.');
  const gx = openCommit(commit.message, revealSig.message.r);
  const { gy } = dhKey.message;
  checkGroupElement(gy, 'g^y');
  return { recorded, commit, dhKey, revealSig, signature, gx, gy };
}

/** The last message of a type: an exchange may have begun more than once. */
function lastOf<T extends AkeMessage['type']>(recorded: readonly Line[], type: T): Found<T> {
  for (const line of [...recorded].reverse()) {
    const parsed = parseMessage(line.text);
    if (parsed.kind === 'ake' && isOfType(parsed.message, type))
      return { line, header: parsed.header, message: parsed.message };
  }
  throw new Refusal('The recording does not hold a whole key exchange.');
}

function isOfType<T extends AkeMessage['type']>(
  message: AkeMessage,
  type: T,
): message is Extract<AkeMessage, { type: T }> {
  return message.type === type;
}

function opening(
  exchange: Exchange,
  secret: SecretBytes,
  { bob, alice }: { readonly bob: Part; readonly alice: Part },
): Opening {
  const { commit, dhKey, revealSig, signature } = exchange;
  const notes = new Map([
    [commit.line, dhNotes(bob.dh)],
    [dhKey.line, dhNotes(alice.dh)],
    [revealSig.line, bob.notes],
    [signature.line, alice.notes],
  ]);
  const entries = exchange.recorded
    .filter(({ text }) => parseMessage(text).kind !== 'data')
    .map((line) => ({ name: line.name, wire: line.text, notes: notes.get(line) ?? [] }));
  return {
    version: signature.header.version,
    people: [personOf(revealSig, bob), personOf(signature, alice)],
    secret,
    entries,
  };
}

function personOf(
  { line, header }: Pick<Found<'signature'>, 'line' | 'header'>,
  { dh, keyId }: Part,
): Person {
  return { name: line.name, tag: header.senderTag, dh, keyId };
}
