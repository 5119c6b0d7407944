// SPDX-License-Identifier: GPL-2.0-or-later
/** The bridge as an addon of plain Node (native/test/addon.cc): real libpurple without a UI. */
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Native } from '../../src/purple/native.js';

export type Names = readonly [protocol: string, username: string, who: string];

/** Zero is "no answer", one passes the text on, two stops it: OtrVerdict in native/engine.h. */
export type Answer = readonly [verdict: number, text: string];

interface TestCore {
  start(userDir: string): void;
  attach(): void;
  detach(): void;
  account(username: string, online: boolean): void;
  addBuddy(username: string, who: string): void;
  conversation(username: string, who: string, open: boolean): void;
  /** Runs `line` as typed after the slash; the error shown to the person, or "". */
  command(username: string, who: string, line: string): string;
  /** Uses the newest request window; -1 closes it by its frame. False when there is none. */
  answerRequest(action: number, value: string): boolean;
  sending(...message: [...Names, string]): Answer;
  receiving(...message: [...Names, string]): Answer;
  /** A person at a window of ours: uses a field; presses a button, with this in field "secret"; closes it. */
  useWindow(window: number, item: string, value: string): void;
  pressWindow(window: number, button: string, secret: string): void;
  endWindow(window: number): void;
  useAction(action: string): void;
  /** What stands in the menu of the buddy's contact, and `use` of it is used. */
  buddyMenu(username: string, who: string, use: string): string;
  setPreference(path: string, value: boolean): void;
  /** What a person has seen and what went over the wire since the last look. */
  look(): (readonly [kind: string, who: string, text: string])[];
}

type Addon = Native & { readonly test: TestCore };

export const protocol = 'prpl-otr-test';

/** Loads the addon; libpurple has not been started. */
export function loadAddon(): Addon {
  return createRequire(__filename)('../../build/Release/otr_purple.node') as Addon;
}

/** Loads the addon and starts libpurple in a folder of its own. */
export function startAddon(): Addon {
  const addon = loadAddon();
  addon.test.start(mkdtempSync(join(tmpdir(), 'otr-native-')));
  return addon;
}
