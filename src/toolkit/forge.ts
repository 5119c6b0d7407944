// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPublicKey } from '../crypto/dsa.js';
import { readPublicKey } from '../crypto/public-key.js';
import type { RandomSource } from '../crypto/random.js';
import type { ProtocolVersion } from '../wire/header.js';
import { WireReader } from '../wire/reader.js';
import { converse } from './conversation.js';
import { inventExchange } from './exchange.js';
import { dhKeyPair } from './keys.js';
import { overheardExchange, ownExchange } from './recorded-exchange.js';
import { Refusal } from './refusal.js';
import { readScript, type Script } from './script.js';
import { type Opening, writeTranscript } from './transcript.js';

/** What the forger has, besides what is to be said. */
export type Means =
  /** PUBKEYs of the one who speaks first and of the other, as they stand in a Signature Message. */
  | {
      readonly kind: 'public-keys';
      readonly version: ProtocolVersion;
      readonly keys: readonly [Uint8Array, Uint8Array];
    }
  /** A key exchange that anyone on the way could record. */
  | { readonly kind: 'recording' }
  /** A recorded key exchange and one side's Diffie-Hellman private key in it. */
  | { readonly kind: 'own-recording'; readonly privateKey: Uint8Array };

/**
 * A whole conversation in which the people in `input` say what stands there, with everything that a
 * reader needs to decrypt it and check it. Who can tell it from a real one: docs/deniability.md.
 */
export function forgeConversation(input: string, means: Means, random: RandomSource): string {
  const script = readScript(input);
  const opening = openingOf(script, means, random);
  return writeTranscript([...opening.entries, ...converse(opening, script.said, random)]);
}

function openingOf(script: Script, means: Means, random: RandomSource): Opening {
  switch (means.kind) {
    case 'public-keys': {
      if (script.recorded.length > 0)
        throw new Refusal('Give a recorded key exchange or public keys, not both.');
      const [first, second] = script.names;
      const identities = [
        { name: first, publicKey: publicKeyOf(means.keys[0]) },
        { name: second, publicKey: publicKeyOf(means.keys[1]) },
      ] as const;
      return inventExchange(means.version, identities, random);
    }
    case 'recording':
      return overheardExchange(script.recorded, random);
    case 'own-recording':
      return ownExchange(script.recorded, dhKeyPair(means.privateKey));
  }
}

function publicKeyOf(bytes: Uint8Array): DsaPublicKey {
  const from = new WireReader(bytes);
  const key = readPublicKey(from);
  from.end();
  return key;
}
