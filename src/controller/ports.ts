// SPDX-License-Identifier: GPL-2.0-or-later
import type { AccountId, ContactId } from './contact-id.js';
import type { Bar, FormItem, MenuItem, WindowModel } from './models.js';
import type { Level } from './level.js';

/**
 * What the guard has to know of a contact, to act when we are gone. `private`: there is a session, or
 * was one that the person has not left; `held`: text waits for one, or one is required.
 */
export type Protection = 'none' | 'held' | 'private';

/** `redacted`: the log notes that something was said, not what. */
export type LogMode = 'on' | 'redacted' | 'off';

/** Messages and conversation windows. Each call looks the window up; `false`: it is not there. */
export interface Messages {
  /** Sends a packet as it is. False: the account is not connected. */
  inject(contact: ContactId, packet: string): boolean;
  /** Shows a message of the contact's as if it had just arrived; opens a window if need be. */
  deliver(contact: ContactId, html: string): boolean;
  /** A line of ours, never logged, never opening a window. */
  writeLine(contact: ContactId, html: string, tone: 'quiet' | 'loud'): boolean;
  /** Shows text as sent by the person. */
  writeSent(contact: ContactId, html: string): boolean;
  /** Puts text back into the entry, before what is there. */
  giveBack(contact: ContactId, html: string): boolean;
  windows(): readonly ContactId[];
  hasWindow(contact: ContactId): boolean;
  /** Opens the window, or brings it to the front: only when the person asks for it. */
  openWindow(contact: ContactId): boolean;
  /** What is typed goes to this device of the contact's, by the network's name for it. */
  address(contact: ContactId, device: string): boolean;
  isLogging(contact: ContactId): boolean;
  setLogging(contact: ContactId, mode: LogMode): boolean;
  /** Whether anything of this contact's may leave in clear, even when we are gone. */
  protect(contact: ContactId, protection: Protection): void;
}

export interface Account extends AccountId {
  /** For people, for example "XMPP". */
  readonly protocolName: string;
  readonly connected: boolean;
}

/** The settings per contact in the buddy list: pidgin-otr's, and ours. */
export type ContactSetting =
  | 'OTR/overridedefault'
  | 'OTR/enabled'
  | 'OTR/automatic'
  | 'OTR/onlyprivate'
  | 'OTR/avoidloggingotr'
  | 'otr-ts/plaintext';

/** Settings of ours, kept with the account. */
export type AccountSetting = 'otr-ts/policy';

/** Accounts and buddy list. */
export interface Contacts {
  accounts(): readonly Account[];
  /** '' when there is none. */
  accountSetting(account: AccountId, key: AccountSetting): string;
  /** '' takes it away. */
  setAccountSetting(account: AccountId, key: AccountSetting, value: string): void;
  /** The alias, or the name: somebody else's words. */
  nameOf(contact: ContactId): string;
  presence(contact: ContactId): 'none' | 'online' | 'offline';
  setting(contact: ContactId, key: ContactSetting): boolean | null;
  /** Null takes the setting away. False: the contact is not in the buddy list. */
  setSetting(contact: ContactId, key: ContactSetting, value: boolean | null): boolean;
}

/** Windows that only tell; never modal. */
export interface Dialogs {
  notify(kind: 'info' | 'error', title: string, text: string): void;
}

/** What a person does in a window. Nothing is called any more once it is closed. */
export interface WindowEvents {
  /** A field has this value now; '' for a button among the fields. */
  used(item: string, value: string): void;
  /** A button of the window's row; `secrets` are what stands in its masked fields, by id. */
  pressed(button: string, secrets: Readonly<Record<string, string>>): void;
  /** The person closed it. */
  closed(): void;
}

export interface OpenWindow {
  update(model: WindowModel): void;
  /** Before everything else, with the focus. False: this user interface cannot. */
  present(): boolean;
  close(): void;
}

/** Windows of ours; never modal. */
export interface Windows {
  /** Null: this user interface has no windows that could show it. */
  open(model: WindowModel, events: WindowEvents): OpenWindow | null;
}

export interface PathQuestion {
  /** What the path is for: a file to be written or read, or a folder. */
  readonly kind: 'save' | 'open' | 'folder';
  readonly title: string;
  /** A name or path to begin with, or ''. */
  readonly proposal: string;
}

/** The user interface's own windows for choosing files and folders. */
export interface Paths {
  /** `chosen` is not called when the person thinks better of it. False: there are no such windows. */
  ask(question: PathQuestion, chosen: (path: string) => void): boolean;
}

/** What one conversation window shows of us. */
export interface Decoration {
  readonly level: Level;
  readonly word: string;
  readonly tooltip: string;
  readonly button: boolean;
  readonly menu: readonly MenuItem[];
  readonly bar: Bar | null;
}

/** The optional decoration of windows: menu, button, bar, configuration page. */
export interface Decorations {
  show(contact: ContactId, decoration: Decoration): void;
  showForm(items: readonly FormItem[]): void;
}

/** pidgin-otr's global switches, by its own names. */
export type Switch = 'enabled' | 'automatic' | 'onlyprivate' | 'avoidloggingotr' | 'showotrbutton';

/** Every global switch: pidgin-otr's and ours. */
/** What the person may choose beside pidgin-otr's switches. */
export type PrivacyOption = 'redact_logs' | 'typing' | 'warn' | 'end_on_close' | 'silent_bus';

export type Preference = Switch | PrivacyOption;

export interface Preferences {
  get(name: Preference): boolean;
  set(name: Preference, value: boolean): void;
}

export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  /** The local day, as "2026-08-03". */
  today(): string;
  /** A moment on `now()`'s clock, as people know it: "14:02", of another day "2026-08-03 14:02". */
  moment(time: number): string;
  /** Runs `action` once, later; returns what calls it off. */
  after(milliseconds: number, action: () => void): () => void;
}

/** For developers: never text of people, keys, or names of contacts. */
export interface Log {
  info(text: string): void;
  warning(text: string): void;
}

/** The desktop's session bus, on which the host tells other programs what is said. */
export interface SessionBus {
  join(): void;
  leave(): void;
}

export interface Ports {
  readonly messages: Messages;
  readonly contacts: Contacts;
  readonly dialogs: Dialogs;
  readonly windows: Windows;
  readonly paths: Paths;
  readonly decorations: Decorations;
  readonly preferences: Preferences;
  readonly sessionBus: SessionBus;
  readonly clock: Clock;
  readonly log: Log;
}
