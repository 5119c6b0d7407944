// SPDX-License-Identifier: GPL-2.0-or-later
import type { Facts } from '../controller/pages/about-page.js';
import type { Native } from './native.js';

/** What runs here; `problems`: what went wrong with files in this run. */
export function factsOn(native: Native, problems: () => readonly string[]): Facts {
  const { plugin, purple } = native.versions();
  const { node, openssl } = process.versions;
  return {
    version: plugin,
    parts: { libpurple: purple, 'Node.js': node, OpenSSL: openssl },
    problems,
  };
}
