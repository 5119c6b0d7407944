// SPDX-License-Identifier: GPL-2.0-or-later
import { escapeHtml, hrefOf, tokenize, type Token } from './html.js';
import { styleOf } from './markup.js';
import type { TextForm } from './text-form.js';

interface OpenLink {
  readonly href: string;
  text: string;
}

/** A link whose text says where it leads needs no markup: every program finds it by itself. */
function linkText(link: OpenLink, form: TextForm): string {
  const { href, text } = link;
  const bare = href.replace(/^(?:mailto:|https?:\/\/)/i, '').replace(/\/$/, '');
  if (href === '' || text === href || text === bare) return inForm(text, form);
  return form === 'html'
    ? `<a href="${escapeHtml(href).replaceAll('"', '%22')}">${escapeHtml(text)}</a>`
    : `${text} (${href})`;
}

function inForm(text: string, form: TextForm): string {
  return form === 'html' ? escapeHtml(text) : text;
}

function tagInForm(tag: Extract<Token, { kind: 'tag' }>, form: TextForm): string {
  if (tag.name === 'br') return '\n';
  const style = styleOf(tag);
  return style === undefined || form === 'plain' ? '' : `<${tag.closing ? '/' : ''}${style}>`;
}

/**
 * Text of Pidgin's entry (HTML) as it goes into an OTR message. experience.md §6: "Send minimal
 * markup; newline as newline; escape only `& < >`".
 */
export function payloadOf(html: string, form: TextForm): string {
  let out = '';
  let link: OpenLink | null = null;
  for (const token of tokenize(html)) {
    if (token.kind === 'text') {
      if (link === null) out += inForm(token.text, form);
      else link.text += token.text;
    } else if (token.name === 'a') {
      out += link === null ? '' : linkText(link, form);
      link = token.closing ? null : { href: hrefOf(token.attributes), text: '' };
    } else if (link === null) {
      out += tagInForm(token, form);
    }
  }
  return link === null ? out : out + linkText(link, form);
}

/** Whether there is a picture in it, which no OTR message can carry. */
export function holdsPicture(html: string): boolean {
  return tokenize(html).some((token) => token.kind === 'tag' && token.name === 'img');
}
