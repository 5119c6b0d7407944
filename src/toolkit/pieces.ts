// SPDX-License-Identifier: GPL-2.0-or-later
import { MAX_DH_BYTES } from '../wire/limits.js';
import { minimal, type Mpi } from '../wire/mpi.js';
import { fixedHexArgument, hexArgument, numberArgument } from './arguments.js';
import type { Pieces } from './forge-message.js';
import { Refusal } from './refusal.js';

const MAC_KEY_BYTES = 20;
const CTR_BYTES = 8;

/** What `remac` is given after the MAC key. Instance tags of 0 mean version 2, which has none. */
export function piecesOf(args: readonly string[]): Pieces {
  const at = (index: number): string => args[index] ?? '';
  const senderTag = numberArgument(at(0), 'sender_instance');
  const receiverTag = numberArgument(at(1), 'receiver_instance');
  return {
    version: senderTag === 0 && receiverTag === 0 ? 2 : 3,
    tags: [senderTag, receiverTag],
    fields: {
      flags: numberArgument(at(2), 'flags', 0xff),
      senderKeyId: numberArgument(at(3), 'snd_keyid'),
      recipientKeyId: numberArgument(at(4), 'rcp_keyid'),
      nextDh: dhValue(at(5)),
      ctr: fixedHexArgument(at(6), 'counter', CTR_BYTES),
      encrypted: hexArgument(at(7), 'encdata'),
    },
    oldMacKeys: macKeys(at(8)),
  };
}

function dhValue(text: string): Mpi {
  const value = minimal(hexArgument(text, 'pubkey'));
  if (value.length > MAX_DH_BYTES)
    throw new Refusal(`The pubkey must have at most ${MAX_DH_BYTES} bytes.`, 'usage');
  return value;
}

function macKeys(text: string): Uint8Array {
  const keys = hexArgument(text, 'revealed_mackeys');
  if (keys.length % MAC_KEY_BYTES !== 0)
    throw new Refusal('Each of the revealed_mackeys must be 40 hex chars long.', 'usage');
  return keys;
}
