// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from './contact-id.js';
import { decorate } from './decorate.js';
import { grouped, readFingerprint } from './fingerprint-text.js';
import { _ } from './language.js';
import { accountName, shownName } from './names.js';
import type { Services } from './services.js';
import type { Performer } from './perform.js';

const MARK_AS_VERIFIED = 0;
const NOT_VERIFIED = 1;
const CANCEL = 2;

/** Verifying by fingerprint: a window that compares nothing by itself, or a pasted fingerprint. */
export class Verification {
  readonly #services: Services;
  readonly #performer: Performer;

  constructor(services: Services, performer: Performer) {
    this.#services = services;
    this.#performer = performer;
  }

  /** Opens the window. Null, or why there is nothing to verify. */
  open(id: ContactId): string | null {
    const fingerprint = this.#current(id);
    if (fingerprint === '') return nothingToVerify(this.#name(id));
    const close = this.#services.ports.dialogs.ask(
      {
        title: _('Verify identity'),
        primary: _('Is this really %{name}?', { name: this.#name(id) }),
        secondary: this.#explanation(id, fingerprint),
        actions: [_('Mark as verified'), _('Not verified'), _('Cancel')],
        defaultAction: CANCEL,
        contact: id,
      },
      (action) => {
        if (action === MARK_AS_VERIFIED) this.#decide(id, fingerprint, true);
        if (action === NOT_VERIFIED) this.#decide(id, fingerprint, false);
      },
    );
    if (close !== null) return null;
    this.#services.lines.say(id, this.#explanation(id, fingerprint));
    this.#services.lines.say(
      id,
      _('To verify, type /otr verify and the fingerprint you were given.'),
    );
    return null;
  }

  /** Marks the key as verified if `pasted` is its fingerprint. Null, or why not. */
  compare(id: ContactId, pasted: string): string | null {
    const fingerprint = this.#current(id);
    if (fingerprint === '') return nothingToVerify(this.#name(id));
    const given = readFingerprint(pasted);
    if (given === null)
      return _('This is not a fingerprint: it must have forty digits from 0 to 9 and A to F.');
    if (given !== fingerprint) {
      return _(
        'The fingerprints differ, so nothing was marked as verified. %{name} uses %{fingerprint}. Either you were given another key of theirs, or somebody else is answering.',
        { name: this.#name(id), fingerprint: grouped(fingerprint) },
      );
    }
    this.#decide(id, fingerprint, true);
    return null;
  }

  #current(id: ContactId): string {
    return this.#services.roster.find(id)?.correspondent.current().fingerprint ?? '';
  }

  #explanation(id: ContactId, fingerprint: string): string {
    const { ports, keys, trust } = this.#services;
    const own = keys.of(id);
    const account = accountName(ports.contacts, id);
    const name = this.#name(id);
    return [
      _(
        'Compare both fingerprints with %{name} where nobody can change them: when you meet, by telephone, or over another program that you trust. Do not compare them in this conversation.',
        { name },
      ),
      `${_('Fingerprint for you, %{account}:', { account })}\n${
        own.state === 'ready' ? grouped(own.fingerprint) : _('No key present')
      }`,
      `${_('Fingerprint that %{name} uses (%{who}):', { name, who: id.who })}\n${grouped(fingerprint)}`,
      trust.isTrusted(id, fingerprint)
        ? _('This fingerprint is marked as verified now.')
        : _('This fingerprint is not verified now.'),
    ].join('\n\n');
  }

  /** safety.md §4: "Verification applies to exactly the fingerprint that was on the screen." */
  #decide(id: ContactId, fingerprint: string, verified: boolean): void {
    const { lines, trust, roster } = this.#services;
    const name = this.#name(id);
    const now = this.#current(id);
    if (now !== '' && now !== fingerprint) {
      const text = _(
        'Nothing was changed: %{name} has meanwhile begun to use another key than the one you compared. Open the window again to see it.',
        { name },
      );
      lines.tell(id, text, 'loud');
      return;
    }
    if (trust.setVerified(id, fingerprint, verified ? 'fingerprint' : null)) {
      lines.tell(id, decisionText(name, verified));
    } else {
      const text = _('Nothing was changed: the name of %{name} cannot be filed.', { name });
      lines.tell(id, text, 'loud');
    }
    const contact = roster.find(id);
    if (contact === null) decorate(this.#services, id);
    else this.#performer.settle(contact);
  }

  #name(id: ContactId): string {
    return shownName(this.#services.ports.contacts, id);
  }
}

function nothingToVerify(name: string): string {
  return _(
    'There is no key of %{name} to verify yet. Start a private conversation first (/otr start).',
    { name },
  );
}

function decisionText(name: string, verified: boolean): string {
  return verified
    ? _('You have verified the identity of %{name}. The conversation is private.', { name })
    : _('The identity of %{name} is not verified.', { name });
}
