// SPDX-License-Identifier: GPL-2.0-or-later

/** What a command was given cannot be used; the message is a sentence that repeats none of it. */
export class Refusal extends Error {
  /** Whether the command line itself is at fault, so that a reminder of its form helps. */
  readonly isUsage: boolean;

  constructor(sentence: string, kind: 'usage' | 'input' = 'input') {
    super(sentence);
    this.name = 'Refusal';
    this.isUsage = kind === 'usage';
  }
}
