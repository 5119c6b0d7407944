// SPDX-License-Identifier: GPL-2.0-or-later
// The work of scripts/bench.mjs done by our engine; libotr-bench.c, which does it with libotr, says what goes in
// and what comes out. An argument names the bridge, whose cryptography the plugin uses.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { generateDsaKey } from '../../src/crypto/dsa-generate.js';
import { type NativeCrypto, useNativeCrypto } from '../../src/crypto/native.js';
import { lookup, memory } from './contact-rows.js';
import type { Identities } from './conversation.js';
import type { Cost } from './cost.js';
import { fingerprints, keygen } from './file-rows.js';
import { ake, burst, pingpong, smp } from './message-rows.js';

type Row = (count: number, identities: Identities) => Cost | Promise<Cost>;

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

async function main(bridge: string | undefined): Promise<void> {
  if (bridge !== undefined) useNativeCrypto(createRequire(__filename)(bridge) as NativeCrypto);
  const identities = { alice: await generateDsaKey(), bob: await generateDsaKey() };
  for await (const line of createInterface({ input: process.stdin })) {
    const [name = '', count] = line.split(' ');
    const row = ROWS[name];
    if (row === undefined) throw new Error(`no row "${name}"`);
    const { total, longest } = await row(Number(count), identities);
    process.stdout.write(`${total.toFixed(9)} ${longest.toFixed(9)}\n`);
  }
}

void main(process.argv[2]);
