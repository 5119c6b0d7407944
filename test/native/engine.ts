// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * A bundle that misbehaves on demand, for the tests of the runtime and the guard: what it does with a message is
 * the message's first word. `OTR_TEST_BOOT` and `OTR_TEST_ATTACHED` make it fail earlier.
 */
import { pbkdf2, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs';
import type { Native, NativeAnswer, NativeHandlers } from '../../src/purple/native.js';

const linked = process as unknown as { _linkedBinding(name: string): Native };
const native = linked._linkedBinding('otr_purple');
const secret = 'SECRET';

/** The queue of promises never gets empty. */
function again(): void {
  void Promise.resolve().then(again);
}

function misbehave(how: string | undefined): void {
  if (how === 'throw') throw new Error(secret);
  if (how === 'exit') process.exit(3);
  if (how === 'abort') process.abort();
  if (how === 'reject') void Promise.reject(new Error(secret));
  if (how === 'loop') for (;;) Math.random();
  if (how === 'loop-again') again();
  if (how === 'loop-regexp') /^(a+)+$/.test(`${'a'.repeat(40)}b`);
  if (how === 'late-loop')
    setTimeout(() => {
      for (;;) Math.random();
    }, 5);
  if (how === 'memory') for (let kept: unknown = null; ;) kept = [kept, new Array(1000).fill(0.5)];
  if (how === 'late-throw')
    setTimeout(() => {
      throw new Error(secret);
    }, 5);
  if (how === 'late-exit') setTimeout(() => process.exit(0), 5);
}

/** Of OTR's form: to somebody who is protected nothing else leaves. */
function sealed(text: string): string {
  return `?OTR:${Buffer.from(`sealed(${text})`).toString('base64')}.`;
}

/** What lives long enough to become old, and is of no use then. */
function litter(): void {
  const kept = Array.from({ length: 200_000 }, (_, i) => [i]);
  setTimeout(() => kept.length, 20);
}

type Behaviour = (protocol: string, username: string, who: string) => NativeAnswer;

/** Things that answer later prove that the loop is driven. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  litter: () => {
    litter();
    return null;
  },
  weigh: (...contact) => {
    const { heapTotal } = process.memoryUsage();
    native.deliver(...contact, `weighs ${String(Math.round(heapTotal / 2 ** 20))} MB`);
    return null;
  },
  stop: () => null,
  undefined: () => undefined as unknown as null,
  clear: () => 'not sealed',
  protect: (...contact) => {
    native.protect(...contact, 'private');
    return null;
  },
  timer: (...contact) => {
    setTimeout(() => native.inject(...contact, 'after a timer'), 20);
    return null;
  },
  pool: (...contact) => {
    randomBytes(16, () => native.inject(...contact, 'after the pool'));
    return null;
  },
  busy: (...contact) => {
    pbkdf2('x', 'y', 500_000, 64, 'sha1', () => native.inject(...contact, 'after much work'));
    return null;
  },
  file: (...contact) => {
    readFile('/etc/hostname', () => native.inject(...contact, 'after a file'));
    return null;
  },
  promise: (...contact) => {
    void Promise.resolve().then(() => native.inject(...contact, 'after a promise'));
    return null;
  },
  deliver: (...contact) => {
    native.deliver(...contact, 'delivered');
    return null;
  },
};

const handlers: NativeHandlers = {
  attached() {
    if (native.takesOver()) native.debug('info', 'takes over');
    native.debug('info', 'attached');
    misbehave(process.env['OTR_TEST_ATTACHED']);
  },
  detaching() {
    native.debug('info', 'detaching');
    for (const [protocol, username, who] of native.conversations())
      native.inject(protocol, username, who, 'good-bye');
  },
  sending(protocol, username, who, text) {
    const [word = ''] = text.split(' ');
    misbehave(word);
    const behaviour = behaviours[word];
    return behaviour === undefined ? sealed(text) : behaviour(protocol, username, who);
  },
  receiving(_protocol, _username, _who, text) {
    misbehave(text);
    return text === 'stop' ? null : `opened(${text})`;
  },
  conversationCreated() {},
  conversationDeleted() {},
  signedOn() {},
  signingOff() {},
  signedOff() {},
  accountsChanged() {},
  buddySignedOn() {},
  buddySignedOff() {},
  command: (_protocol, _username, _who, args) => (args === '' ? null : `no ${args}`),
  menuUsed() {},
  buddyMenu: () => [],
  buddyMenuUsed() {},
  actionUsed(action) {
    native.debug('info', `action ${action}`);
  },
  formOpened() {},
  formClosed() {},
  windowUsed() {},
  windowPressed() {},
  windowClosed() {},
  requestAnswered() {},
  prefChanged() {},
};

misbehave(process.env['OTR_TEST_BOOT']);
native.handle(handlers);
