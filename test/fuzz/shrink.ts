// SPDX-License-Identifier: GPL-2.0-or-later
/** Time that is spent on making one find smaller. */
const PATIENCE_MS = 20_000;

/** A smaller input for which `fails` still holds: a list loses elements, their texts and numbers get shorter. */
export function shrunk(input: unknown, fails: (input: unknown) => boolean): unknown {
  const end = Date.now() + PATIENCE_MS;
  let smallest = input;
  for (let isBetter = true; isBetter && Date.now() < end;) {
    isBetter = false;
    for (const smaller of smallerThan(smallest)) {
      if (Date.now() >= end || !fails(smaller)) continue;
      smallest = smaller;
      isBetter = true;
      break;
    }
  }
  return smallest;
}

/** The same value with one thing about it made smaller, the largest steps first. */
function* smallerThan(value: unknown): Generator {
  if (typeof value === 'string') yield* shorter(value);
  else if (typeof value === 'number') yield* lower(value);
  else if (Array.isArray(value)) yield* smallerList(value as readonly unknown[]);
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value))
      for (const smaller of smallerThan(part)) yield { ...value, [name]: smaller };
}

function* shorter(text: string): Generator<string> {
  for (let length = text.length >> 1; length > 0; length >>= 1)
    for (let at = 0; at < text.length; at += length)
      yield text.slice(0, at) + text.slice(at + length);
}

function* lower(number: number): Generator<number> {
  if (number <= 1) return;
  yield number >> 1;
  yield number - 1;
}

function* smallerList(list: readonly unknown[]): Generator {
  // A pair of a piece and its count stays one.
  const isPair = list.length === 2 && typeof list[0] === 'string' && typeof list[1] === 'number';
  if (!isPair)
    for (let length = Math.max(1, list.length >> 1); length > 0; length >>= 1)
      for (let at = 0; at < list.length; at += length)
        yield [...list.slice(0, at), ...list.slice(at + length)];
  for (const [i, part] of list.entries())
    for (const smaller of smallerThan(part))
      yield list.map((each, at) => (at === i ? smaller : each));
}
