// SPDX-License-Identifier: GPL-2.0-or-later
import qrcode from 'qrcode-generator';
import { type AccountId, bareUsername } from '../contact-id.js';

/**
 * The address of a key as other programs read it from a camera; null on networks for which nobody
 * has agreed on one.
 */
export function keyUri(account: AccountId, fingerprint: string): string | null {
  if (account.protocol !== 'prpl-jabber') return null;
  return `xmpp:${encodeURI(bareUsername(account))}?otr-fingerprint=${fingerprint.toUpperCase()}`;
}

/** Longer names than anybody has do not fit into one picture. */
const LONGEST = 1000;

/** A QR code of ASCII text: rows of '1' (dark) and '0'; null when it is too long for one. */
export function qrRows(text: string): readonly string[] | null {
  if (text.length > LONGEST) return null;
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const across = Array.from({ length: code.getModuleCount() }, (_, i) => i);
  return across.map((y) => across.map((x) => (code.isDark(y, x) ? '1' : '0')).join(''));
}
