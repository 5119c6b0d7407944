// SPDX-License-Identifier: GPL-2.0-or-later
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import type { Native, NativeHandlers } from '../../src/purple/native.js';
import { protocol, startAddon, type Answer, type Names } from './addon.js';

const addon = startAddon();
const { test: core } = addon;
const native: Native = addon;

/** What JavaScript was told, as [handler, ...arguments]. */
let told: unknown[][] = [];
/** What the handlers with an answer do. */
let answer: (text: string) => unknown = (text) => text;

const buddyItems = [
  { kind: 'folder', label: 'OTR' },
  { kind: 'action', id: 'start', label: 'Start', sensitive: true },
  { kind: 'separator' },
  { kind: 'action', id: 'verify', label: 'Verify', sensitive: false },
  { kind: 'end' },
  { kind: 'action', id: 'last', label: 'Last', sensitive: true },
];

const record = new Proxy({} as NativeHandlers, {
  get:
    (_target, handler: string) =>
    (...values: unknown[]): unknown => {
      told.push([handler, ...values]);
      if (handler === 'buddyMenu') return buddyItems;
      return ['sending', 'receiving', 'command'].includes(handler)
        ? answer(String(values[3]))
        : null;
    },
});

const alice = 'alice@example.org/home';
const bob: Names = [protocol, alice, 'bob@example.org'];
const carol: Names = [protocol, alice, 'carol@example.org'];
const offline: Names = [protocol, 'offline@example.org', 'bob@example.org'];
const unknown: Names = [protocol, 'nobody@example.org', 'bob@example.org'];

/** Values made by the addon belong to another realm than jest's. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

function seen(): unknown {
  return plain(core.look().filter(([kind]) => kind !== 'debug'));
}

native.handle(record);
core.account(alice, true);
core.account('offline@example.org', false);
core.addBuddy(alice, bob[2]);

beforeEach(() => {
  core.attach();
  core.conversation(alice, bob[2], true);
  core.look();
  told = [];
  answer = (text) => text;
});

afterEach(() => {
  core.detach();
});

/** The functions of an interface, in the file below src that declares it. */
function membersOf(name: string, file: string): string[] {
  const path = join(__dirname, '../../src', file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022);
  const contract = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  ) as ts.InterfaceDeclaration;
  return contract.members.map((member) => (member.name as ts.Identifier).text);
}

test('the bridge exports what native.ts promises, and nothing else', () => {
  const exported = Object.keys(addon).filter((name) => name !== 'test');
  const promised = [
    ...membersOf('Native', 'purple/native.ts'),
    ...membersOf('NativeCrypto', 'crypto/native.ts'),
  ];
  expect(exported.sort()).toEqual(promised.sort());
});

const request = {
  title: 'Title',
  primary: 'Primary',
  secondary: '',
  fields: [],
  actions: ['Yes', 'No'],
  defaultAction: 0,
  contact: null,
} as const;

const decoration = {
  level: 'private',
  word: 'Private',
  tooltip: 'Encrypted',
  button: true,
  items: [{ kind: 'action', id: 'end', label: 'End' }],
  bar: [{ kind: 'explanation', label: 'Text' }],
} as const;

const window = {
  title: 'Verify',
  unasked: true,
  items: [
    { kind: 'entry', id: 'given', label: 'Given', value: 'typed', note: 'too short' },
    { kind: 'picture', label: 'Code', value: '10\n01' },
  ],
  buttons: [{ kind: 'action', id: 'ask', label: 'Ask' }],
  close: 'Cancel',
  preset: 'ask',
} as const;

type Calls = {
  readonly [F in keyof Native]: readonly [
    call: (names: Names) => unknown,
    unknownAccount: unknown,
    offlineAccount: unknown,
    noConversation: unknown,
    conversation: unknown,
  ];
};

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);

