// SPDX-License-Identifier: GPL-2.0-or-later
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';

/** What a run's figures depend on. */
export interface Conditions {
  readonly date: string;
  readonly processor: string;
  readonly processors: number;
  readonly kernel: string;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  readonly openssl: string;
  readonly libotr: string;
  /** Processes that wanted to run, on average over the last minute. */
  readonly load: number;
}

export function conditions(): Conditions {
  const { node, v8, openssl } = process.versions;
  const all = cpus();
  return {
    date: new Date().toISOString().slice(0, 16),
    processor: all[0]?.model.trim() ?? 'unknown',
    processors: all.length,
    kernel: release(),
    system: /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown',
    node,
    v8,
    openssl,
    libotr: execFileSync('pkg-config', ['--modversion', 'libotr'], { encoding: 'utf8' }).trim(),
    load: loadavg()[0] ?? NaN,
  };
}

export function describe(on: Conditions): string {
  const versions = `Node ${on.node}, V8 ${on.v8}, OpenSSL ${on.openssl}, libotr ${on.libotr}`;
  const machine = `${on.processors} × ${on.processor}, Linux ${on.kernel}, ${on.system}`;
  return `${on.date} UTC; ${machine}; ${versions}; load ${on.load.toFixed(1)}`;
}
