// SPDX-License-Identifier: GPL-2.0-or-later

/** Where translations come from; gettext's two functions. */
export interface Translate {
  gettext(msgid: string): string;
  ngettext(one: string, many: string, n: number): string;
}

const english: Translate = {
  gettext: (msgid) => msgid,
  ngettext: (one, many, n) => (n === 1 ? one : many),
};

// One language per process, as with gettext itself.
let current: Translate = english;

/** Sets the language of everything that is worded from now on. */
export function speak(translate: Translate): void {
  current = translate;
}

export type Values = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /%\{([a-z]+)\}/g;

function filled(text: string, values: Values): string {
  return text.replace(PLACEHOLDER, (source, name: string) => String(values[name] ?? source));
}

/** `msgid` in the person's language, with `%{name}` replaced by `values.name`: plain text. */
export function _(msgid: string, values: Values = {}): string {
  return filled(current.gettext(msgid), values);
}

/** One of two wordings, by number; `%{count}` is the number. */
export function counted(one: string, many: string, count: number): string {
  return filled(current.ngettext(one, many, count), { count });
}
