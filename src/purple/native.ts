// SPDX-License-Identifier: GPL-2.0-or-later
import type { NativeCrypto } from '../crypto/native.js';

/**
 * The bridge (native/bridge), as TypeScript sees it. Names and small integers cross, never pointers:
 * each call looks its object up again, and answers `false`, `null` or `'gone'` when it is not there.
 */

/** An account as libpurple names it: the protocol plug-in's id and the raw user name. */
export interface NativeAccount {
  readonly protocol: string;
  readonly username: string;
  /** The protocol's name for people, for example "XMPP". */
  readonly protocolName: string;
  readonly connected: boolean;
}

/** Mirrors OtrItem in native/engine.h. */
export interface NativeItem {
  readonly kind:
    | 'action'
    | 'check'
    | 'choice'
    | 'option'
    | 'label'
    | 'separator'
    | 'folder'
    | 'end'
    | 'pages'
    | 'page'
    | 'alternatives'
    | 'alternative'
    | 'entry'
    | 'secret'
    | 'explanation'
    | 'copyable'
    | 'table'
    | 'column'
    | 'progress'
    | 'picture';
  readonly id?: string;
  readonly label?: string;
  readonly value?: string;
  readonly note?: string;
  readonly sensitive?: boolean;
}

/** Mirrors OtrDecoration in native/engine.h. */
export interface NativeDecoration {
  readonly level: 'plaintext' | 'unverified' | 'private' | 'finished';
  readonly word: string;
  readonly tooltip: string;
  readonly button: boolean;
  readonly items: readonly NativeItem[];
  readonly bar: readonly NativeItem[];
}

/** Mirrors OtrWindow in native/engine.h. */
export interface NativeWindow {
  readonly title: string;
  readonly unasked: boolean;
  readonly items: readonly NativeItem[];
  readonly buttons: readonly NativeItem[];
  readonly close: string;
  readonly preset: string;
}

/** A field of a request window (libpurple's request API: Pidgin and Finch alike). */
export type NativeField =
  | { readonly kind: 'label'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'string';
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly masked: boolean;
    }
  | { readonly kind: 'bool'; readonly id: string; readonly label: string; readonly value: boolean }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly options: readonly string[];
      readonly chosen: number;
    }
  /** Its value is the numbers of the selected rows, one a line. */
  | {
      readonly kind: 'list';
      readonly id: string;
      readonly label: string;
      readonly options: readonly string[];
      /** Numbers of the rows that are selected at first. */
      readonly chosen: readonly number[];
    };

/** What JavaScript answers about one message. `null` text: stop; nothing goes on. */
export type NativeAnswer = string | null;

/** What the bridge calls. An exception in any of them is "no answer" and marks nothing else. */
export interface NativeHandlers {
  /** The plugin was loaded: accounts, conversations and preferences are there. */
  attached(): void;
  /** The plugin is unloaded or Pidgin quits: say what must be said, now. */
  detaching(): void;
  /** `flags` as libpurple has them (PurpleMessageFlags). */
  sending(
    protocol: string,
    username: string,
    who: string,
    text: string,
    flags: number,
  ): NativeAnswer;
  receiving(
    protocol: string,
    username: string,
    who: string,
    text: string,
    flags: number,
  ): NativeAnswer;
  conversationCreated(protocol: string, username: string, who: string): void;
  conversationDeleted(protocol: string, username: string, who: string): void;
  signedOn(protocol: string, username: string): void;
  /** Before the connection goes down: messages can still be sent. */
  signingOff(protocol: string, username: string): void;
  signedOff(protocol: string, username: string): void;
  accountsChanged(): void;
  buddySignedOn(protocol: string, username: string, who: string): void;
  buddySignedOff(protocol: string, username: string, who: string): void;
  /** `/otr ARGS` in a conversation. Returns an error for the person (plain text), or null. */
  command(protocol: string, username: string, who: string, args: string): string | null;
  /** An entry of a conversation's menu or bar. */
  menuUsed(protocol: string, username: string, who: string, item: string): void;
  /** What stands in a buddy's menu now: actions, separators, folders. */
  buddyMenu(protocol: string, username: string, who: string): readonly NativeItem[];
  buddyMenuUsed(protocol: string, username: string, who: string, item: string): void;
  /** An entry of the plugin's submenu in Tools. */
  actionUsed(action: string): void;
  formOpened(): void;
  formClosed(): void;
  /** A field of a window was used; window 0 is the configuration page. */
  windowUsed(window: number, item: string, value: string): void;
  /** A button of a window was pressed; what stands in its masked fields, by id. */
  windowPressed(window: number, button: string, secrets: Readonly<Record<string, string>>): void;
  /** The person closed a window. */
  windowClosed(window: number): void;
  /**
   * An answer to a request window: `action` is the button's number, -1 when it was closed. (A window with fields that
   * is closed by its frame answers like its second button.)
   */
  requestAnswered(request: number, action: number, values: Readonly<Record<string, string>>): void;
  /** A preference below /OTR or /plugins/core/otr-ts was changed by somebody else. */
  prefChanged(path: string): void;
}

