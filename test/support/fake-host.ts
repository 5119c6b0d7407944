// SPDX-License-Identifier: GPL-2.0-or-later
import { Complaints } from '../../src/controller/complaints.js';
import { contactKey, type ContactId } from '../../src/controller/contact-id.js';
import { Controller } from '../../src/controller/controller.js';
import { OwnTags } from '../../src/controller/instance-tag.js';
import { KnownKeys } from '../../src/controller/known-keys.js';
import type { WindowModel } from '../../src/controller/models.js';
import { OwnKeys } from '../../src/controller/own-keys.js';
import type {
  Account,
  ContactSetting,
  PathQuestion,
  Decoration,
  OpenWindow,
  Ports,
  Preference,
  WindowEvents,
} from '../../src/controller/ports.js';
import { Settings } from '../../src/controller/settings.js';
import { readSizes } from '../../src/controller/size-table.js';
import { fingerprintOf } from '../../src/crypto/fingerprint.js';
import type { DsaPrivateKey } from '../../src/crypto/dsa.js';
import type { CorrespondentApi, CorrespondentOptions } from '../../src/session/api.js';
import { Correspondent } from '../../src/session/correspondent.js';
import { FakeForm } from './fake-form.js';
import { MemoryFiles, MemoryOutside } from './memory-files.js';
import { SeededRandom } from './seeded-random.js';

/** Something in a conversation window. */
export interface Shown {
  readonly kind: 'line' | 'received' | 'sent';
  readonly html: string;
  readonly tone?: 'quiet' | 'loud';
  readonly logged: boolean;
  readonly onBus: boolean;
}

export class FakeWindow {
  readonly shown: Shown[] = [];
  /** What stands in the entry, as HTML. */
  entry = '';
  logging = true;
  isRedacted = false;
  decoration: Decoration | null = null;
}

export interface FakeHostOptions {
  readonly account: Account;
  readonly key?: DsaPrivateKey;
  readonly files?: MemoryFiles;
  readonly generate?: () => Promise<DsaPrivateKey>;
  readonly create?: (options: CorrespondentOptions) => CorrespondentApi;
  /** Other accounts, which nothing happens on. */
  readonly others?: readonly Account[];
  readonly takesOver?: boolean;
}

/** A host without libpurple: windows are lists, the network is the other host. */
export class FakeHost {
  readonly account: Account;
  readonly files: MemoryFiles;
  readonly outside = new MemoryOutside();
  readonly windows = new Map<string, FakeWindow>();
  /** Every window of ours that was ever opened, oldest first. */
  readonly forms: FakeForm[] = [];
  readonly notices: { kind: string; title: string; text: string }[] = [];
  readonly guarded = new Set<string>();
  readonly preferences = new Map<Preference, boolean>();
  isOnBus = true;
  readonly buddySettings = new Map<string, boolean>();
  readonly accountSettings = new Map<string, string>();
  /** File choosers that are open, oldest first. */
  readonly choosers: (PathQuestion & { choose: (path: string) => void })[] = [];
  /** Devices that conversations are addressed to, by contact. */
  readonly addressed = new Map<string, string>();
  readonly aliases = new Map<string, string>();
  readonly controller: Controller;
  /** Everything that left this computer. */
  readonly wire: string[] = [];
  connected = true;
  hasDialogs = true;
  presence: 'none' | 'online' | 'offline' = 'online';
  time = 0;
  today = '2026-08-03';
  /** Where what leaves arrives. */
  peer: ((text: string) => void) | null = null;
  #timers: { due: number; action: () => void }[] = [];
  readonly #keys: OwnKeys;
  readonly #known: KnownKeys;
  readonly #tags: OwnTags;

