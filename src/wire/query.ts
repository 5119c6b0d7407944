// SPDX-License-Identifier: GPL-2.0-or-later

/** A query that ends later than here is none: the pattern's stack grows with what stands before it. */
const MAX_QUERY_END = 4096;

/** Characters after the "v" are version identifiers of one character each. */
const QUERY = /^(?:\s|<[^>]*>)*\?OTR(\?(?!v)|(\?)?v([^?\s]*)\?)/;

const BASE_TAG = ' \t  \t\t\t\t \t \t \t  ';
const VERSION_TAGS = {
  1: ' \t \t  \t ',
  2: '  \t\t  \t ',
  3: '  \t\t  \t\t',
} as const;
const TAG_GROUP = /^[ \t]{8}/;

/**
 * The versions that a query message offers, or null when the text is none. Taken only at the start
 * of the text, after blanks and markup: what a person writes about "?OTR" stays text.
 */
export function parseQuery(text: string): readonly number[] | null {
  const match = QUERY.exec(text.slice(0, MAX_QUERY_END));
  if (match === null) return null;
  const [, form, one, list] = match;
  const versions = Array.from(list ?? '', (id) => '0123456789'.indexOf(id));
  if (form === '?' || one !== undefined) versions.unshift(1);
  return versions.filter((version) => version > 0);
}

/** "?OTRv23?" and the like; version 1 is never offered. */
export function formatQuery(versions: readonly number[]): string {
  return `?OTRv${[...versions].sort().join('')}?`;
}

/** A text with a whitespace tag in it. */
export interface Tagged {
  /** The text without the tag. */
  readonly text: string;
  readonly versions: readonly number[];
}

/** Finds a whitespace tag: base and every group of eight blanks after it, known or not. */
export function parseTag(text: string): Tagged | null {
  const start = text.indexOf(BASE_TAG);
  if (start < 0) return null;
  let end = start + BASE_TAG.length;
  const versions: number[] = [];
  for (let group = nextGroup(text, end); group !== null; group = nextGroup(text, end)) {
    end += group.length;
    for (const [version, tag] of Object.entries(VERSION_TAGS))
      if (tag === group) versions.push(Number(version));
  }
  return { text: text.slice(0, start) + text.slice(end), versions };
}

function nextGroup(text: string, at: number): string | null {
  return TAG_GROUP.exec(text.slice(at, at + 8))?.[0] ?? null;
}

/** The tag; it belongs at the end of a text, since some engines drop what comes after it. */
export function formatTag(versions: readonly (2 | 3)[]): string {
  return BASE_TAG + versions.map((version) => VERSION_TAGS[version]).join('');
}
