// SPDX-License-Identifier: GPL-2.0-or-later
import { markup } from './markup.js';
import { receive } from './receive.js';
import { STORE } from './store.js';
import type { Target } from './target.js';
import { toolkit } from './toolkit.js';
import { wireBytes, wireText } from './wire.js';

/** Everything that takes input from strangers, by name. */
export const TARGETS: ReadonlyMap<string, Target> = new Map(
  [wireText, wireBytes, markup, receive, ...STORE, toolkit].map((target) => [
    target.name,
    target as Target,
  ]),
);
