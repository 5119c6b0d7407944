// SPDX-License-Identifier: GPL-2.0-or-later
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cost } from './cost.js';

/** A running program that does rows: libotr-bench.c says what goes in and what comes out. */
export class Program {
  readonly #child;
  readonly #answers;

  constructor([file = '', ...args]: readonly string[]) {
    this.#child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(row: string, count: number): Promise<Cost> {
    this.#child.stdin.write(`${row} ${count}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error(`no answer to "${row} ${count}"`);
    const [total = NaN, longest = NaN] = answer.value.split(' ').map(Number);
    return { total, longest };
  }

  end(): void {
    this.#child.stdin.end();
  }
}