/** Every function of the bridge, and what it answers where its object is not there. */
// prettier-ignore
const calls: Calls = {
  handle: [() => { native.handle(record); }, undefined, undefined, undefined, undefined],
  fail: [() => 'see the last test', 'see the last test', 'see the last test', 'see the last test', 'see the last test'],
  uiName: [() => native.uiName(), 'otr-test', 'otr-test', 'otr-test', 'otr-test'],
  userDir: [() => native.userDir().includes('otr-native-'), true, true, true, true],
  versions: [() => Object.keys(native.versions()).sort().join(), 'plugin,purple', 'plugin,purple', 'plugin,purple', 'plugin,purple'],
  takesOver: [() => native.takesOver(), false, false, false, false],
  debug: [() => { native.debug('info', 'text'); }, undefined, undefined, undefined, undefined],
  gettext: [() => native.gettext('not translated'), 'not translated', 'not translated', 'not translated', 'not translated'],
  ngettext: [() => native.ngettext('one', 'many', 2), 'many', 'many', 'many', 'many'],
  hmacSha1: [() => { native.hmacSha1(bytes(20), bytes(3), bytes(20)); }, undefined, undefined, undefined, undefined],
  aesCtr: [() => { native.aesCtr(bytes(16), bytes(16), bytes(3), bytes(3)); }, undefined, undefined, undefined, undefined],
  power: [() => { native.power(bytes(3), bytes(3), bytes(3), bytes(3)); }, undefined, undefined, undefined, undefined],
  accounts: [() => native.accounts().length, 2, 2, 2, 2],
  accountSetting: [(n) => native.accountSetting(n[0], n[1], 'not there'), '', '', '', ''],
  setAccountSetting: [(n) => native.setAccountSetting(n[0], n[1], 'x', 'y'), false, true, true, true],
  normalize: [(n) => native.normalize(n[0], n[1], 'BOB@example.org/x'), 'BOB@example.org/x', 'bob@example.org', 'bob@example.org', 'bob@example.org'],
  contactName: [(n) => native.contactName(...n), bob[2], bob[2], carol[2], bob[2]],
  buddyState: [(n) => native.buddyState(...n), 'none', 'none', 'none', 'offline'],
  buddySetting: [(n) => native.buddySetting(...n, 'OTR/enabled'), null, null, null, null],
  setBuddySetting: [(n) => native.setBuddySetting(...n, { key: 'x', value: null }), false, false, false, true],
  conversations: [() => native.conversations().length, 1, 1, 1, 1],
  hasConversation: [(n) => native.hasConversation(...n), false, false, false, true],
  openConversation: [(n) => native.openConversation(...n), false, false, true, true],
  addressConversation: [(n) => native.addressConversation(...n, n[2]), false, false, false, true],
  inject: [(n) => native.inject(...n, '?OTR:x.'), false, false, true, true],
  deliver: [(n) => native.deliver(...n, 'text'), false, false, true, true],
  writeLine: [(n) => native.writeLine(...n, { html: 'x', error: false, create: false }), false, false, false, true],
  writeSent: [(n) => native.writeSent(...n, 'text'), false, false, false, true],
  returnText: [(n) => native.returnText(...n, 'text'), false, false, true, true],
  setLogging: [(n) => native.setLogging(...n, 'off'), false, false, false, true],
  setBus: [() => { native.setBus(true); }, undefined, undefined, undefined, undefined],
  isLogging: [(n) => typeof native.isLogging(...n), 'boolean', 'boolean', 'boolean', 'boolean'],
  protect: [(n) => { native.protect(...n, 'private'); }, undefined, undefined, undefined, undefined],
  decorate: [(n) => native.decorate(...n, decoration), false, false, false, true],
  hasDecoration: [() => native.hasDecoration(), true, true, true, true],
  showWindow: [() => native.showWindow(1, window), true, true, true, true],
  presentWindow: [() => { native.presentWindow(1); }, undefined, undefined, undefined, undefined],
  closeWindow: [() => { native.closeWindow(1); }, undefined, undefined, undefined, undefined],
  setForm: [() => { native.setForm([]); }, undefined, undefined, undefined, undefined],
  prefBool: [() => native.prefBool('/OTR/ts/a', true), true, true, true, true],
  setPrefBool: [() => { native.setPrefBool('/OTR/ts/a', true); }, undefined, undefined, undefined, undefined],
  prefString: [() => native.prefString('/OTR/ts/b', 'x'), 'x', 'x', 'x', 'x'],
  setPrefString: [() => { native.setPrefString('/OTR/ts/b', 'x'); }, undefined, undefined, undefined, undefined],
  request: [(n) => native.request({ ...request, contact: n }) > 0, true, true, true, true],
  requestPath: [() => native.requestPath('open', 'a', '') > 0, true, true, true, true],
  closeRequest: [() => { native.closeRequest(12345); }, undefined, undefined, undefined, undefined],
  notify: [() => { native.notify('info', 'a', 'b', 'c'); }, undefined, undefined, undefined, undefined],
};

