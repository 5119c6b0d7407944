// SPDX-License-Identifier: GPL-2.0-or-later
// The deniability toolkit as a command: docs/deniability.md.
import { readFileSync } from 'node:fs';
import { systemRandom } from '../crypto/random.js';
import { runToolkit } from '../toolkit/commands.js';
import { Refusal } from '../toolkit/refusal.js';

function input(): string {
  try {
    return readFileSync(0, 'utf8');
  } catch {
    throw new Refusal('Standard input cannot be read.');
  }
}

const { out, err, status } = runToolkit(process.argv.slice(2), { input, random: systemRandom });
// Whoever reads the output may have had enough of it.
process.stdout.on('error', () => process.exit(1));
process.stderr.write(err);
process.stdout.write(out);
process.exitCode = status;
