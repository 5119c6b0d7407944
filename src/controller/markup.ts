// SPDX-License-Identifier: GPL-2.0-or-later
import { escapeHtml, hrefOf, tokenize, type Token } from './html.js';
import { LongWords } from './long-words.js';
import { withoutOwnMark, type Piece } from './own-mark.js';
import type { TextForm } from './text-form.js';

type Tag = Extract<Token, { kind: 'tag' }>;

/** experience.md §6: "On receipt a small whitelist (b i u s a br)", by the names they come under. */
const STYLES: Readonly<Record<string, string>> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  u: 'u',
  ins: 'u',
  s: 's',
  strike: 's',
  del: 's',
};

/** The whitelist's name of a tag for bold, italic, underlined, struck; undefined: another tag. */
export function styleOf(tag: Tag): string | undefined {
  return Object.hasOwn(STYLES, tag.name) ? STYLES[tag.name] : undefined;
}

/**
 * Pure looks, which Pidgin, Adium and Trillian wrap around whole messages: with such an attribute
 * they are taken off and their text stays; others were typed by somebody and are shown.
 */
const LOOKS = new Set(['font', 'span', 'body', 'html', 'p', 'div']);
const LOOK = /\s(?:style|color|face|size|back|absz|ptsize|bgcolor|lang|dir|sml|xmlns)\s*=/i;

const LINK = /^(?:https?:\/\/|mailto:|xmpp:)[^\s<>]+$/i;

const CONTROL = /(?![\t\n])\p{Cc}/gu;

type Shown = Piece<{ readonly kind: 'markup'; readonly html: string }>;

interface OpenTag {
  /** As the sender wrote it. */
  readonly name: string;
  /** What closes it in our HTML; '' for looks that were taken off. */
  readonly closing: string;
}

function asText(text: string): Shown {
  return { kind: 'text', text };
}

function asMarkup(html: string): Shown {
  return { kind: 'markup', html };
}

/** Nobody nests deeper by hand; what goes on opening is shown as it was written. */
const DEEPEST = 32;

/** Lets a style, a pair of looks or a link through, or shows the tag as it was written. */
function openTag(tag: Tag, open: OpenTag[]): Shown {
  if (open.length >= DEEPEST) return asText(tag.source);
  const { name } = tag;
  const style = styleOf(tag);
  if (style !== undefined) {
    open.push({ name, closing: `</${style}>` });
    return asMarkup(`<${style}>`);
  }
  if (LOOKS.has(name) && LOOK.test(tag.attributes)) {
    open.push({ name, closing: '' });
    return asMarkup('');
  }
  const href =
    name === 'a' && !open.some((other) => other.name === 'a') ? hrefOf(tag.attributes) : '';
  if (!LINK.test(href)) return asText(tag.source);
  open.push({ name, closing: '</a>' });
  return asMarkup(`<a href="${escapeHtml(href).replaceAll('"', '%22')}">`);
}

/** Closes the innermost tag of that name and all that was opened inside it. */
function closeTag(tag: Tag, open: OpenTag[]): Shown {
  const index = open.map(({ name }) => name).lastIndexOf(tag.name);
  if (index === -1) return asText(tag.source);
  return asMarkup(closingsOf(open.splice(index)));
}

function closingsOf(open: readonly OpenTag[]): string {
  return [...open]
    .reverse()
    .map(({ closing }) => closing)
    .join('');
}

/** The pieces one after the other: text escaped, newlines as `<br>`. */
function printed(pieces: readonly Shown[]): string {
  const words = new LongWords();
  return pieces
    .map((piece) => {
      if (piece.kind === 'markup') {
        if (piece.html === '<br>') words.lineEnded();
        return piece.html;
      }
      const text = piece.text.replace(/\r\n?/g, '\n').replace(CONTROL, '\ufffd');
      return escapeHtml(words.broken(text)).replaceAll('\n', '<br>');
    })
    .join('');
}

/** What a contact wrote in this form, as HTML that is safe to show. */
export function shownText(payload: string, form: TextForm): string {
  return form === 'html' ? sanitize(payload) : printed(withoutOwnMark([asText(payload)]));
}

/**
 * A contact's HTML made safe: balanced tags of the whitelist, links to the web, mail and XMPP only.
 * Everything else shows as it was written; no text is swallowed.
 */
export function sanitize(html: string): string {
  const open: OpenTag[] = [];
  const pieces = tokenize(html).map((token): Shown => {
    if (token.kind === 'text') return token;
    if (token.closing) return closeTag(token, open);
    return token.name === 'br' ? asMarkup('<br>') : openTag(token, open);
  });
  return printed(withoutOwnMark(pieces)) + closingsOf(open);
}

/** Ordinary text of a contact's, untouched unless something in it reads like a line of ours. */
export function withoutForgedMark(html: string): string {
  const tokens = tokenize(html);
  const clean = withoutOwnMark<Tag>(tokens);
  if (clean === tokens) return html;
  return clean
    .map((token) => (token.kind === 'text' ? escapeHtml(token.text) : token.source))
    .join('');
}
