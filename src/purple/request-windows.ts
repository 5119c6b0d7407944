// SPDX-License-Identifier: GPL-2.0-or-later
import type { WindowModel } from '../controller/models.js';
import type { OpenWindow, WindowEvents, Windows } from '../controller/ports.js';
import type { Native } from './native.js';
import { RequestWindow } from './request-window.js';

/** Windows of ours by libpurple's request API, for every user interface that draws none itself. */
export class RequestWindows implements Windows {
  readonly #native: Native;
  readonly #asked = new Map<number, RequestWindow>();

  constructor(native: Native) {
    this.#native = native;
  }

  open(model: WindowModel, events: WindowEvents): OpenWindow | null {
    const window = new RequestWindow(this.#native, this.#asked, { model, events });
    // It would take the focus, and with it what is being typed: a line says how to open it.
    return model.unasked || window.present() ? window : null;
  }

  /** The bridge's answer; one that was closed meanwhile is not heard any more. */
  answered(request: number, action: number, values: Readonly<Record<string, string>>): void {
    this.#asked.get(request)?.answered(action, values);
  }

  closeAll(): void {
    for (const window of [...this.#asked.values()]) window.close();
  }
}
