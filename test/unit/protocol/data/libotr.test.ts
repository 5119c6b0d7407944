// SPDX-License-Identifier: GPL-2.0-or-later
// The data messages that two libotr processes exchanged, with our key ring in the place of each.
import { generateDh, sharedSecret } from '../../../../src/crypto/group.js';
import { startRing } from '../../../../src/protocol/data/key-ring.js';
import { seal } from '../../../../src/protocol/data/seal.js';
import { armor } from '../../../../src/wire/armor.js';
import { TLV } from '../../../../src/wire/tlv.js';
import { End } from '../../../support/data.js';
import { decodeText } from '../../../support/decode.js';
import { ScriptedRandom } from '../../../support/seeded-random.js';
import { aesCtr, hash, hmac } from '../../../support/textbook.js';
import { dsaKey, hex, type Name, recording, toHex } from '../../../support/vectors.js';

const NAMES = ['alice', 'bob'] as const;

describe.each([2, 3] as const)('libotr, version %i', (version) => {
  const recorded = recording(version);
  const steps = recorded.steps.filter(({ parsed }) => parsed?.['kind'] === 'Data Message');

  /** Our key ring with the D-H keys that libotr had on that side. */
  function end(name: Name): End {
    const other = name === 'alice' ? 'bob' : 'alice';
    const random = new ScriptedRandom(Object.values(recorded.dhPrivate[name]).map(hex));
    const ours = generateDh(random);
    const theirs = hex(name === 'alice' ? recorded.commit.gx : recorded.dhKey.gy);
    return new End(
      startRing({
        ssid: new Uint8Array(8),
        weStarted: name === 'bob',
        ours,
        theirs,
        theirKeyId: 1,
        publicKey: dsaKey(recorded.keys[other]),
        secret: sharedSecret(ours, theirs),
      }),
      random,
    );
  }

  it('the textbook agrees with what otr_sesskeys printed', () => {
    for (const { wire, sendingMac, sendingAes, text } of steps) {
      const message = decodeText(wire)!.data!;
      expect(toHex(hash('sha1', hex(sendingAes!)))).toBe(sendingMac);
      expect(toHex(hmac('sha1', hex(sendingMac!), message.authenticated))).toBe(toHex(message.mac));
      const plain = aesCtr(hex(sendingAes!), message.ctr, message.encrypted).toString();
      expect(plain.split('\0')[0]).toBe(text ?? '');
    }
  });

  it.each(NAMES)('%s reads everything, as libotr did', (name) => {
    const reader = end(name);
    for (const { from, wire, text, extraKey } of steps) {
      const message = decodeText(wire)!;
      if (from === name) {
        // What this side sent: it only moves the ring on.
        reader.say('');
        continue;
      }
      const opened = reader.hear(message.data!);
      expect(Buffer.from(opened.payload.text).toString()).toBe(text ?? '');
      expect(opened.extra === null ? undefined : toHex(opened.extra.reveal())).toBe(extraKey?.key);
    }
  });

  it.each(NAMES)('%s writes everything byte for byte as libotr did', (name) => {
    const writer = end(name);
    for (const { from, wire, text } of steps) {
      const { header, data } = decodeText(wire)!;
      if (from !== name) {
        writer.hear(data!);
        continue;
      }
      const tlvs = sentTlvs(wire);
      // libotr reveals all that is left only when it forgets the session: nothing to add here.
      const sealed = seal(
        writer.ring,
        {
          version,
          tags: [header.senderTag, header.receiverTag],
          flags: data!.flags,
          payload: { text: Buffer.from(text ?? ''), tlvs },
        },
        writer.random,
      );
      writer.ring = sealed.next;
      // libotr ends a text with a NUL even when no TLV follows.
      if (tlvs.length > 0) expect(armor(sealed.message)).toBe(wire);
      else expect(fieldsOf(armor(sealed.message))).toEqual(fieldsOf(wire));
    }
  });

  /** The TLVs of a recorded message, read by the textbook. */
  function sentTlvs(wire: string): { type: number; value: Uint8Array }[] {
    const step = steps.find((each) => each.wire === wire)!;
    const { ctr, encrypted } = decodeText(wire)!.data!;
    const plain = aesCtr(hex(step.sendingAes!), ctr, encrypted);
    const tlvs = [];
    for (let at = plain.indexOf(0) + 1; at > 0 && at < plain.length;) {
      const length = plain.readUInt16BE(at + 2);
      tlvs.push({ type: plain.readUInt16BE(at), value: plain.subarray(at + 4, at + 4 + length) });
      at += 4 + length;
    }
    return tlvs;
  }

  it('has the TLVs that were sent', () => {
    const types = steps.flatMap(({ wire }) => sentTlvs(wire).map(({ type }) => type));
    expect(types).toEqual([TLV.extraSymmetricKey, TLV.padding, 42, TLV.smpAbort, TLV.disconnected]);
  });
});

/** Everything but the length of the encrypted text and the MAC. */
function fieldsOf(wire: string): unknown {
  const { flags, senderKeyId, recipientKeyId, nextDh, ctr, encrypted, oldMacKeys } =
    decodeText(wire)!.data!;
  const start = toHex(encrypted).slice(0, 4);
  return [flags, senderKeyId, recipientKeyId, toHex(nextDh), toHex(ctr), start, toHex(oldMacKeys)];
}