/** What has nothing to do with libpurple. */
const ALWAYS = ['handle', 'fail', 'debug', 'gettext', 'ngettext', 'hmacSha1', 'aesCtr', 'power'];

describe.each(Object.entries(calls))('%s', (name, [call, ...expected]) => {
  const states: readonly Names[] = [unknown, offline, carol, bob];
  const titles = [
    'the account is unknown',
    'it is offline',
    'there is no conversation',
    'all is there',
  ];

  afterEach(() => {
    core.conversation(alice, carol[2], false);
  });

  test.each(states.map((names, i) => [titles[i], names, expected[i]] as const))(
    'when %s',
    (_title, names, result) => {
      expect(plain(call(names))).toEqual(result);
    },
  );

  test('after the plugin was unloaded it works or refuses', () => {
    core.detach();
    const always = ALWAYS.includes(name);
    if (always) expect(() => call(bob)).not.toThrow();
    else expect(() => call(bob)).toThrow('not attached');
    core.attach();
  });
});

test('a setting of an account is kept until it is taken away', () => {
  expect(native.setAccountSetting(protocol, alice, 'k', 'value')).toBe(true);
  expect(native.accountSetting(protocol, alice, 'k')).toBe('value');
  native.setAccountSetting(protocol, alice, 'k', '');
  expect(native.accountSetting(protocol, alice, 'k')).toBe('');
});

test('a conversation is addressed to one device, and is found as before', () => {
  expect(native.addressConversation(...bob, `${bob[2]}/phone`)).toBe(true);
  expect(plain(native.conversations())).toEqual([[protocol, alice, `${bob[2]}/phone`]]);
  expect(native.hasConversation(...bob)).toBe(true);
  native.addressConversation(...bob, bob[2]);
});

test('an argument of another type is refused with the name of the function', () => {
  expect(() => native.inject(protocol, alice, bob[2], 1 as unknown as string)).toThrow(
    'inject: argument 4 is of another type',
  );
});

describe('messages', () => {
  const through = (): Answer => plain(core.sending(...bob, 'text')) as Answer;

  test.each<[string, (text: string) => unknown, Answer]>([
    ['a text passes on', (text) => `<${text}>`, [1, '<text>']],
    ['null stops', () => null, [2, '']],
    ['undefined is no answer', () => undefined, [0, '']],
    ['a number is no answer', () => 7, [0, '']],
    [
      'an exception is no answer',
      () => {
        throw new Error('SECRET');
      },
      [0, ''],
    ],
    [
      'a thrown null is no answer',
      () => {
        throw null as unknown as Error;
      },
      [0, ''],
    ],
  ])('%s', (_title, does, expected) => {
    answer = does;
    expect(through()).toEqual(expected);
    answer = (text) => text;
    expect(plain(core.receiving(...bob, 'next'))).toEqual([1, 'next']);
  });

  test('what an exception says is not logged, its place is', () => {
    answer = () => {
      throw new Error('SECRET');
    };
    through();
    const log = JSON.stringify(core.look());
    expect(log).toContain('bridge.test.ts');
    expect(log).not.toContain('SECRET');
  });

  test('flags arrive as a number', () => {
    core.receiving(...bob, 'x');
    expect(told).toEqual([['receiving', ...bob, 'x', 2]]);
  });

  test('injected text goes out as it is, past the hooks and the window', () => {
    native.inject(...bob, '?OTR:abc.');
    expect(seen()).toEqual([['wire', bob[2], '?OTR:abc.']]);
    expect(told).toEqual([]);
  });

  test('lines, errors, sent and delivered text are shown as what they are', () => {
    native.writeLine(...bob, { html: '<b>a</b>', error: false, create: false });
    native.writeLine(...bob, { html: 'b', error: true, create: false });
    native.writeSent(...bob, 'c');
    native.deliver(...bob, 'd');
    native.returnText(...bob, 'e');
    native.protect(...bob, 'private');
    expect(seen()).toEqual([
      ['system', bob[2], '<b>a</b>'],
      ['error', bob[2], 'b'],
      ['sent', bob[2], 'c'],
      ['shown', bob[2], 'd'],
      ['returned', bob[2], 'e'],
      ['protect', bob[2], 'private'],
    ]);
  });
});