export interface Native extends NativeCrypto {
  /** Hands the handlers over; called once, at the bundle's top level. */
  handle(handlers: NativeHandlers): void;
  /** Marks the engine as failed: the guard takes over. */
  fail(reason: string): void;

  // core
  uiName(): string;
  userDir(): string;
  versions(): { readonly plugin: string; readonly purple: string };
  /** Whether another plugin did this work until now: its private conversations are over. */
  takesOver(): boolean;
  debug(level: 'info' | 'warning' | 'error', text: string): void;
  gettext(msgid: string): string;
  ngettext(one: string, many: string, n: number): string;

  // accounts and contacts
  accounts(): readonly NativeAccount[];
  /** '' when there is none. */
  accountSetting(protocol: string, username: string, key: string): string;
  /** '' takes it away. False: there is no such account. */
  setAccountSetting(protocol: string, username: string, key: string, value: string): boolean;
  normalize(protocol: string, username: string, who: string): string;
  /** The contact's alias, or its name. */
  contactName(protocol: string, username: string, who: string): string;
  /** Whether the contact is a buddy, and shown as online. */
  buddyState(protocol: string, username: string, who: string): 'none' | 'online' | 'offline';
  buddySetting(protocol: string, username: string, who: string, key: string): boolean | null;
  setBuddySetting(
    protocol: string,
    username: string,
    who: string,
    setting: { readonly key: string; readonly value: boolean | null },
  ): boolean;

  // conversations
  conversations(): readonly (readonly [protocol: string, username: string, who: string])[];
  hasConversation(protocol: string, username: string, who: string): boolean;
  /** Opens the conversation, or brings it to the front; false: the account is not connected. */
  openConversation(protocol: string, username: string, who: string): boolean;
  /** From now on what is typed goes to this device of the contact's: a full name of the protocol's. */
  addressConversation(protocol: string, username: string, who: string, name: string): boolean;
  /** Sends an OTR message as it is, past all hooks. False when the account is not connected. */
  inject(protocol: string, username: string, who: string, text: string): boolean;
  /** A message of the contact's (HTML), shown as if it had just arrived, past all hooks. */
  deliver(protocol: string, username: string, who: string, html: string): boolean;
  /** A line of our own (HTML), in the conversation if there is one; `create` makes one. Not logged. */
  writeLine(
    protocol: string,
    username: string,
    who: string,
    line: { readonly html: string; readonly error: boolean; readonly create: boolean },
  ): boolean;
  /** Shows what the person typed as sent (for text that was kept and went out later). */
  writeSent(protocol: string, username: string, who: string, html: string): boolean;
  /** Text that was not sent goes back into the entry; where there is none, into a line. */
  returnText(protocol: string, username: string, who: string, html: string): boolean;
  /** `redacted`: what is said is noted in the log, but not what it was. */
  setLogging(
    protocol: string,
    username: string,
    who: string,
    mode: 'on' | 'redacted' | 'off',
  ): boolean;
  isLogging(protocol: string, username: string, who: string): boolean;
  /**
   * Tells the guard whether anything of this contact's may leave in clear, engine or not. `private` outlives
   * this run of the program, `held` does not.
   */
  protect(
    protocol: string,
    username: string,
    who: string,
    protection: 'none' | 'held' | 'private',
  ): void;
  /** Whether this user interface draws menus, bars and windows of ours. */
  hasDecoration(): boolean;
  decorate(protocol: string, username: string, who: string, decoration: NativeDecoration): boolean;
  setForm(items: readonly NativeItem[]): void;
  /** Opens the window of that number (> 0), or brings it up to date. False: nothing draws it. */
  showWindow(window: number, model: NativeWindow): boolean;
  presentWindow(window: number): void;
  closeWindow(window: number): void;

  /** Takes this program's libpurple off the session bus, or brings it back. */
  setBus(on: boolean): void;

  // preferences, by full path; created with the default when they are not there
  prefBool(path: string, fallback: boolean): boolean;
  setPrefBool(path: string, value: boolean): void;
  prefString(path: string, fallback: string): string;
  setPrefString(path: string, value: string): void;

  // windows
  /** Opens a request window and returns its number (> 0), or 0 when the UI has none. */
  request(request: {
    readonly title: string;
    readonly primary: string;
    readonly secondary: string;
    readonly fields: readonly NativeField[];
    /** One for an action window without fields any number; with fields exactly two: OK and Cancel. */
    readonly actions: readonly string[];
    readonly defaultAction: number;
    readonly contact: readonly [protocol: string, username: string, who: string] | null;
  }): number;
  /**
   * Asks for the path of a file to be written or read, or of a folder. `proposal`: a name or path to
   * begin with, or ''. Answered as a request: action 0 with `path`, or another.
   */
  requestPath(kind: 'save' | 'open' | 'folder', title: string, proposal: string): number;
  closeRequest(request: number): void;
  notify(kind: 'info' | 'warning' | 'error', title: string, primary: string, text: string): void;
}
