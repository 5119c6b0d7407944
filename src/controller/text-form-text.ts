// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from './contact-id.js';
import { _ } from './language.js';
import { shownName } from './names.js';
import type { Services } from './services.js';
import type { TextForm } from './text-form.js';

function wordOf(form: TextForm): string {
  return form === 'plain' ? _('plain text') : _('formatted text (HTML)');
}

/** How texts to this contact are written, and why. */
export function textFormText(services: Services, id: ContactId): string {
  const { ports, roster, settings, textForms } = services;
  const fingerprint = roster.find(id)?.correspondent.current().fingerprint ?? '';
  const name = shownName(ports.contacts, id);
  const form = wordOf(textForms.outgoing(id, fingerprint));
  if (settings.textFormOf(id) !== null)
    return _('Private messages to %{name}: %{form}, as you chose.', { name, form });
  return textForms.learnt(id, fingerprint) === null
    ? _('Private messages to %{name}: %{form}, as is usual on this network.', { name, form })
    : _('Private messages to %{name}: %{form}, as their program was seen to write.', {
        name,
        form,
      });
}
