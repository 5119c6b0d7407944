// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { escapeHtml } from '../../../src/controller/html.js';
import { formShownBy } from '../../../src/controller/text-form.js';
import { payloadOf } from '../../../src/controller/typed-text.js';

describe('what a text gives away about the program that wrote it', () => {
  // hosts.md §1.0: what each program puts inside OTR for what a person typed.
  test.each([
    // irssi, HexChat, profanity, mcabber, poezio, WeeChat, Miranda: as typed
    ['a < b & c > d', 'plain'],
    ['I <3 you', 'plain'],
    ['R&D and AT&T', 'plain'],
    ['http://example.org/?a=1&b=2', 'plain'],
    ['-> see', 'plain'],
    ['#include <stdio.h>', 'plain'],
    ['Map<String, Integer>', 'plain'],
    ['write to <me@example.org>', 'plain'],
    ['<nick> hello', 'plain'],
    ['a <p> begins a paragraph', 'plain'],
    ['close it with </b>', 'plain'],
    ['if (a && b) puts("&lt;");', 'plain'],
    // Pidgin with pidgin-otr
    ['a &lt; b &amp; c &gt; d', 'html'],
    ['&quot;quoted&quot;', 'html'],
    ['one<br>two', 'html'],
    ['<b>bold</b> and <i>italic</i>', 'html'],
    ['<FONT COLOR="#ff0000">red</FONT>', 'html'],
    ['<A HREF="http://example.org/?a=1&amp;b=2">http://example.org/?a=1&amp;b=2</A>', 'html'],
    // a link's address is often left unescaped
    ['<a href="http://example.org/?a=1&b=2">here</a>', 'html'],
    // Adium
    ['<FONT FACE="Helvetica" ABSZ=12 COLOR="#000000">I &lt;3 you</FONT>', 'html'],
    // Gajim
    ['one<br/>two', 'html'],
    ['<p style="margin:0">one</p>', 'html'],
    // BitlBee, Psi+, Kopete
    ['it&#39;s 5 &gt; 4', 'html'],
    // what says nothing: most texts
    ['hello', null],
    ['', null],
    ['one\ntwo', null],
    ['"quoted" and it\'s fine', null],
    ['two  blanks,\ta tab', null],
    ['&copy; is no entity that programs write', null],
    ['שלום 😀 \u00e9 e\u0301', null],
  ])('%j: %s', (payload, form) => {
    expect(formShownBy(payload)).toBe(form);
  });

  test('what we write as HTML is never taken for plain text', () => {
    const typed = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme' }).map((text) => escapeHtml(text)),
          fc.constantFrom('<b>x</b>', '<i>&lt;</i>', '<br>', '<font color="red">r</font>'),
          fc.constantFrom('<a href="http://x.example/">y</a>', '<u><s>&amp;</s></u>'),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(typed, (html) => {
        expect(formShownBy(payloadOf(html, 'html'))).not.toBe('plain');
      }),
    );
  });

  test('plain text is taken for HTML only when it holds whole markup or entities', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const form = formShownBy(text);
        if (/[<>]/.test(text.replace(/<[^<>]*>/g, ''))) expect(form).toBe('plain');
        if (!/[<>&]/.test(text)) expect(form).toBeNull();
      }),
    );
  });
});
