// SPDX-License-Identifier: GPL-2.0-or-later
// The work of scripts/bench.mjs done by our engine; libotr-bench.c, which does it with libotr, says what goes in
// and what comes out. Arguments: the addon, and "bridge" when its cryptography is used, as in the plugin.
import { createInterface } from 'node:readline';
import { lookup, memory } from './contact-rows.js';
import type { Cost } from './cost.js';
import { fingerprints, keygen } from './file-rows.js';
import { ake, burst, pingpong, smp } from './message-rows.js';
import { type Setting, setUp } from './setting.js';

type Row = (count: number, setting: Setting) => Cost | Promise<Cost>;

const ROWS: Readonly<Record<string, Row>> = {
  ake,
  smp,
  pingpong,
  burst20: burst(20),
  burst200: burst(200),
  burst2000: burst(2000),
  burst60000: burst(60_000),
  fragments: burst(60_000, 400),
  keygen,
  fingerprints,
  lookup,
  memory,
};

async function main(addon: string, crypto: string | undefined): Promise<void> {
  const setting = await setUp(addon, crypto === 'bridge');
  for await (const line of createInterface({ input: process.stdin })) {
    const [name = '', count] = line.split(' ');
    const row = ROWS[name];
    if (row === undefined) throw new Error(`no row "${name}"`);
    const { total, longest } = await row(Number(count), setting);
    process.stdout.write(`${total.toFixed(9)} ${longest.toFixed(9)}\n`);
  }
}

const [addon = '', crypto] = process.argv.slice(2);
void main(addon, crypto);
