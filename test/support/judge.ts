// SPDX-License-Identifier: GPL-2.0-or-later
// Somebody who is shown a transcript and everything its keeper hands over, and who believes nothing.
import { fingerprintOf } from '../../src/crypto/fingerprint.js';
import { SecretBytes } from '../../src/crypto/secret.js';
import { openSignature, revealKeys, signatureKeys } from '../../src/protocol/ake/authenticator.js';
import { deriveAkeKeys } from '../../src/protocol/ake/keys.js';
import type { AkeMessage, RevealSignature, Signature } from '../../src/wire/ake-messages.js';
import { OtrFault } from '../../src/wire/fault.js';
import { decodeText, faultOr } from './decode.js';
import { aesCtr, h1, hash, hmac, integer, magnitude, modPow, rfc3526Prime } from './textbook.js';
import { hex, toHex } from './vectors.js';

const P = rfc3526Prime();

/** A message of a transcript as `otr-toolkit forge` writes it. */
interface Exhibit {
  readonly name: string;
  readonly wire: string;
  /** What the keeper says about it. */
  readonly notes: ReadonlyMap<string, string>;
}

export function readTranscript(transcript: string): readonly Exhibit[] {
  const exhibits: { name: string; wire: string; notes: Map<string, string> }[] = [];
  for (const line of transcript.split('\n').filter((l) => l !== '')) {
    const [, tab, name, text] = /^(\t?)(.+?): (.*)$/.exec(line)!;
    if (tab === '\t') exhibits.at(-1)!.notes.set(name!, text!);
    else exhibits.push({ name: name!, wire: text!, notes: new Map() });
  }
  return exhibits;
}

/** What somebody announced: a value, and its exponent if the keeper has handed it over. */
interface Announced {
  readonly value: Uint8Array;
  readonly exponent: string | undefined;
}

/** What the judge found. */
export interface Finding {
  readonly name: string;
  readonly text: string;
  readonly tlvs: string;
  /** Whether the AES key that was handed over follows from the announced Diffie-Hellman keys. */
  readonly derived: 'yes' | 'no' | 'exponents unknown';
}

/** Reads every data message, and fails on whatever the protocol would not have let happen. */
export function judge(transcript: string): readonly Finding[] {
  const exhibits = readTranscript(transcript);
  const keys = new Map<string, Announced>();
  const ctrs = new Map<string, bigint>();
  const macKeysHeard = new Map<string, Set<string>>();
  const names = [...new Set(exhibits.map(({ name }) => name))];
  const exchange = readExchange(exhibits);
  keys.set(`${exchange.bob} 1`, exchange.gx).set(`${exchange.alice} 1`, exchange.gy);
  const findings: Finding[] = [];
  for (const { name, wire, notes } of exhibits) {
    const message = wire.startsWith('?OTR:') ? decodeText(wire)?.data : null;
    if (message == null) continue;
    const other = names.find((n) => n !== name)!;
    const { senderKeyId, recipientKeyId, ctr } = message;
    const [ours, theirs] = [
      keys.get(`${name} ${senderKeyId}`),
      keys.get(`${other} ${recipientKeyId}`),
    ];
    expect([ours, theirs]).not.toContain(undefined);

    const aes = hex(notes.get('AES key')!);
    const mac = hash('sha1', aes);
    expect(toHex(hmac('sha1', mac, message.authenticated))).toBe(toHex(message.mac));
    const pair = `${name} ${senderKeyId} ${recipientKeyId}`;
    expect(integer(ctr)).toBeGreaterThan(ctrs.get(pair) ?? 0n);
    ctrs.set(pair, integer(ctr));

    // Receivers reveal keys that verified something for them, and nobody uses them afterwards.
    const heard = macKeysHeard.get(name) ?? new Set();
    for (let at = 0; at < message.oldMacKeys.length; at += 20)
      expect(heard.delete(toHex(message.oldMacKeys.subarray(at, at + 20)))).toBe(true);
    macKeysHeard.set(other, (macKeysHeard.get(other) ?? new Set()).add(toHex(mac)));

    announce(keys, `${name} ${senderKeyId + 1}`, {
      value: message.nextDh,
      exponent: notes.get('DH private key'),
    });
    const plain = aesCtr(aes, ctr, message.encrypted).toString('latin1');
    const [text = '', ...tlvs] = plain.split('\0');
    findings.push({
      name,
      text: Buffer.from(text, 'latin1').toString(),
      tlvs: Buffer.from(tlvs.join('\0'), 'latin1').toString('hex'),
      derived: derived(aes, ours!, theirs!),
    });
  }
  return findings;
}