  readonly #others: readonly Account[];
  /** The configuration page: what was shown of it last. */
  readonly #configuration = new FakeForm(
    { title: 'Configure', items: [], buttons: [], close: 'Close', preset: '', unasked: false },
    {
      used: (item, value) => {
        this.controller.formUsed(item, value);
      },
      pressed: () => undefined,
      closed: () => {
        this.controller.formClosed();
      },
    },
  );

  constructor(options: FakeHostOptions) {
    this.#others = options.others ?? [];
    this.account = options.account;
    this.files = options.files ?? new MemoryFiles();
    const ports = this.#ports();
    const random = new SeededRandom(this.account.username);
    const complaints = new Complaints(ports.dialogs);
    const generate =
      options.generate ??
      ((): Promise<DsaPrivateKey> =>
        options.key === undefined
          ? Promise.reject(new Error('no key in this test'))
          : Promise.resolve(options.key));
    this.#keys = new OwnKeys(this.files, { generate, fingerprintOf }, complaints);
    this.#known = new KnownKeys(this.files, complaints, () => this.today);
    this.#tags = new OwnTags(this.files, random, complaints);
    this.controller = new Controller({
      ports,
      outside: this.outside,
      facts: {
        version: '1.2.3',
        parts: { libpurple: '2.14.12' },
        problems: () => complaints.all,
      },
      takesOver: options.takesOver ?? false,
      tools: { random, now: () => this.time },
      settings: new Settings(ports.preferences, ports.contacts),
      trust: this.#known,
      keys: this.#keys,
      tagOf: (contact) => this.#tags.of(contact),
      sizes: () => readSizes(this.files, ports.log),
      create: options.create ?? ((given) => new Correspondent(given)),
    });
  }

  id(who: string): ContactId {
    const { protocol, username } = this.account;
    return { protocol, username, who };
  }

  /** The window, if it is open. */
  find(who: string): FakeWindow | null {
    return this.windows.get(contactKey(this.id(who))) ?? null;
  }

  /** The window, opened as a person opens it. */
  window(who: string): FakeWindow {
    return this.find(who) ?? this.#open(this.id(who));
  }

  /** The configuration page, opened anew, with this page in front. */
  configure(page = 'keys'): FakeForm {
    this.#configuration.open = true;
    this.controller.formOpened();
    this.#configuration.use('page', page);
    return this.#configuration;
  }

  /** The newest window with this beginning of a title, if it is open. */
  form(title: string): FakeForm | undefined {
    return this.forms.filter((form) => form.open && form.model.title.startsWith(title)).at(-1);
  }

  close(who: string): void {
    this.windows.delete(contactKey(this.id(who)));
    this.controller.windowClosed(this.id(who));
  }

  /** The person types HTML and presses Enter: what libpurple does with it. */
  type(who: string, html: string): void {
    const window = this.window(who);
    const sent = this.controller.hooks.sending(this.id(who), html);
    if (sent === null || sent === '') return;
    this.#send(sent);
    this.#show(window, 'sent', html);
  }

  /** A message comes from the network, from a device of this name. */
  arrive(who: string, text: string, device = ''): void {
    const from = device === '' ? who : `${who}/${device}`;
    const html = this.controller.hooks.receiving(this.id(who), text, from);
    if (html !== null && html !== '') this.#show(this.window(who), 'received', html);
  }

  command(who: string, args: string): string | null {
    this.window(who);
    return this.controller.command(this.id(who), args);
  }

  menu(who: string, item: string): void {
    this.controller.menuUsed(this.id(who), item);
  }

  /** Time passes; what is due happens. */
  pass(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.#timers.filter((timer) => timer.due <= this.time);
    this.#timers = this.#timers.filter((timer) => timer.due > this.time);
    for (const { action } of due) action();
  }

  /** Whether something would happen now. */
  get isDue(): boolean {
    return this.#timers.some((timer) => timer.due <= this.time);
  }

  get timers(): number {
    return this.#timers.length;
  }

  /** The HTML of one kind of thing in a window. */
  texts(who: string, kind: Shown['kind']): readonly string[] {
    return (this.find(who)?.shown ?? []).filter((s) => s.kind === kind).map(({ html }) => html);
  }

  /** All lines of ours in a window. */
  lines(who: string): string {
    return this.texts(who, 'line').join('\n');
  }

  #open(id: ContactId): FakeWindow {
    const window = new FakeWindow();
    this.windows.set(contactKey(id), window);
    this.controller.windowOpened(id);
    return window;
  }

  #send(packet: string): void {
    this.wire.push(packet);
    this.peer?.(packet);
  }

  #show(window: FakeWindow, kind: Shown['kind'], html: string, tone?: 'quiet' | 'loud'): void {
    const logged = kind !== 'line' && window.logging;
    const onBus = this.isOnBus;
    window.shown.push({ kind, html, logged, onBus, ...(tone === undefined ? {} : { tone }) });
  }

  #at(id: ContactId): FakeWindow | null {
    return this.windows.get(contactKey(id)) ?? null;
  }

  #ports(): Ports {
    return {
      ...this.#people(),
      messages: {
        inject: (_, packet) => {
          if (this.connected) this.#send(packet);
          return this.connected;
        },
        deliver: (id, html) => {
          this.#show(this.#at(id) ?? this.#open(id), 'received', html);
          return true;
        },
        writeLine: (id, html, tone) => {
          const window = this.#at(id);
          if (window !== null) this.#show(window, 'line', html, tone);
          return window !== null;
        },
        writeSent: (id, html) => {
          const window = this.#at(id);
          if (window !== null) this.#show(window, 'sent', html);
          return window !== null;
        },
        giveBack: (id, html) => {
          const window = this.#at(id) ?? this.#open(id);
          window.entry = html + window.entry;
          return true;
        },
        windows: () =>
          Array.from(this.windows.keys(), (key) => {
            const [account = '', who = ''] = key.split('\0');
            const [protocol = '', username = ''] = account.split(' ');
            return { protocol, username, who };
          }),
        openWindow: (id) => {
          if (this.#at(id) === null && !this.connected) return false;
          if (this.#at(id) === null) this.#open(id);
          return true;
        },
        address: (id, device) => {
          this.addressed.set(id.who, device);
          return true;
        },
        hasWindow: (id) => this.#at(id) !== null,
        isLogging: (id) => this.#at(id)?.logging ?? false,
        setLogging: (id, mode) => {
          const window = this.#at(id);
          if (window !== null) window.logging = mode === 'on';
          if (window !== null) window.isRedacted = mode === 'redacted';
          return window !== null;
        },
        protect: (id, protection) => {
          if (protection !== 'none') this.guarded.add(id.who);
          else this.guarded.delete(id.who);
        },
      },
      decorations: {
        show: (id, decoration) => {
          const window = this.#at(id);
          if (window !== null) window.decoration = decoration;
        },
        showForm: (items) => {
          this.#configuration.model = { ...this.#configuration.model, items };
        },
      },
      clock: {
        now: () => this.time,
        today: () => this.today,
        moment: (time) => `+${time} ms`,
        after: (milliseconds, action) => {
          const timer = { due: this.time + milliseconds, action };
          this.#timers.push(timer);
          return () => {
            this.#timers = this.#timers.filter((other) => other !== timer);
          };
        },
      },
      log: { info: () => undefined, warning: () => undefined },
    };
  }

  #openForm(model: WindowModel, events: WindowEvents): OpenWindow | null {
    if (!this.hasDialogs) return null;
    const form = new FakeForm(model, events);
    this.forms.push(form);
    return form.handle();
  }

  #people(): Pick<
    Ports,
    'contacts' | 'dialogs' | 'windows' | 'paths' | 'preferences' | 'sessionBus'
  > {
    const defaults = { enabled: true, automatic: true, onlyprivate: false };
    const more = { avoidloggingotr: true, showotrbutton: true };
    const ours = { redact_logs: false, typing: false, warn: true, end_on_close: false };
    const key = (id: ContactId, setting: ContactSetting): string => `${id.who} ${setting}`;
    return {
      contacts: {
        accounts: () => [{ ...this.account, connected: this.connected }, ...this.#others],
        accountSetting: ({ username }, setting) =>
          this.accountSettings.get(`${username} ${setting}`) ?? '',
        setAccountSetting: ({ username }, setting, value) => {
          this.accountSettings.set(`${username} ${setting}`, value);
        },
        nameOf: (id) => this.aliases.get(id.who) ?? id.who,
        presence: () => this.presence,
        setting: (id, setting) => this.buddySettings.get(key(id, setting)) ?? null,
        setSetting: (id, setting, value) => {
          if (this.presence === 'none') return false;
          if (value === null) this.buddySettings.delete(key(id, setting));
          else this.buddySettings.set(key(id, setting), value);
          return true;
        },
      },
      dialogs: {
        notify: (kind, title, text) => {
          this.notices.push({ kind, title, text });
        },
      },
      windows: { open: (model, events) => this.#openForm(model, events) },
      paths: {
        ask: (question, choose) => {
          if (this.hasDialogs) this.choosers.push({ ...question, choose });
          return this.hasDialogs;
        },
      },
      preferences: {
        get: (name) =>
          this.preferences.get(name) ?? { ...defaults, ...more, ...ours, silent_bus: false }[name],
        set: (name, value) => {
          this.preferences.set(name, value);
        },
      },
      sessionBus: {
        join: () => {
          this.isOnBus = true;
        },
        leave: () => {
          this.isOnBus = false;
        },
      },
    };
  }
}

/** Two hosts on one network: what one sends arrives at the other, later, in order. */
export class FakeNetwork {
  readonly alice: FakeHost;
  readonly bob: FakeHost;
  readonly #queue: (() => void)[] = [];

  constructor(alice: FakeHost, bob: FakeHost) {
    this.alice = alice;
    this.bob = bob;
    const name = ({ account }: FakeHost): string => account.username.split('/')[0] ?? '';
    alice.peer = (text): void => {
      this.#queue.push(() => {
        bob.arrive(name(alice), text);
      });
    };
    bob.peer = (text): void => {
      this.#queue.push(() => {
        alice.arrive(name(bob), text);
      });
    };
  }

  /** Carries everything, and what follows from it, at once. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 5;) {
      await new Promise(setImmediate);
      const next = this.#queue.shift();
      next?.();
      const isDue = this.alice.isDue || this.bob.isDue;
      this.alice.pass(0);
      this.bob.pass(0);
      quiet = next === undefined && !isDue ? quiet + 1 : 0;
    }
  }

  /** What is on its way is lost. */
  drop(): void {
    this.#queue.length = 0;
  }
}
