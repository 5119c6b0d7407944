// SPDX-License-Identifier: GPL-2.0-or-later
import type { Controller } from '../../../src/controller/controller.js';
import { Failure } from '../../../src/purple/failure.js';
import { handlersFor } from '../../../src/purple/handlers.js';
import type { Native, NativeHandlers } from '../../../src/purple/native.js';
import type { PurplePaths } from '../../../src/purple/paths.js';
import type { RequestWindows } from '../../../src/purple/request-windows.js';
import { CurrentRun } from '../../../src/purple/run.js';
import type { WindowHost } from '../../../src/purple/window-host.js';

interface Bench {
  readonly handlers: NativeHandlers;
  readonly calls: unknown[][];
  readonly fail: jest.Mock;
}

function bench(sending: () => string | null = () => 'sent'): Bench {
  const calls: unknown[][] = [];
  const fail = jest.fn();
  const recorder = new Proxy(
    {},
    {
      get: (_target, name) =>
        name === 'hooks'
          ? {
              sending,
              receiving: (...args: unknown[]) => (calls.push(['receiving', ...args]), null),
            }
          : (...args: unknown[]) => (
              calls.push([name, ...args]),
              name === 'buddyMenu' ? [{ kind: 'separator' }] : null
            ),
    },
  );
  const native = { fail, normalize: (_p: string, _u: string, who: string) => who.split('/')[0] };
  const current = new CurrentRun(native as unknown as Native, () => ({
    controller: recorder as Controller,
    requests: recorder as RequestWindows,
    paths: recorder as PurplePaths,
    windows: recorder as WindowHost,
    stop: () => calls.push(['stop']),
  }));
  return { handlers: handlersFor(current, new Failure({ fail })), calls, fail };
}

const bob = { protocol: 'p', username: 'u', who: 'bob' };

test('names are normalised, and each event reaches its flow', () => {
  const { handlers, calls } = bench();
  handlers.attached();
  expect(handlers.sending('p', 'u', 'bob/home', 'x', 0)).toBe('sent');
  expect(handlers.receiving('p', 'u', 'bob/home', 'x', 0)).toBeNull();
  handlers.conversationCreated('p', 'u', 'bob/home');
  handlers.conversationDeleted('p', 'u', 'bob');
  handlers.buddySignedOn('p', 'u', 'bob');
  handlers.buddySignedOff('p', 'u', 'bob');
  handlers.signedOn('p', 'u');
  handlers.signingOff('p', 'u');
  handlers.signedOff('p', 'u');
  handlers.accountsChanged();
  handlers.prefChanged('/OTR/enabled');
  expect(handlers.command('p', 'u', 'bob', 'help')).toBeNull();
  handlers.menuUsed('p', 'u', 'bob', 'start');
  handlers.formOpened();
  handlers.formClosed();
  handlers.windowUsed(0, 'policy', 'never');
  handlers.windowUsed(4, 'given', 'AB');
  handlers.windowPressed(4, 'ask', { secret: 'x' });
  handlers.windowClosed(4);
  expect(handlers.buddyMenu('p', 'u', 'bob/home')).toHaveLength(3);
  handlers.buddyMenuUsed('p', 'u', 'bob', 'start');
  handlers.actionUsed('keys');
  handlers.requestAnswered(3, 1, { a: 'b' });
  handlers.detaching();
  expect(calls).toEqual([
    ['attached'],
    ['receiving', bob, 'x', 'bob/home'],
    ['windowOpened', bob],
    ['windowClosed', bob],
    ['contactCameOnline', bob],
    ['contactWentOffline', bob],
    ['accountsChanged'],
    ['signingOff', { protocol: 'p', username: 'u' }],
    ['accountsChanged'],
    ['accountsChanged'],
    ['preferenceChanged'],
    ['command', bob, 'help'],
    ['menuUsed', bob, 'start'],
    ['formOpened'],
    ['formClosed'],
    ['formUsed', 'policy', 'never'],
    ['used', 4, 'given', 'AB'],
    ['pressed', 4, 'ask', { secret: 'x' }],
    ['closed', 4],
    ['buddyMenu', bob],
    ['buddyMenuUsed', bob, 'start'],
    ['actionUsed', 'keys'],
    ['answered', 3, 1, { a: 'b' }],
    ['answered', 3, 1, { a: 'b' }],
    ['detaching'],
    ['stop'],
  ]);
});

test('an exception is no answer, and is reported once', () => {
  const { handlers, fail } = bench(() => {
    throw new Error('secret');
  });
  handlers.attached();
  expect(() => handlers.sending('p', 'u', 'bob', 'x', 0)).toThrow();
  expect(() => handlers.sending('p', 'u', 'bob', 'x', 0)).toThrow();
  expect(fail).toHaveBeenCalledTimes(1);
});

test('nothing is answered before the plugin is loaded, nor after it is gone', () => {
  const { handlers } = bench();
  expect(() => handlers.sending('p', 'u', 'bob', 'x', 0)).toThrow('not attached');
  handlers.attached();
  handlers.detaching();
  expect(() => handlers.sending('p', 'u', 'bob', 'x', 0)).toThrow('not attached');
});
