// SPDX-License-Identifier: GPL-2.0-or-later
/** experience.md §7: everything can be reached with the keyboard; each letter leads to one thing. */
import { _, speak } from '../../../src/controller/language.js';
import type { FormItem, MenuItem, WindowModel } from '../../../src/controller/models.js';
import { catalogue } from '../../support/catalogue.js';
import type { FakeHost } from '../../support/fake-host.js';
import { filesOf } from '../../support/import/files.js';
import { TwoDevices } from './two-devices.js';
import { ALICE, BOB, BOB_FINGERPRINT, privatePeople, xmpp } from './two-people.js';

const english = {
  gettext: (id: string) => id,
  ngettext: (one: string, many: string, n: number) => (n === 1 ? one : many),
};

/** The letter after a single `_`, in lower case; '' when there is none. */
function mnemonic(label: string): string {
  const [, letter = ''] = /(?:^|[^_])(?:__)*_([^_])/u.exec(label) ?? [];
  return letter.toLowerCase();
}

/** Labels of what can be seen at one time and used, with those of tabs. */
function captions(items: readonly FormItem[]): readonly string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'section':
        return captions(item.items);
      case 'pages': {
        const front = item.pages.find(({ id }) => id === item.front);
        return [...item.pages.map(({ label }) => label), ...captions(front?.items ?? [])];
      }
      case 'alternatives': {
        const chosen = item.alternatives.find(({ id }) => id === item.chosen);
        return [...item.alternatives.map(({ label }) => label), ...captions(chosen?.items ?? [])];
      }
      case 'table':
        return item.search === '' ? [] : [item.search];
      case 'choice':
      case 'check':
      case 'button':
      case 'entry':
        return [item.label];
      case 'secret':
        return [item.label, _('S_how')]; // the decoration's own
      default:
        return [];
    }
  });
}

function used(menu: readonly MenuItem[]): readonly string[] {
  return menu.flatMap((item) =>
    item.kind === 'action' || item.kind === 'folder' ? [item.label] : [],
  );
}

/** Labels without a mnemonic, and letters that more than one has. */
function faults(labels: readonly string[]): readonly string[] {
  const letters = labels.map((label) => [mnemonic(label), label] as const);
  return letters
    .filter(
      ([letter], at) => letter === '' || letters.some(([other], i) => other === letter && i !== at),
    )
    .map(([letter, label]) => `${letter}: ${label}`);
}

/** In a window: fields, its row of buttons, and the one that closes it (where Escape does the same). */
function windowFaults({ items, buttons, close }: WindowModel): readonly string[] {
  const closing = close.includes('_') ? [close] : [];
  return faults([...captions(items), ...buttons.map(({ label }) => label), ...closing]);
}

/** What opens each window, and what a person does in it to see all its faces. */
const WINDOWS: readonly (readonly [string, (host: FakeHost) => void])[] = [
  [
    'keys',
    (host) => {
      host.controller.actionUsed('keys');
    },
  ],
  [
    'fingerprints',
    (host) => {
      host.controller.actionUsed('fingerprints');
    },
  ],
  [
    'help',
    (host) => {
      host.controller.actionUsed('help');
    },
  ],
  [
    'import',
    (host) => {
      host.controller.actionUsed('import');
    },
  ],
  [
    'import plan',
    (host) => {
      for (const { name, bytes } of filesOf('profanity'))
        host.outside.contents.set(`/x/${name}`, bytes);
      host.controller.actionUsed('import');
      host.form('')?.use('path', '/x');
      host.form('')?.press('read');
    },
  ],
  [
    'settings',
    (host) => {
      host.menu(BOB, 'settings');
    },
  ],
  [
    'verify',
    (host) => {
      host.menu(BOB, 'verify');
    },
  ],
  [
    'compare',
    (host) => {
      host.command(BOB, 'verify');
    },
  ],
  [
    'secret',
    (host) => {
      host.command(BOB, 'secret');
    },
  ],
  [
    'code',
    (host) => {
      host.configure('keys').use('code');
    },
  ],
  [
    'export',
    (host) => {
      host.configure('keys').use('export key');
    },
  ],
  [
    'replace',
    (host) => {
      host.configure('keys').use('replace');
    },
  ],
  [
    'turn off',
    (host) => {
      host.configure('defaults').use('enabled', '0');
    },
  ],
];

describe.each([
  ['English', english],
  ['French', catalogue('fr')],
])('in %s', (_language, translate) => {
  beforeAll(() => {
    speak(translate);
  });
  afterAll(() => {
    speak(english);
  });

  test.each(WINDOWS)('the window “%s”', async (_name, open) => {
    const { alice } = await privatePeople();
    alice.command(BOB, `verify ${BOB_FINGERPRINT}`);
    open(alice);
    const form = alice.forms.at(-1);
    if (form === undefined) throw new Error('no window');
    expect(windowFaults(form.model)).toEqual([]);
  });

  test.each(['keys', 'defaults', 'privacy', 'known', 'about'])('the page “%s”', async (page) => {
    const { alice } = await privatePeople({ others: [xmpp('second@example.org')] });
    const form = alice.configure(page);
    if (page === 'defaults') form.use('scope', `prpl-jabber ${ALICE}`);
    // Pidgin's own button
    const close = translate === english ? '_Close' : '_Fermer';
    expect(faults([...captions(form.model.items), close])).toEqual([]);
  });

  test('the menu of a conversation, at every level and with several sessions', async () => {
    const network = new TwoDevices();
    const { alice } = network;
    const menu = (): readonly string[] => used(alice.find(BOB)?.decoration?.menu ?? []);
    alice.window(BOB);
    expect(faults(menu())).toEqual([]);
    await network.begin();
    expect(faults(menu())).toEqual([]);
    network.laptop.menu(ALICE, 'end');
    network.phone.menu(ALICE, 'end');
    await network.settle();
    expect(faults(menu())).toEqual([]);
  });

  test('a buddy’s menu', async () => {
    const { alice } = await privatePeople();
    expect(faults(used(alice.controller.buddyMenu(alice.id(BOB))))).toEqual([]);
  });
});
