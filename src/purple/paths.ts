// SPDX-License-Identifier: GPL-2.0-or-later
import type { PathQuestion, Paths } from '../controller/ports.js';
import type { Native } from './native.js';

/** Files and folders, chosen in windows of libpurple's request API. */
export class PurplePaths implements Paths {
  readonly #native: Native;
  readonly #asked = new Map<number, (path: string) => void>();

  constructor(native: Native) {
    this.#native = native;
  }

  ask({ kind, title, proposal }: PathQuestion, chosen: (path: string) => void): boolean {
    const request = this.#native.requestPath(kind, title, proposal);
    if (request !== 0) this.#asked.set(request, chosen);
    return request !== 0;
  }

  /** The bridge's answer; one that was closed meanwhile is not heard any more. */
  answered(request: number, action: number, { path = '' }: Readonly<Record<string, string>>): void {
    const chosen = this.#asked.get(request);
    this.#asked.delete(request);
    if (action === 0 && path !== '') chosen?.(path);
  }

  closeAll(): void {
    for (const request of this.#asked.keys()) this.#native.closeRequest(request);
    this.#asked.clear();
  }
}
