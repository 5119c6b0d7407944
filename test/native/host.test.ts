// SPDX-License-Identifier: GPL-2.0-or-later
/** The plugin in a tiny libpurple host (native/test/host.c): its life, its guard, and an engine that misbehaves. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const release = join(__dirname, '../../build/Release');

interface Host {
  /** Files beside the plugin: name there → name in build/Release. */
  readonly objects?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const misbehaving = { 'otr-runtime.so': 'otr-runtime-test.so' };

/** Runs the host on these commands; what a person would see and the wire would carry, line by line. */
function run(
  commands: readonly string[],
  { objects = misbehaving, env = {} }: Host = {},
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'otr-host-'));
  const plugins = join(folder, 'plugins');
  try {
    mkdirSync(join(plugins, 'otr-ts'), { recursive: true });
    copyFileSync(join(release, 'otr-ts.so'), join(plugins, 'otr-ts.so'));
    for (const [name, from] of Object.entries(objects))
      copyFileSync(join(release, from), join(plugins, 'otr-ts', name));
    const host = spawnSync(join(release, 'otr-host'), [join(folder, 'user'), plugins], {
      input: ['online alice@example.org', ...commands, ''].join('\n'),
      encoding: 'utf8',
      timeout: 30_000,
      env: { PATH: '/usr/bin:/bin', HOME: folder, LC_ALL: 'C.UTF-8', ...env },
    });
    expect(host.signal).toBeNull();
    expect(host.status).toBe(0);
    expect(host.stdout).toContain('end - of host');
    expect(host.stdout + host.stderr).not.toContain('SECRET');
    return host.stdout.split('\n').filter((line) => line !== '' && line !== 'end - of host');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The line for a text to bob that the test's engine has sealed. */
const wire = (text: string): string =>
  `wire bob ?OTR:${Buffer.from(`sealed(${text})`).toString('base64')}.`;

const withoutDebug = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.startsWith('debug '));

const held =
  '[OTR] Not sent: private messaging is not working, and this was not to be sent in clear.';
const waits = '[OTR] Private messaging is still starting. Not sent yet, waiting:';
const unreadable =
  '[OTR] An encrypted message has arrived, but private messaging is not working: it cannot be read.';
const failed = expect.stringContaining('Private messaging is not working.') as string;

describe('the plugin’s submenu', () => {
  test('is there from loading on, and leads to the engine once there is one', () => {
    const lines = run([
      'load',
      'action',
      'action Help',
      'until attached',
      'action My keys…',
      'run 1',
    ]);
    expect(withoutDebug(lines)).toEqual([
      'load - yes',
      'action - My keys…',
      'action - Known fingerprints…',
      'action - Import from another program…',
      'action - Help',
      'notify Off-the-Record Messaging Private messaging is not ready. | Try again in a moment.',
    ]);
    expect(lines).toContain('debug otr-ts action keys');
  });
});

describe('the plugin', () => {
  test('loads, works, unloads and loads again; the engine says good-bye each time', () => {
    const lines = withoutDebug(
      run([
        'load',
        'until attached',
        'send bob one',
        'unload',
        'send bob two',
        'load',
        'until attached',
        'send bob three',
        'quit',
      ]),
    );
    expect(lines).toEqual([
      'load - yes',
      wire('one'),
      'sent bob one',
      'wire bob good-bye',
      'unload - yes',
      'wire bob two',
      'sent bob two',
      'load - yes',
      wire('three'),
      'sent bob three',
      'wire bob good-bye',
    ]);
  });

  test('what is typed and what arrives while Node starts waits, in order', () => {
    const lines = withoutDebug(
      run(['load', 'send bob one', 'receive bob two', 'send bob three', 'run 0', 'until three']),
    );
    expect(lines).toEqual([
      'load - yes',
      wire('one'),
      'sent bob one',
      'shown bob opened(two)',
      wire('three'),
      'sent bob three',
    ]);
  });

  test('can be unloaded and loaded, or the program ended, while Node starts', () => {
    expect(
      withoutDebug(run(['load', 'unload', 'load', 'until attached', 'unload', 'load', 'quit'])),
    ).toEqual(['load - yes', 'unload - yes', 'load - yes', 'unload - yes', 'load - yes']);
    expect(withoutDebug(run(['load', 'quit']))).toEqual(['load - yes']);
  });

  test('drives timers, the thread pool, files and promises from the main loop', () => {
    const lines = run([
      'load',
      'until attached',
      ...['a timer', 'the pool', 'a file'].flatMap((what) => [
        `send bob ${what.split(' ').at(-1)!}`,
        `until after ${what}`,
      ]),
      // A promise is kept before the call returns.
      'send bob promise',
    ]);
    expect(lines.filter((line) => line.startsWith('wire'))).toEqual([
      'wire bob after a timer',
      'wire bob after the pool',
      'wire bob after a file',
      'wire bob after a promise',
    ]);
  });

  test('can be unloaded, or the program ended, while the thread pool is at work', () => {
    const busy = ['load', 'until attached', 'send bob busy'];
    expect(run([...busy, 'unload', 'load', 'until after much work'])).toContain(
      'wire bob after much work',
    );
    run([...busy, 'quit']);
    run(busy);
  });

  test('delivers past its own hook, once', () => {
    const lines = run(['load', 'until attached', 'send bob deliver', 'receive bob cipher']);
    expect(lines).toContain('shown bob delivered');
    expect(lines).toContain('shown bob opened(cipher)');
  });

  test('leaves every signal of the host as it was', () => {
    const lines = run([
      'load',
      'until attached',
      'send bob pool',
      'until after the pool',
      'signals',
    ]);
    expect(lines.filter((line) => line.startsWith('signal'))).toEqual([]);
  });

  test('passes /otr on, with and without words', () => {
    const lines = run(['load', 'until attached', 'command bob otr', 'command bob otr dance']);
    expect(lines.filter((line) => line.startsWith('refused'))).toEqual(['refused bob no dance']);
  });
});

