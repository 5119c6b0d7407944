// SPDX-License-Identifier: GPL-2.0-or-later
import { SystemClock } from '../../../src/purple/clock.js';
import { PurpleContacts } from '../../../src/purple/contacts.js';
import { PurpleDialogs } from '../../../src/purple/dialogs.js';
import { Failure } from '../../../src/purple/failure.js';
import { PurpleLog } from '../../../src/purple/log.js';
import { PurpleMessages } from '../../../src/purple/messages.js';
import type { Native } from '../../../src/purple/native.js';
import { PurplePreferences } from '../../../src/purple/preferences.js';
import { PurpleTranslation } from '../../../src/purple/translation.js';

/** A bridge with these functions only. */
function native(functions: Partial<Native>): Native {
  return functions as Native;
}

const bob = { protocol: 'prpl-jabber', username: 'alice@host/Home', who: 'bob@host' };

test('a notice has its title and its text', () => {
  const notify = jest.fn();
  new PurpleDialogs(native({ notify })).notify('info', 'Help', 'text');
  expect(notify).toHaveBeenCalledWith('info', 'Help', 'Help', 'text');
});

describe('failures', () => {
  test('are reported once, by kind and place, never by what was said', () => {
    const fail = jest.fn();
    const failure = new Failure({ fail });
    const broken = failure.wrap('sending', () => {
      throw new TypeError('secret words');
    });
    expect(broken).toThrow('secret words');
    expect(broken).toThrow('secret words');
    failure.guard('timer', () => {
      throw new Error('more');
    });
    expect(fail).toHaveBeenCalledTimes(1);
    expect(fail.mock.calls[0]).toEqual([
      expect.stringMatching(/^sending: TypeError .+ports\.test/),
    ]);
    expect(JSON.stringify(fail.mock.calls)).not.toContain('secret');
  });

  test('anything can be thrown', () => {
    const fail = jest.fn();
    new Failure({ fail }).guard('timer', () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is what is tested
      throw 'text';
    });
    expect(fail).toHaveBeenCalledWith('timer: string');
  });
});

test('the clock runs an action once, guards it, and can be stopped', async () => {
  const guarded: string[] = [];
  const clock = new SystemClock((action) => {
    guarded.push('guarded');
    action();
  });
  const run = jest.fn();
  clock.after(1, run);
  clock.after(1, run)();
  clock.after(2 ** 40, run);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(run).toHaveBeenCalledTimes(1);
  expect(guarded).toHaveLength(1);
  clock.stop();
  expect(clock.now()).toBeLessThanOrEqual(clock.now());
});

test('each text is translated once', () => {
  const gettext = jest.fn((id: string) => `${id}!`);
  const translation = new PurpleTranslation(native({ gettext, ngettext: (_, many) => many }));
  expect([translation.gettext('a'), translation.gettext('a')]).toEqual(['a!', 'a!']);
  expect(gettext).toHaveBeenCalledTimes(1);
  expect(translation.ngettext('one', 'many', 2)).toBe('many');
});

test('preferences are pidgin-otr’s, with its defaults', () => {
  const prefBool = jest.fn((_path: string, fallback: boolean) => fallback);
  const setPrefBool = jest.fn();
  const preferences = new PurplePreferences(native({ prefBool, setPrefBool }));
  const names = [
    'enabled',
    'automatic',
    'onlyprivate',
    'avoidloggingotr',
    'showotrbutton',
  ] as const;
  expect(names.map((name) => preferences.get(name))).toEqual([true, true, false, true, true]);
  expect(prefBool).toHaveBeenCalledWith('/OTR/onlyprivate', false);
  preferences.set('enabled', false);
  expect(setPrefBool).toHaveBeenCalledWith('/OTR/enabled', false);
});

test('messages and contacts go by names', () => {
  const calls: unknown[][] = [];
  const record = new Proxy({} as Native, {
    get:
      (_target, name) =>
      (...args: unknown[]) => {
        calls.push([name, ...args]);
        return name === 'conversations'
          ? [['p', 'u', 'Bob/res']]
          : name === 'normalize'
            ? 'bob'
            : true;
      },
  });
  const messages = new PurpleMessages(record);
  messages.inject(bob, 'x');
  messages.deliver(bob, 'h');
  messages.writeLine(bob, 'h', 'loud');
  messages.writeSent(bob, 'h');
  messages.giveBack(bob, 'h');
  messages.protect(bob, 'private');
  expect(messages.hasWindow(bob) && messages.isLogging(bob) && messages.setLogging(bob, 'on')).toBe(
    true,
  );
  expect(messages.windows()).toEqual([{ protocol: 'p', username: 'u', who: 'bob' }]);
  const contacts = new PurpleContacts(record);
  contacts.setSetting(bob, 'OTR/enabled', true);
  contacts.setting(bob, 'OTR/enabled');
  contacts.nameOf(bob);
  contacts.presence(bob);
  contacts.accounts();
  new PurpleLog(record).info('i');
  new PurpleLog(record).warning('w');
  const names = [bob.protocol, bob.username, bob.who];
  expect(calls).toContainEqual(['writeLine', ...names, { html: 'h', error: true, create: false }]);
  expect(calls).toContainEqual(['setBuddySetting', ...names, { key: 'OTR/enabled', value: true }]);
  expect(calls).toContainEqual(['debug', 'warning', 'w']);
});
