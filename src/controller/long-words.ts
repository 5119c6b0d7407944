// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * Longest run of characters without a place to break the line: web addresses have up to 2000. A
 * window stands still for seconds while it lays out longer ones (measured in Pidgin: 100,000 without
 * a blank take 9 s, broken every 2000 they take 0.1 s).
 */
const LONGEST = 2000;

/** Everything up to the last place where a line can be broken. */
const LAST_BREAK = /^[^]*[\s\p{Ideographic}\u3040-\u30ff]/u;

/** What belongs to the character before it. */
const CONTINUES = /^[\p{M}\u200d\udc00-\udfff]/u;
const LONGEST_CHARACTER = 16;

/** Breaks words that are too long to be shown; one for a whole message, piece by piece. */
export class LongWords {
  /** Characters since the last place to break. */
  #run = 0;

  /** The next piece of the message, with a newline wherever the word would become too long. */
  broken(text: string): string {
    let out = '';
    let written = 0;
    let at = 0;
    while (text.length - at > LONGEST - this.#run) {
      const begin = at;
      const end = begin + LONGEST - this.#run;
      const fits = LAST_BREAK.exec(text.slice(begin, end + 1))?.[0].length ?? 0;
      this.#run = 0;
      at = begin + fits;
      if (fits > 0) continue;
      at = Math.max(begin, startOfCharacter(text, end));
      out += `${text.slice(written, at)}\n`;
      written = at;
    }
    const rest = text.slice(at);
    const last = LAST_BREAK.exec(rest)?.[0].length;
    this.#run = last === undefined ? this.#run + rest.length : rest.length - last;
    return out + text.slice(written);
  }

  /** A line break between the pieces. */
  lineEnded(): void {
    this.#run = 0;
  }
}

function startOfCharacter(text: string, near: number): number {
  let at = near;
  while (at > near - LONGEST_CHARACTER && CONTINUES.test(text.slice(at, at + 2))) at -= 1;
  return at;
}
