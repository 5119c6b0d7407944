// SPDX-License-Identifier: GPL-2.0-or-later
import { escapeHtml, hrefOf, tokenize, unescapeHtml } from '../../src/controller/html.js';
import { sanitize, shownText, withoutForgedMark } from '../../src/controller/markup.js';
import { quoted } from '../../src/controller/quoted.js';
import { formShownBy } from '../../src/controller/text-form.js';
import { payloadOf } from '../../src/controller/typed-text.js';
import { makeParts, type Grammar, type Parts, sizeOf, textOf } from './parts.js';
import { must, type Target } from './target.js';

const GRAMMAR: Grammar = {
  // prettier-ignore
  words: ['<', '>', '</', '/>', '<b>', '</b>', '<B>', '<i>', '</i>', '<u>', '<s>', '<strong>', '</strong>', '<br>', '<br/>', '<hr>', '<p>', '<div style="x">', '</div>',
    '<font color="red">', '</font>', '<span style=\'color: red\'>', '<a href="http://a.example/">', "<a href='mailto:a@b'>", '<a href=xmpp:a@b>', '<a href="javascript:x">', '</a>', ' href=', '"', "'",
    '<img src=x onerror=y>', '<script>', '<body>', '<html>', '&', '&amp;', '&lt;', '&gt;', '&quot;', '&#91;', '&#x5b;', '&#0;', '&#xd800;', '&#1114112;', '&nbsp;', '&bogus;', ';',
    '[', '[OTR]', '[O', 'TR]', 'O', 'T', 'R', '\u041e', '\u0422', '\uff3b', '\ufe47', '\u200b', '\u202e', '\u2066', '\u2069', '\u0301', '\u3164',
    ' ', '\t', '\n', '\r', '\r\n', '\0', '\u001b', '\u0085', 'word', 'x', '\u{1f642}', '\ud83d', '\ude42', '\u4e00', '?OTR', 'http://a.example/'],
  samples: [
    '<HTML><BODY><FONT COLOR="#000000">Hello <b>you</b></FONT></BODY></HTML>',
    '<html xmlns="http://jabber.org/protocol/xhtml-im"><body><p style="a">x</p></body></html>',
    'see <a href="https://example.org/?a=1&amp;b=2">this</a> &lt;3',
    '[OTR] Private conversation with bob started.',
    'a < b & c > d "e" \'f\'',
  ],
};

/** Everything that our HTML may hold: balanced styles, links without quotes in them, entities. */
const TAG = /<(?:(\/?)(b|i|u|s|a)|br|a href="(?:https?:\/\/|mailto:|xmpp:)[^"<>\s]+")>/gi;

function mustBeSafe(html: string): void {
  const open: string[] = [];
  const rest = html.replace(TAG, (tag, slash: string | undefined, name: string | undefined) => {
    if (slash === '/') must(open.pop() === name, 'a tag is closed that is not open');
    else if (tag !== '<br>') open.push(tag.startsWith('<a') ? 'a' : (name ?? ''));
    return '';
  });
  must(open.length === 0, 'a tag stays open');
  must(!/[<>]/.test(rest), 'something of markup is left');
  must(!/(?![\n\t])\p{Cc}/u.test(rest), 'a control character is left');
}

/** What a person reads in HTML of ours. */
function read(html: string): string {
  return unescapeHtml(html.replace(/<br>/g, '\n').replace(/<[^>]*>/g, ''));
}

export const markup: Target<Parts> = {
  name: 'controller-markup',
  make: (dice) => makeParts(dice, GRAMMAR),
  size: sizeOf,
  readers: 8,
  run: (parts) => {
    const text = textOf(parts);
    // Megabytes are for time and memory; what is said about them below holds for shorter texts too.
    if (text.length > 1e6) for (const reader of READERS) reader(text);
    else check(text);
  },
};

/** Everything that reads what a stranger wrote. */
const READERS: readonly ((text: string) => unknown)[] = [
  sanitize,
  (text) => shownText(text, 'plain'),
  withoutForgedMark,
  quoted,
  formShownBy,
  (text) => payloadOf(text, 'html'),
  (text) => payloadOf(text, 'plain'),
];

function check(text: string): void {
  for (const html of [sanitize(text), shownText(text, 'plain')]) {
    mustBeSafe(html);
    must(!read(html).includes('[OTR]'), 'a line of ours is imitated');
  }
  must(!read(withoutForgedMark(text)).includes('[OTR]'), 'a line of ours is imitated in clear');
  const tokens = tokenize(text);
  const sources = tokens.map((token) => token.source).join('');
  must(sources === text, 'something was swallowed');
  for (const token of tokens) if (token.kind === 'tag') hrefOf(token.attributes);
  const line = quoted(text);
  must(Array.from(line).length <= 301, 'a quotation without end');
  must(!/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line), 'a quotation that obeys its writer');
  must(unescapeHtml(escapeHtml(text)) === text, 'plain text does not come through');
  formShownBy(text);
  for (const form of ['html', 'plain'] as const) mustBeSafe(shownText(payloadOf(text, form), form));
}
