// SPDX-License-Identifier: GPL-2.0-or-later

/** Fast chance that a seed repeats (Steele and Vigna's SplitMix, 32 bits). */
export class Dice {
  #state: number;

  constructor(seed: string) {
    // FNV-1a of the seed.
    this.#state = 0x811c9dc5;
    for (const unit of Buffer.from(seed))
      this.#state = Math.imul(this.#state ^ unit, 0x01000193) >>> 0;
  }

  /** 0 … below-1 */
  integer(below: number): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return Math.floor((((z ^ (z >>> 16)) >>> 0) / 2 ** 32) * below);
  }

  /** True once in `times`. */
  onceIn(times: number): boolean {
    return this.integer(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(list.length)]!;
  }

  /** Small numbers more often than large ones, up to `most`. */
  small(most: number): number {
    return Math.floor(most ** (this.integer(1001) / 1000));
  }
}
