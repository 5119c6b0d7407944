// SPDX-License-Identifier: GPL-2.0-or-later
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cost } from './cost.js';

/** A program that does rows: see libotr-bench.c for what goes in and out. */
export class Contender {
  readonly #command: readonly string[];
  #program: Program | null = null;

  constructor(command: readonly string[]) {
    this.#command = command;
  }

  /** Does a row; `fresh`: in a program of its own. */
  async run(row: string, count: number, fresh: boolean): Promise<Cost> {
    const program = fresh
      ? new Program(this.#command)
      : (this.#program ??= new Program(this.#command));
    const cost = await program.ask(`${row} ${count}`);
    if (fresh) program.end();
    return cost;
  }

  end(): void {
    this.#program?.end();
    this.#program = null;
  }
}

class Program {
  readonly #child;
  readonly #answers;

  constructor([file = '', ...args]: readonly string[]) {
    this.#child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(question: string): Promise<Cost> {
    this.#child.stdin.write(`${question}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error(`no answer to "${question}"`);
    const [total = NaN, longest = NaN] = answer.value.split(' ').map(Number);
    return { total, longest };
  }

  end(): void {
    this.#child.stdin.end();
  }
}
