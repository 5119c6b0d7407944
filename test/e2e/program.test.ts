// SPDX-License-Identifier: GPL-2.0-or-later
import { full, python, scenarios } from './scenario.js';

scenarios({ a: 'otr-ts', b: 'pidgin-otr', transport: 'xmpp' }, [
  'selfcheck',
  'install',
  'engine_missing',
  'engine_lost',
  ...(full ? ['stall'] : []),
]);

scenarios({ a: 'otr-ts', b: 'otr-ts', transport: 'xmpp', language: 'fr' }, [
  'french',
  ...(full ? ['menu_start', 'end', 'smp', 'new_key', 'settings', 'windows'] : []),
]);

test.each(['otr-ts', 'pidgin-otr'])(
  'the demonstration with %s',
  async (peer) => {
    const args = ['--headless', '--seconds', '3', '--peer', peer];
    const { failed, output } = await python('scripts/demo.py', args);
    expect(output).toContain('alice and bob are on line');
    expect(failed).toBe(false);
  },
  60_000,
);