describe('beside another plugin for OTR', () => {
  const question = 'request - “Rival 1” is active, so this plugin stays off. Shall it take over?';
  const loaded = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => line.startsWith('on '));

  test('it does not load, and asks which it shall be', () => {
    expect(withoutDebug(run(['rival', 'load', 'send bob one', 'loaded']))).toEqual([
      'rival - loaded',
      question,
      'load - no',
      'wire bob one',
      'sent bob one',
      'on - otr',
    ]);
  });

  test('it gives way when the other is loaded later', () => {
    const lines = run([
      'load',
      'until attached',
      'rival',
      'until Shall it',
      'send bob one',
      'loaded',
    ]);
    expect(withoutDebug(lines)).toEqual([
      'load - yes',
      'rival - loaded',
      question,
      'wire bob one',
      'sent bob one',
      'on - otr',
    ]);
  });

  test.each([
    ['before', ['rival', 'load']],
    ['after', ['load', 'until attached', 'rival', 'until Shall it']],
  ])('takes over from one that was loaded %s, when it is asked to', (_when, commands) => {
    const lines = run([...commands, 'answer 0', 'until attached', 'loaded']);
    expect(loaded(lines)).toEqual(['on - core-otrts-otr']);
    expect(lines).toContain('debug otr-ts takes over');
  });

  test('leaves it as it is, when it is asked to', () => {
    const lines = run(['rival', 'load', 'answer 1', 'run 50', 'loaded']);
    expect(loaded(lines)).toEqual(['on - otr']);
    expect(lines.filter((line) => line.startsWith('notify'))).toEqual([]);
  });

  test('says when the other cannot be switched off', () => {
    const lines = run(['rival stubborn', 'load', 'answer 0', 'until could not', 'loaded']);
    expect(loaded(lines)).toEqual(['on - otr']);
    expect(lines.some((line) => line.includes('The other plugin could not be switched off.'))).toBe(
      true,
    );
  });

  test('a load that took nobody’s place takes over nothing', () => {
    const commands = ['answer 0', 'until attached', 'unload', 'load', 'until attached'];
    const lines = run(['rival', 'load', ...commands]);
    expect(lines.filter((line) => line === 'debug otr-ts takes over')).toHaveLength(1);
  });
});

