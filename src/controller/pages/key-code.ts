// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountId } from '../contact-id.js';
import { grouped } from '../fingerprint-text.js';
import { _ } from '../language.js';
import type { FormItem } from '../models.js';
import { accountName } from '../names.js';
import type { Services } from '../services.js';
import { keyUri, qrRows } from '../verify/key-uri.js';

/** A window with the account's fingerprint for the camera of somebody else's telephone. */
export function showKeyCode({ keys, ports }: Services, account: AccountId): void {
  const own = keys.of(account);
  if (own.state !== 'ready') return;
  const name = accountName(ports.contacts, account);
  const uri = keyUri(account, own.fingerprint);
  const text = uri ?? own.fingerprint.toUpperCase();
  const rows = qrRows(text);
  const picture: readonly FormItem[] =
    rows === null ? [] : [{ kind: 'picture', label: _('QR code of your fingerprint'), rows }];
  const address: readonly FormItem[] =
    uri === null ? [] : [{ kind: 'copyable', label: _('The same as an address:'), text: uri }];
  const model = {
    title: _('QR code of your fingerprint'),
    items: [
      explanation(
        _('Let your contact read this with a camera when you meet, to verify %{account}.', {
          account: name,
        }),
      ),
      ...picture,
      { kind: 'copyable', label: _('Fingerprint:'), text: grouped(own.fingerprint) } as const,
      ...address,
    ],
    buttons: [],
    close: _('_Close'),
    preset: '',
    unasked: false,
  };
  const nothing = (): void => undefined;
  ports.windows.open(model, { used: nothing, pressed: nothing, closed: nothing });
}

function explanation(label: string): FormItem {
  return { kind: 'explanation', label };
}
