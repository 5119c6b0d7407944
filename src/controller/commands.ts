// SPDX-License-Identifier: GPL-2.0-or-later
import type { PolicyName } from '../session/policy.js';
import type { Actions } from './actions.js';
import type { ContactId } from './contact-id.js';
import { grouped } from './fingerprint-text.js';
import { commandsText } from './help-text.js';
import { _ } from './language.js';
import { accountName, shownName } from './names.js';
import { quoted } from './quoted.js';
import type { Facts } from './pages/about-page.js';
import type { OwnWindows } from './pages/own-windows.js';
import type { Desk } from './pages/page.js';
import type { Services } from './services.js';
import { sessionsCommand } from './session-commands.js';
import type { PolicySource } from './settings.js';
import { fingerprintsText, keysText, policyText, statusText } from './status-text.js';
import type { TextForm } from './text-form.js';
import { textFormText } from './text-form-text.js';
import { verifyCommands } from './verify/verify-commands.js';

/** `/otr WORD …`: null, or an error for the person. */
type Command = (id: ContactId, rest: string) => string | null;

const POLICY_WORDS: Readonly<Record<string, PolicyName | null>> = {
  never: 'never',
  manual: 'manual',
  opportunistic: 'opportunistic',
  automatic: 'opportunistic',
  always: 'always',
  default: null,
};

const TEXT_WORDS: Readonly<Record<string, TextForm | null>> = {
  plain: 'plain',
  html: 'html',
  automatic: null,
  default: null,
};

/** Words that people know from other programs. */
const ALIASES: Readonly<Record<string, string>> = {
  init: 'start',
  finish: 'end',
  stop: 'end',
  trust: 'verify',
  untrust: 'distrust',
  authenticate: 'auth',
  smp: 'auth',
  authq: 'question',
  smpq: 'question',
  authabort: 'abort',
  info: 'status',
  fpr: 'fingerprint',
  fingerprints: 'fingerprint',
  theirfp: 'fingerprint',
  ourfpr: 'fingerprint',
  myfp: 'fingerprint',
  contexts: 'sessions',
  forget: 'keys',
  '': 'help',
};

/** The `/otr` command of every one-to-one conversation. */
export class Commands {
  readonly #services: Services;
  readonly #actions: Actions;
  readonly #commands: ReadonlyMap<string, Command>;

  constructor(desk: Desk, windows: OwnWindows, facts: Facts) {
    const { services, actions, verification } = desk;
    this.#services = services;
    this.#actions = actions;
    const start: Command = (id) => {
      actions.start(id);
      return null;
    };
    this.#commands = new Map<string, Command>([
      ['start', start],
      ['refresh', start],
      [
        'end',
        (id) => {
          actions.end(id);
          return null;
        },
      ],
      ['continue', (id) => actions.continue(id)],
      ['status', (id) => this.#say(id, statusText(services, id))],
      ['fingerprint', (id) => this.#say(id, fingerprintsText(services, id))],
      ['keys', (id) => this.#say(id, keysText(services, id))],
      ['sessions', (id, rest) => sessionsCommand(desk, id, rest)],
      ...verifyCommands(verification),
      ['genkey', (id) => this.#generate(id)],
      ['policy', (id, rest) => this.#policy(id, rest)],
      ['text', (id, rest) => this.#textForm(id, rest)],
      ['settings', (id) => (windows.settingsOf(id) ? null : this.#policy(id, ''))],
      [
        'version',
        (id) => this.#say(id, _('otr-ts, version %{version}', { version: facts.version })),
      ],
      ['help', (id) => this.#say(id, commandsText())],
    ]);
  }

  run(id: ContactId, args: string): string | null {
    const [, typed = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(args) ?? [];
    const word = typed.toLowerCase();
    const command = this.#commands.get(Object.hasOwn(ALIASES, word) ? (ALIASES[word] ?? '') : word);
    if (command !== undefined) return command(id, rest.trim());
    return _('“%{word}” is not an OTR command. /otr help lists them.', { word: quoted(typed, 40) });
  }

  #say(id: ContactId, text: string): null {
    this.#services.lines.say(id, text);
    return null;
  }

  #generate(id: ContactId): string | null {
    const { keys, ports } = this.#services;
    const own = keys.of(id);
    const account = accountName(ports.contacts, id);
    switch (own.state) {
      case 'ready':
        return _('There is a key for %{account} already. Its fingerprint is %{fingerprint}.', {
          account,
          fingerprint: grouped(own.fingerprint),
        });
      case 'unreadable':
        return own.reason;
      case 'generating':
        return _('A key for %{account} is being made already.', { account });
      case 'missing':
        this.#services.roster.get(id).waitsForKey = true;
        keys.generate(id);
        return this.#say(
          id,
          _('A key for %{account} is being made. This takes a moment.', { account }),
        );
    }
  }

  #policy(id: ContactId, word: string): string | null {
    const { ports, settings } = this.#services;
    const name = shownName(ports.contacts, id);
    if (word !== '') {
      if (!Object.hasOwn(POLICY_WORDS, word))
        return _('A policy is one of never, manual, opportunistic, always, or default.');
      if (!settings.setPolicyOf(id, POLICY_WORDS[word] ?? null))
        return _('Only contacts in your buddy list can have a policy of their own.');
      this.#actions.settingsChanged();
    }
    const policy = policyText(settings.policyOf(id));
    return this.#say(id, policyLine(settings.sourceOf(id), name, policy));
  }

  #textForm(id: ContactId, word: string): string | null {
    const { settings } = this.#services;
    if (word !== '') {
      if (!Object.hasOwn(TEXT_WORDS, word))
        return _('Messages can be written as one of automatic, plain, or html.');
      if (!settings.setTextFormOf(id, TEXT_WORDS[word] ?? null))
        return _('Only contacts in your buddy list can have a setting of their own.');
    }
    return this.#say(id, textFormText(this.#services, id));
  }
}

/** The policy, and whose it is. */
function policyLine(source: PolicySource, name: string, policy: string): string {
  switch (source) {
    case 'contact':
      return _('Private conversations with %{name}: %{policy} (for this contact only).', {
        name,
        policy,
      });
    case 'account':
      return _(
        'Private conversations with %{name}: %{policy} (as for everybody on this account).',
        {
          name,
          policy,
        },
      );
    case 'everybody':
      return _('Private conversations with %{name}: %{policy} (as for everybody).', {
        name,
        policy,
      });
  }
}
