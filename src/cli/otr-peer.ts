// SPDX-License-Identifier: GPL-2.0-or-later
// Our engine behind the line protocol of test/interop/peers/README.md, in plain Node.
import { mkdirSync } from 'node:fs';
import { fingerprintOf } from '../engine.js';
import { PurpleFiles } from '../purple/files.js';
import { Account, FileTrouble } from './account.js';
import { Commands } from './commands.js';
import { linesOf } from './lines.js';
import { type Options, parseOptions, USAGE } from './options.js';
import { type Report, tag } from './report.js';

const SPACE = 0x20;
const HASH = 0x23;

/** Standard output is a pipe or a file: writes to it are synchronous and in order. */
function emit(report: Report): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

function emitReady({ account, protocol, peer }: Options, { key, instanceTag }: Account): void {
  const fp = fingerprintOf(key);
  const instag = tag(instanceTag);
  const versions = [2, 3];
  emit({
    ev: 'ready',
    impl: 'otr-ts',
    account,
    protocol,
    peer,
    fp,
    instag,
    versions,
  });
}

async function serve(commands: Commands): Promise<void> {
  for await (const line of linesOf(process.stdin)) {
    if (line.length === 0 || line[0] === HASH) continue;
    const space = line.indexOf(SPACE);
    const end = space < 0 ? line.length : space;
    const name = line.subarray(0, end).toString();
    await commands.run(name, line.subarray(end + 1));
    if (name === 'quit') return;
  }
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    const account = await openAccount(options);
    emitReady(options, account);
    await serve(new Commands(options, account, emit));
    return 0;
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    emit({ ev: 'error', what: error.message });
    return 1;
  }
}

function openAccount({ dir, account, protocol, importFrom }: Options): Promise<Account> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return Account.open(new PurpleFiles(dir), { account, protocol }, importFrom);
}

void main().then((status) => process.exit(status));