describe('without an engine that can start', () => {
  test.each<[string, Host, string]>([
    ['no runtime object', { objects: {} }, 'cannot open shared object file'],
    [
      'no runtime object but another library',
      { objects: { 'otr-runtime.so': 'otr-ts.so' } },
      'undefined symbol',
    ],
  ])('%s: the window says what to install', (_title, host, reason) => {
    const lines = withoutDebug(
      run(
        [
          'load',
          'send bob early',
          'until not working',
          'receive bob hi',
          'send bob ?OTRv3?',
          'receive bob ?OTR:AAIC',
        ],
        host,
      ),
    );
    expect(lines[0]).toBe('load - yes');
    expect(lines.slice(1, 3)).toEqual(['wire bob early', 'sent bob early']);
    expect(lines[3]).toContain('libnode108');
    expect(lines[3]).toContain(reason);
    expect(lines.slice(4)).toEqual([
      'shown bob hi',
      `system bob ${held}`,
      'system bob [OTR] Not sent: ?OTRv3?',
      `system bob ${unreadable}`,
    ]);
  });

  test.each([
    ['always', `system bob ${held}`],
    ['manual', 'wire bob early'],
  ])('the account’s own policy “%s” holds', (policy, expected) => {
    const commands = [`policy ${policy}`, 'load', 'until not working', 'send bob early'];
    expect(withoutDebug(run(commands, { objects: {} }))[2]).toBe(expected);
  });

  test.each(['throw', 'exit', 'abort', 'reject'])('a bundle that does "%s" as it starts', (how) => {
    const lines = withoutDebug(
      run(
        [
          'load',
          'until not working',
          'send bob one',
          'unload',
          'load',
          'until not working',
          'quit',
        ],
        {
          env: { OTR_TEST_BOOT: how },
        },
      ),
    );
    expect(lines).toEqual([
      'load - yes',
      failed,
      'wire bob one',
      'sent bob one',
      'unload - yes',
      'load - yes',
      failed,
    ]);
  });

  test('a bundle that loops as it starts: what was typed waits, and comes back or goes on', () => {
    const lines = withoutDebug(
      run(['load', 'send bob early', 'run 4000', 'send carol ?OTR?', 'run 8000', 'send bob late'], {
        env: { OTR_TEST_BOOT: 'loop' },
      }),
    );
    expect(lines).toEqual([
      'load - yes',
      `system bob ${waits} early`,
      `system carol ${waits} ?OTR?`,
      'wire bob early',
      'sent bob early',
      `system carol ${held}`,
      'system carol [OTR] Not sent: ?OTR?',
      failed,
      'wire bob late',
      'sent bob late',
    ]);
  });

  test('the program can be ended while the bundle loops as it starts', () => {
    expect(withoutDebug(run(['load', 'quit'], { env: { OTR_TEST_BOOT: 'loop' } }))).toEqual([
      'load - yes',
    ]);
  });

  test('attached() that throws leaves a working engine; one that exits a failed one', () => {
    const commands = ['load', 'until attached', 'run 50', 'send bob one'];
    const after = (how: string): string[] =>
      withoutDebug(run(commands, { env: { OTR_TEST_ATTACHED: how } }));
    expect(after('throw')).toContain(wire('one'));
    expect(after('exit')).toEqual(['load - yes', failed, 'wire bob one', 'sent bob one']);
  });
});

