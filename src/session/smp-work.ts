// SPDX-License-Identifier: GPL-2.0-or-later
import type { Work } from '../crypto/work.js';
import type { Context } from './context.js';
import type { Instance } from './instance.js';
import { SMP_PARTS } from './limits.js';

/**
 * A step of a comparison costs up to 20 powers, 18 ms at a stretch: with `inParts` its work is spread
 * over turns. The next step makes it end first; what ends the run makes it void.
 */
export function carryOut(context: Context, instance: Instance, work: Work<void>): void {
  goOn(instance, Infinity);
  instance.work = work;
  // As far as the first power: what needs none happens at once.
  goOn(instance, context.options.inParts === true ? 1 : Infinity);
}

/** One turn's share of the work: of one instance, until that is done. */
export function workOn({ instances }: Context): void {
  const instance = instances.all().find(({ work }) => work !== null);
  if (instance !== undefined) goOn(instance, SMP_PARTS);
}

function goOn(instance: Instance, parts: number): void {
  const { work } = instance;
  if (work === null) return;
  instance.work = null;
  for (let left = parts; left > 0; left -= 1) if (work.next().done === true) return;
  instance.work = work;
}

/** What it was to become is void. */
export function dropWork(instance: Instance): void {
  instance.work?.return();
  instance.work = null;
}
