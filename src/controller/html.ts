// SPDX-License-Identifier: GPL-2.0-or-later

/** A piece of HTML: text with its entities resolved, or one well-formed tag. */
export type Token =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** The text as it came. */
      readonly source: string;
    }
  | {
      readonly kind: 'tag';
      /** Lower case. */
      readonly name: string;
      readonly closing: boolean;
      /** What stands between the name and `>`. */
      readonly attributes: string;
      /** The tag as it came. */
      readonly source: string;
    };

// An attribute never contains `<` or `>`: each attempt ends at the next one, so the scan is linear.
const TAG = /<(\/?)([a-z][a-z0-9]{0,15})((?:\s[^<>]*)?)\/?>/iy;

const ENTITY = /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,5}));/g;

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function character(code: number, source: string): string {
  const isScalar = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isScalar ? String.fromCodePoint(code) : source;
}

/** Resolves entities; one that is not known stays as it was typed. */
export function unescapeHtml(text: string): string {
  return text.replace(ENTITY, (source, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10), source);
    if (hex !== undefined) return character(Number.parseInt(hex, 16), source);
    return NAMED[name ?? ''] ?? source;
  });
}

/** Plain text as HTML, for libpurple: only what must be is escaped. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cuts HTML into text and tags. Whatever is not a well-formed tag is text; nothing gets lost. */
export function tokenize(html: string): readonly Token[] {
  const tokens: Token[] = [];
  let textStart = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    TAG.lastIndex = at;
    const match = TAG.exec(html);
    if (match === null) {
      at += 1;
      continue;
    }
    pushText(tokens, html.slice(textStart, at));
    const [source, slash = '', name = '', attributes = ''] = match;
    tokens.push({
      kind: 'tag',
      name: name.toLowerCase(),
      closing: slash !== '',
      attributes,
      source,
    });
    at += source.length;
    textStart = at;
  }
  pushText(tokens, html.slice(textStart));
  return tokens;
}

function pushText(tokens: Token[], source: string): void {
  if (source !== '') tokens.push({ kind: 'text', text: unescapeHtml(source), source });
}

const HREF = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i;

/** The address of a link's opening tag, or '' when it names none. */
export function hrefOf(attributes: string): string {
  const match = HREF.exec(attributes);
  return unescapeHtml(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim();
}