describe('an engine that fails later', () => {
  /** Makes bob protected, lets the engine fail on a message to him, and goes on. */
  const fail = (how: string, ...then: string[]): string[] =>
    withoutDebug(
      run(['load', 'until attached', 'send bob protect', `send bob ${how}`, 'run 50', ...then]),
    );

  test.each(['exit', 'reject', 'memory'])(
    '%s: the message itself is held, and every next one',
    (how) => {
      expect(fail(how, 'send bob private words')).toEqual([
        'load - yes',
        `system bob ${held}`,
        `system bob [OTR] Not sent: ${how}`,
        failed,
        `system bob ${held}`,
        'system bob [OTR] Not sent: private words',
      ]);
    },
  );

  test.each(['loop', 'loop-again', 'loop-regexp'])(
    '%s: the message is held after two seconds, every next one at once',
    (how) => {
      const begin = Date.now();
      const lines = fail(how, 'send bob private words', 'receive bob ?OTR:AAIC', 'unload', 'load');
      expect(lines.slice(0, 7)).toEqual([
        'load - yes',
        `system bob ${held}`,
        `system bob [OTR] Not sent: ${how}`,
        failed,
        `system bob ${held}`,
        'system bob [OTR] Not sent: private words',
        `system bob ${unreadable}`,
      ]);
      expect(Date.now() - begin).toBeLessThan(15_000);
    },
  );

  test('late-loop: a timer that does not come back ends the engine, not the program', () => {
    expect(fail('late-loop', 'run 50', 'send bob private words').slice(2)).toEqual([
      'sent bob late-loop',
      failed,
      `system bob ${held}`,
      'system bob [OTR] Not sent: private words',
    ]);
  });

  test.each(['late-throw', 'late-exit'])('%s: the guard takes over', (how) => {
    expect(fail(how, 'send bob private words')).toEqual([
      'load - yes',
      wire(how),
      `sent bob ${how}`,
      failed,
      `system bob ${held}`,
      'system bob [OTR] Not sent: private words',
    ]);
  });

  test.each(['throw', 'abort', 'undefined'])(
    '%s: one message without an answer is held, the engine goes on',
    (how) => {
      expect(fail(how, 'send bob next')).toEqual([
        'load - yes',
        `system bob ${held}`,
        `system bob [OTR] Not sent: ${how}`,
        wire('next'),
        'sent bob next',
      ]);
    },
  );

  test('people who were never protected go on in clear; what arrives is shown, marked or held', () => {
    const lines = fail(
      'exit',
      'send carol hi',
      'receive bob plain',
      'receive bob ?OTR:AAIC',
      'receive bob ?OTR:AAID',
      'receive carol hello',
      'command bob otr status',
    );
    expect(lines.slice(4)).toEqual([
      'wire carol hi',
      'sent carol hi',
      'shown bob <b>[not encrypted]</b> plain',
      `system bob ${unreadable}`,
      'shown carol hello',
      'refused bob Private messaging is not working.',
    ]);
  });

  test('protection of a buddy survives unloading, and is read before any engine is there', () => {
    const lines = withoutDebug(
      run([
        'buddy bob',
        'load',
        'until attached',
        'send bob protect',
        'send bob exit',
        'run 50',
        'unload',
        'load',
        'send bob early',
        'until not working',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('wire'))).toEqual([]);
    expect(lines).toContain('system bob [OTR] Not sent: early');
  });
});

describe('a text that goes past the conversation', () => {
  const direct = (...then: string[]): string[] =>
    withoutDebug(run(['load', 'until attached', 'send bob protect', ...then])).slice(1);

  test('is sealed for somebody who is protected, and left alone for everybody else', () => {
    expect(direct('direct bob words', 'auto bob away', 'direct carol words')).toEqual([
      wire('words'),
      wire('away'),
      'wire carol words',
    ]);
  });

  test('what the engine leaves as it is does not leave', () => {
    expect(direct('direct bob clear', 'send bob clear', 'send carol clear')).toEqual([
      `system bob ${held}`,
      'system bob [OTR] Not sent: clear',
      `system bob ${held}`,
      'system bob [OTR] Not sent: clear',
      'wire carol not sealed',
      'sent carol clear',
    ]);
  });

  test('without an engine it is held; an automatic one does not come back', () => {
    expect(direct('send bob exit', 'run 50', 'direct bob words', 'auto bob away').slice(3)).toEqual(
      [`system bob ${held}`, 'system bob [OTR] Not sent: words', `system bob ${held}`],
    );
  });

  test('waits while Node starts, in order with what is typed', () => {
    const lines = withoutDebug(
      run([
        'buddy bob',
        'load',
        'until attached',
        'send bob protect',
        'unload',
        'load',
        'send bob one',
        'direct bob two',
        'auto bob away',
        'until attached',
      ]),
    );
    expect(lines.slice(-5)).toEqual([
      wire('one'),
      'sent bob one',
      wire('two'),
      'sent bob two',
      // an automatic reply stays one: nobody has typed it
      wire('away'),
    ]);
  });

  test('is left alone once the plugin is off', () => {
    expect(direct('unload', 'direct bob words').at(-1)).toBe('wire bob words');
  });

  test('what another plugin has sealed is sealed again: it is not the engine that made it', () => {
    expect(direct('direct bob ?OTR:AAMD.')).toEqual([wire('?OTR:AAMD.')]);
  });
});

test('what a busy time leaves behind is given back when nothing happens', () => {
  const weights = run([
    'load',
    'until attached',
    'send bob litter',
    'run 100',
    'send bob weigh',
    'run 4000',
    'send bob weigh',
  ]).flatMap((line) => /weighs (\d+) MB/.exec(line)?.[1] ?? []);
  const [busy, quiet] = weights.map(Number);
  expect(busy).toBeGreaterThan(12);
  expect(quiet).toBeLessThan(10);
});

test('what people write never reaches the debug log', () => {
  const lines = run([
    'load',
    'send bob early words',
    'until attached',
    'send bob throw',
    'receive bob some words',
    'unload',
  ]);
  const log = lines.filter((line) => line.startsWith('debug'));
  expect(log.length).toBeGreaterThan(0);
  expect(log.join('\n')).not.toMatch(/words/);
});