function announce(keys: Map<string, Announced>, id: string, announced: Announced): void {
  const known = keys.get(id);
  if (known !== undefined) expect(toHex(announced.value)).toBe(toHex(known.value));
  if (announced.exponent !== undefined)
    expect(toHex(announced.value)).toBe(
      toHex(magnitude(modPow(2n, integer(hex(announced.exponent)), P))),
    );
  keys.set(id, announced);
}

function derived(aes: Uint8Array, ours: Announced, theirs: Announced): Finding['derived'] {
  const [value, exponent] =
    ours.exponent !== undefined ? [theirs.value, ours.exponent] : [ours.value, theirs.exponent];
  if (exponent === undefined) return 'exponents unknown';
  const s = modPow(integer(value), integer(hex(exponent)), P);
  const isHigh = integer(ours.value) > integer(theirs.value);
  return toHex(h1(isHigh ? 1 : 2, s).subarray(0, 16)) === toHex(aes) ? 'yes' : 'no';
}

interface Exchange {
  readonly bob: string;
  readonly alice: string;
  readonly gx: Announced;
  readonly gy: Announced;
  readonly revealSig: RevealSignature;
  readonly signature: Signature;
}

/** The key exchange, in which the specification's Bob commits. */
function readExchange(exhibits: readonly Exhibit[]): Exchange {
  const find = <T extends AkeMessage['type']>(type: T) => {
    for (const { name, wire, notes } of exhibits) {
      const message = wire.startsWith('?OTR:') ? decodeText(wire)?.ake : null;
      if (message?.type === type)
        return {
          name,
          message: message as Extract<AkeMessage, { type: T }>,
          exponent: notes.get('DH private key'),
        };
    }
    throw new Error(`no ${type}`);
  };
  const commit = find('dh-commit');
  const dhKey = find('dh-key');
  const revealSig = find('reveal-sig').message;
  const opened = aesCtr(revealSig.r, new Uint8Array(8), commit.message.encryptedGx);
  expect(toHex(hash('sha256', opened))).toBe(toHex(commit.message.hashedGx));
  return {
    bob: commit.name,
    alice: dhKey.name,
    gx: { value: opened.subarray(4), exponent: commit.exponent },
    gy: { value: dhKey.message.gy, exponent: dhKey.exponent },
    revealSig,
    signature: find('signature').message,
  };
}

/**
 * Who signed the exchange, as somebody sees it who has an exponent of it: the fingerprints of the one
 * who committed and of the other, or why what is there is no signature.
 */
export function signers(transcript: string, exponent: string): readonly string[] {
  const { gx, gy, revealSig, signature } = readExchange(readTranscript(transcript));
  const x = integer(hex(exponent));
  const base = modPow(2n, x, P) === integer(gx.value) ? gy.value : gx.value;
  const s = magnitude(modPow(integer(base), x, P));
  const keys = deriveAkeKeys(new SecretBytes(Uint8Array.from(s)));
  const [bobs, alices] = [
    { signers: gx.value, others: gy.value },
    { signers: gy.value, others: gx.value },
  ];
  return [
    faultOr(() => openSignature(revealKeys(keys), bobs, revealSig)),
    faultOr(() => openSignature(signatureKeys(keys), alices, signature)),
  ].map((found) => (found instanceof OtrFault ? found.code : fingerprintOf(found.publicKey)));
}