describe('the log of a conversation', () => {
  /** Every log file that libpurple has written. */
  const logs = (): string => {
    const folder = join(native.userDir(), 'logs');
    if (!existsSync(folder)) return '';
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:txt|html)$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
  };

  test('notes that something was said, or has it all, or nothing', () => {
    native.setLogging(...bob, 'redacted');
    native.deliver(...bob, 'first secret');
    native.writeSent(...bob, 'second secret');
    native.writeLine(...bob, { html: 'a line', error: false, create: false });
    expect(logs().match(/\[private message\]/g)).toHaveLength(2);
    native.setLogging(...bob, 'off');
    native.deliver(...bob, 'third secret');
    expect(logs().match(/\[private message\]/g)).toHaveLength(2);
    expect(logs()).not.toMatch(/secret|a line/);
    native.setLogging(...bob, 'on');
    native.deliver(...bob, 'open words');
    native.setLogging(...bob, 'off');
    expect(logs()).toContain('open words');
  });
});

describe('what JavaScript is told', () => {
  test('conversations, connections and accounts come and go', () => {
    core.conversation(alice, 'dave@example.org', true);
    core.conversation(alice, 'dave@example.org', false);
    core.account('erin@example.org', true);
    core.account('erin@example.org', false);
    expect(told).toEqual([
      ['conversationCreated', protocol, alice, 'dave@example.org'],
      ['conversationDeleted', protocol, alice, 'dave@example.org'],
      ['accountsChanged'],
      ['signedOn', protocol, 'erin@example.org'],
      ['signingOff', protocol, 'erin@example.org'],
      ['signedOff', protocol, 'erin@example.org'],
    ]);
  });

  test('only changes of preferences that others make', () => {
    native.setPrefBool('/OTR/enabled', false);
    expect(told).toEqual([]);
    core.setPreference('/OTR/enabled', true);
    expect(told).toEqual([['prefChanged', '/OTR/enabled']]);
    expect(native.prefBool('/OTR/enabled', false)).toBe(true);
  });

  test('/otr with and without arguments, and its error', () => {
    answer = () => null;
    expect(core.command(alice, bob[2], 'otr')).toBe('');
    expect(core.command(alice, bob[2], 'otr verify now')).toBe('');
    answer = () => '<dance> is unheard of';
    expect(core.command(alice, bob[2], 'otr dance')).toBe('&lt;dance&gt; is unheard of');
    expect(told.map((call) => call[4])).toEqual(['', 'verify now', 'dance']);
  });

  test('attached and detaching, once each', () => {
    core.detach();
    core.detach();
    core.attach();
    expect(told).toEqual([['detaching'], ['attached']]);
  });
});

describe('contact settings', () => {
  test('are off, on, or not there', () => {
    expect(native.setBuddySetting(...bob, { key: 'OTR/automatic', value: false })).toBe(true);
    expect(native.buddySetting(...bob, 'OTR/automatic')).toBe(false);
    native.setBuddySetting(...bob, { key: 'OTR/automatic', value: true });
    expect(native.buddySetting(...bob, 'OTR/automatic')).toBe(true);
    native.setBuddySetting(...bob, { key: 'OTR/automatic', value: null });
    expect(native.buddySetting(...bob, 'OTR/automatic')).toBeNull();
  });
});

describe('decorations', () => {
  test('reach Pidgin as levels and numbered items', () => {
    native.decorate(...bob, decoration);
    native.setForm([{ kind: 'label', label: 'x' }, { kind: 'end' }]);
    expect(seen()).toEqual([
      ['decorate', bob[2], '2 Private; 1 End; bar 15 Text'],
      ['form', '', '2'],
    ]);
  });
});

describe('windows of ours', () => {
  test('reach Pidgin by number, with items, buttons and notes', () => {
    expect(native.showWindow(7, window)).toBe(true);
    native.presentWindow(7);
    native.closeWindow(7);
    expect(seen()).toEqual([
      [
        'window',
        '',
        '7 unasked Verify; 13 Given typed too short; 20 Code 10\n01 ; [Ask]; [Cancel] ask',
      ],
      ['present', '', '7'],
      ['close', '', '7'],
    ]);
  });

  test('number 0 is the configuration page’s', () => {
    expect(native.showWindow(0, window)).toBe(false);
  });

  test('tell what a person does in them; a secret comes with the press', () => {
    core.useWindow(7, 'given', 'abc');
    core.pressWindow(7, 'ask', 'söcret');
    core.endWindow(7);
    expect(plain(told)).toEqual([
      ['windowUsed', 7, 'given', 'abc'],
      ['windowPressed', 7, 'ask', { secret: 'söcret' }],
      ['windowClosed', 7],
    ]);
  });
});

