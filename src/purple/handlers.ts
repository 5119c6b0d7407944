// SPDX-License-Identifier: GPL-2.0-or-later
import type { Failure } from './failure.js';
import { buddyItems } from './menu-items.js';
import type { NativeHandlers } from './native.js';
import type { CurrentRun } from './run.js';

/** The window number of the configuration page. */
const CONFIGURATION = 0;

/** libpurple's PURPLE_MESSAGE_AUTO_RESP: nobody has just typed this. */
const AUTOMATIC = 0x0008;

type Part<K extends keyof NativeHandlers> = Pick<NativeHandlers, K>;

/** What the bridge calls: each leads to the controller, and each reports what goes wrong in it. */
export function handlersFor(current: CurrentRun, failure: Failure): NativeHandlers {
  return {
    ...messageHandlers(current, failure),
    ...stateHandlers(current, failure),
    ...personHandlers(current, failure),
    ...windowHandlers(current, failure),
  };
}

function messageHandlers(
  current: CurrentRun,
  failure: Failure,
): Part<
  | 'sending'
  | 'receiving'
  | 'conversationCreated'
  | 'conversationDeleted'
  | 'buddySignedOn'
  | 'buddySignedOff'
> {
  return {
    sending: failure.wrap('sending', (...message) => {
      const [protocol, username, who, text, flags] = message;
      const isAutomatic = (flags & AUTOMATIC) !== 0;
      const { hooks } = current.controller;
      return hooks.sending(current.contact(protocol, username, who), text, isAutomatic);
    }),
    receiving: failure.wrap('receiving', (protocol, username, who, text) =>
      current.controller.hooks.receiving(current.contact(protocol, username, who), text, who),
    ),
    conversationCreated: failure.wrap('conversationCreated', (protocol, username, who) => {
      current.controller.windowOpened(current.contact(protocol, username, who));
    }),
    conversationDeleted: failure.wrap('conversationDeleted', (protocol, username, who) => {
      current.controller.windowClosed(current.contact(protocol, username, who));
    }),
    buddySignedOn: failure.wrap('buddySignedOn', (protocol, username, who) => {
      current.controller.contactCameOnline(current.contact(protocol, username, who));
    }),
    buddySignedOff: failure.wrap('buddySignedOff', (protocol, username, who) => {
      current.controller.contactWentOffline(current.contact(protocol, username, who));
    }),
  };
}

function stateHandlers(
  current: CurrentRun,
  failure: Failure,
): Part<
  | 'attached'
  | 'detaching'
  | 'signedOn'
  | 'signingOff'
  | 'signedOff'
  | 'accountsChanged'
  | 'prefChanged'
> {
  const accountsChanged = (): void => {
    current.controller.accountsChanged();
  };
  return {
    attached: failure.wrap('attached', () => {
      current.begin();
    }),
    detaching: failure.wrap('detaching', () => {
      current.end();
    }),
    signedOn: failure.wrap('signedOn', accountsChanged),
    signingOff: failure.wrap('signingOff', (protocol, username) => {
      current.controller.signingOff({ protocol, username });
    }),
    signedOff: failure.wrap('signedOff', accountsChanged),
    accountsChanged: failure.wrap('accountsChanged', accountsChanged),
    prefChanged: failure.wrap('prefChanged', () => {
      current.controller.preferenceChanged();
    }),
  };
}

function personHandlers(
  current: CurrentRun,
  failure: Failure,
): Part<'command' | 'menuUsed' | 'buddyMenu' | 'buddyMenuUsed' | 'actionUsed' | 'requestAnswered'> {
  return {
    command: failure.wrap('command', (protocol, username, who, args) =>
      current.controller.command(current.contact(protocol, username, who), args),
    ),
    menuUsed: failure.wrap('menuUsed', (protocol, username, who, item) => {
      current.controller.menuUsed(current.contact(protocol, username, who), item);
    }),
    buddyMenu: failure.wrap('buddyMenu', (protocol, username, who) =>
      buddyItems(
        current.controller.buddyMenu(current.contact(protocol, username, who)),
        current.run.windows !== null,
      ),
    ),
    buddyMenuUsed: failure.wrap('buddyMenuUsed', (protocol, username, who, item) => {
      current.controller.buddyMenuUsed(current.contact(protocol, username, who), item);
    }),
    actionUsed: failure.wrap('actionUsed', (action) => {
      current.controller.actionUsed(action);
    }),
    requestAnswered: failure.wrap('requestAnswered', (request, action, values) => {
      current.run.requests.answered(request, action, values);
      current.run.paths.answered(request, action, values);
    }),
  };
}

function windowHandlers(
  current: CurrentRun,
  failure: Failure,
): Part<'formOpened' | 'formClosed' | 'windowUsed' | 'windowPressed' | 'windowClosed'> {
  return {
    formOpened: failure.wrap('formOpened', () => {
      current.controller.formOpened();
    }),
    formClosed: failure.wrap('formClosed', () => {
      current.controller.formClosed();
    }),
    windowUsed: failure.wrap('windowUsed', (window, item, value) => {
      if (window === CONFIGURATION) current.controller.formUsed(item, value);
      else current.run.windows?.used(window, item, value);
    }),
    windowPressed: failure.wrap('windowPressed', (window, button, secrets) => {
      current.run.windows?.pressed(window, button, secrets);
    }),
    windowClosed: failure.wrap('windowClosed', (window) => {
      current.run.windows?.closed(window);
    }),
  };
}
