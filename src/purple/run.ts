// SPDX-License-Identifier: GPL-2.0-or-later
import type { ContactId } from '../controller/contact-id.js';
import type { Controller } from '../controller/controller.js';
import type { Native } from './native.js';
import type { PurplePaths } from './paths.js';
import type { RequestWindows } from './request-windows.js';
import type { WindowHost } from './window-host.js';

/** What exists from the plugin's load to its unload. */
export interface Run {
  readonly controller: Controller;
  readonly requests: RequestWindows;
  readonly paths: PurplePaths;
  /** Windows of our own; null where nothing draws them. */
  readonly windows: WindowHost | null;
  /** Timers off, windows closed, files written. */
  stop(): void;
}

/** The run there is, if the plugin is loaded. */
export class CurrentRun {
  readonly #native: Native;
  readonly #begin: () => Run;
  #run: Run | null = null;

  constructor(native: Native, begin: () => Run) {
    this.#native = native;
    this.#begin = begin;
  }

  get run(): Run {
    if (this.#run === null) throw new Error('not attached');
    return this.#run;
  }

  get controller(): Controller {
    return this.run.controller;
  }

  begin(): void {
    this.#run = this.#begin();
    this.#run.controller.attached();
  }

  end(): void {
    const ending = this.run;
    this.#run = null;
    ending.controller.detaching();
    ending.stop();
  }

  /** The contact under the name by which everything is looked up. */
  contact(protocol: string, username: string, who: string): ContactId {
    return { protocol, username, who: this.#native.normalize(protocol, username, who) };
  }
}