describe('menus of libpurple’s', () => {
  test('a buddy’s has what JavaScript says, and tells which entry was used', () => {
    expect(core.buddyMenu(alice, bob[2], 'Start')).toBe(' -OTR( Start -Verify) Last');
    expect(told).toEqual([
      ['buddyMenu', ...bob],
      ['buddyMenuUsed', ...bob, 'start'],
    ]);
  });

  test('the plugin’s submenu tells which entry was used', () => {
    core.useAction('keys');
    expect(told).toEqual([['actionUsed', 'keys']]);
  });
});

describe('request windows', () => {
  const fields = {
    ...request,
    fields: [
      { kind: 'label', id: 'l', label: 'Explanation' },
      { kind: 'string', id: 'text', label: 'Answer', value: '', masked: true },
      { kind: 'bool', id: 'flag', label: 'Flag', value: true },
      { kind: 'choice', id: 'one', label: 'One of', options: ['a', 'b'], chosen: 1 },
      { kind: 'list', id: 'many', label: 'Some of', options: ['x', 'y', 'z'], chosen: [0] },
    ],
    actions: ['OK', 'Cancel'],
    contact: bob,
  } as const;

  test('an action is answered later, by its number', () => {
    const number = native.request({ ...request, contact: bob });
    core.answerRequest(1, '');
    expect(told).toEqual([]);
    core.look();
    expect(plain(told)).toEqual([['requestAnswered', number, 1, {}]]);
  });

  test('fields come with their values, a refusal without', () => {
    const number = native.request(fields);
    core.answerRequest(0, 'blue');
    const refused = native.request(fields);
    core.answerRequest(1, '');
    core.look();
    expect(plain(told)).toEqual([
      ['requestAnswered', number, 0, { text: 'blue', flag: '1', one: '1', many: '0\n1\n2' }],
      ['requestAnswered', refused, 1, {}],
    ]);
  });

  test('closing by the frame is an answer too', () => {
    const number = native.request(request);
    core.answerRequest(-1, '');
    core.look();
    expect(plain(told)).toEqual([['requestAnswered', number, -1, {}]]);
  });

  test('what JavaScript closes, or unloading, is not answered', () => {
    native.closeRequest(native.request(request));
    expect(core.answerRequest(0, '')).toBe(false);
    native.request(request);
    core.detach();
    expect(core.answerRequest(0, '')).toBe(false);
    core.attach();
    core.look();
    expect(told.filter(([handler]) => handler === 'requestAnswered')).toEqual([]);
  });

  test.each([
    ['save', 'Title | save | key.txt'],
    ['open', 'Title | open | key.txt'],
    ['folder', 'Title | folder | key.txt'],
  ] as const)('a path is asked for (%s), chosen or not', (kind, shown) => {
    const number = native.requestPath(kind, 'Title', 'key.txt');
    core.answerRequest(0, '/tmp/x');
    const refused = native.requestPath(kind, 'Title', '');
    core.answerRequest(1, '');
    expect(seen()).toContainEqual(['request', '', shown]);
    expect(plain(told)).toEqual([
      ['requestAnswered', number, 0, { path: '/tmp/x' }],
      ['requestAnswered', refused, 1, {}],
    ]);
  });

  test('fields without two buttons, or no button at all, open nothing', () => {
    expect(native.request({ ...fields, actions: ['OK'] })).toBe(0);
    expect(native.request({ ...request, actions: [] })).toBe(0);
  });
});

test('after fail() JavaScript is never called again, and the first reason counts', () => {
  native.fail('first');
  native.fail('second');
  expect(seen()).toEqual([['failed', '', 'first']]);
  expect(plain(core.sending(...bob, 'text'))).toEqual([0, '']);
  expect(core.command(alice, bob[2], 'otr status')).toBe('Private messaging is not working.');
  core.conversation(alice, carol[2], true);
  expect(told).toEqual([]);
});
