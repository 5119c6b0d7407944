// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { escapeHtml, tokenize, unescapeHtml } from '../../../src/controller/html.js';
import { sanitize, shownText, withoutForgedMark } from '../../../src/controller/markup.js';
import { quoted } from '../../../src/controller/quoted.js';
import { payloadOf } from '../../../src/controller/typed-text.js';

/** HTML-like text: what people, programs and attackers write. */
const htmlLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['<b>', '</b>', '<i>', '</I>', '<br>', '<br/>', '<u>', '</u>', '<s>', '</s>', '<a>'],
        ...['<a href="http://x.example/?a=1&amp;b">', "<a href='javascript:alert(1)'>", '</a>'],
        ...['<script>', '</script>', '<img src=x onerror=y>', '<font color="#f00">', '</font>'],
        ...['&lt;', '&amp;', '&quot;', '&#91;', '&#x5b;', '&unknown;', '&', '<', '>', '[', ']'],
        ...['OTR', 'o', 'T', 'r', '\n', '\r\n', '\t', '\0', '\u200b', '\u202e', ' ', '"', "'"],
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** What a person reads: text without tags, line breaks as newlines. */
function read(html: string): string {
  return tokenize(html)
    .map((token) => {
      if (token.kind === 'text') return token.text;
      return token.name === 'br' ? '\n' : '';
    })
    .join('');
}

describe('sanitize', () => {
  test.each([
    ['plain', 'plain'],
    ['a <b>c</b> <i>d</i> <u>e</u> <s>f</s>', 'a <b>c</b> <i>d</i> <u>e</u> <s>f</s>'],
    ['<STRONG>a</STRONG> <em class="x">b</em> <del>c</del>', '<b>a</b> <i>b</i> <s>c</s>'],
    ['a < b & c <3', 'a &lt; b &amp; c &lt;3'],
    ['1 &lt; 2 &amp;&amp; &quot;x&quot;', '1 &lt; 2 &amp;&amp; "x"'],
    ['one\ntwo\r\nthree<br/>four', 'one<br>two<br>three<br>four'],
    ['<b>open', '<b>open</b>'],
    ['<b><i>crossed</b></i>', '<b><i>crossed</i></b>&lt;/i&gt;'],
    ['</b>', '&lt;/b&gt;'],
    ['<FONT COLOR="#ff0000" FACE="x">red</FONT>', 'red'],
    ['<font>', '&lt;font&gt;'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['<img src="http://x/track.png">', '&lt;img src="http://x/track.png"&gt;'],
    ['<a href="https://x.example/">x</a>', '<a href="https://x.example/">x</a>'],
    ["<A HREF='xmpp:a@b?x;y=\"'>x</A>", '<a href="xmpp:a@b?x;y=%22">x</a>'],
    ['<a href="javascript:alert(1)">x</a>', '&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt;'],
    [
      '<a onclick="y" title="href=http://z">x</a>',
      '&lt;a onclick="y" title="href=http://z"&gt;x&lt;/a&gt;',
    ],
    ['bell\u0007', 'bell\ufffd'],
  ])('%s', (html, shown) => {
    expect(sanitize(html)).toBe(shown);
  });

  test('gives balanced tags of the whitelist only, and no control characters', () => {
    fc.assert(
      fc.property(htmlLike, (html) => {
        const open: string[] = [];
        for (const token of tokenize(sanitize(html))) {
          if (token.kind === 'text') {
            expect(token.text).not.toMatch(/(?![\t])\p{Cc}/u);
            continue;
          }
          expect(['b', 'i', 'u', 's', 'a', 'br']).toContain(token.name);
          expect(token.attributes).toMatch(/^( href="(https?:\/\/|mailto:|xmpp:)[^"<>\s]+")?$/i);
          if (token.name === 'br') continue;
          if (token.closing) expect(open.pop()).toBe(token.name);
          else open.push(token.name);
        }
        expect(open).toEqual([]);
      }),
    );
  });

  test('swallows no text', () => {
    fc.assert(
      fc.property(htmlLike, (html) => {
        const withoutTags = tokenize(html)
          .map((token) => (token.kind === 'text' ? token.text : ''))
          .join('');
        const visible = (text: string): string => text.replace(/[\s\p{Cc}\ufffd[(]/gu, '');
        const shown = visible(read(sanitize(html)));
        for (const word of visible(withoutTags)) expect(shown).toContain(word);
      }),
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(htmlLike, (html) => {
        const once = sanitize(html);
        expect(sanitize(once)).toBe(once);
      }),
    );
  });

  test('never shows the mark of our own lines', () => {
    const parts = [
      '[',
      '&#91;',
      '<b>',
      '</b>',
      '\u200b',
      ' ',
      'O',
      'o',
      'О',
      'T',
      't',
      'R',
      ']',
      '<x>',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (tokens) => {
        const html = tokens.join('');
        const shown = (text: string): string =>
          read(text)
            .normalize('NFKC')
            .replace(/[\s\u200b]/g, '')
            .toUpperCase()
            .replaceAll('О', 'O');
        expect(shown(sanitize(html))).not.toContain('[OTR');
        expect(shown(withoutForgedMark(html))).not.toContain('[OTR');
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    '[OTR] x',
    '[<b>O</b>TR] x',
    '［ＯＴＲ］ x',
    '[0tr] x',
    '&#91;ОТR] x',
    'a<br>[ O\u200bTR]',
    '<x \n[OTR]>',
  ])('a forged line: %s', (html) => {
    expect(sanitize(html)).not.toMatch(/[[［]/);
  });

  // What Unicode's list of confusable characters (UTS 39) has for O, T and R, and letters with marks.
  test.each([
    '[\u1ecc\u1e6e\u0158] x',
    '[\u00d6TR] x',
    '[\ua4f3\ua4d4\ua4e3] x',
    '[\u2c9e\u2ca6R] x',
    '[\u2d54\u13a2\u13a1] x',
    '[\u07c0\u22a4\u13d2] x',
    '[O\u2800TR] x',
    '\u27ecOTR\u27ed x',
    '\u298bOTR\u298c x',
    '\u23a1OTR\u23a4 x',
  ])('letters, brackets and blanks that look the same: %s', (html) => {
    expect(sanitize(html)).toMatch(/^\(/);
  });

  test('takes linear time', () => {
    const started = performance.now();
    for (const piece of [
      '<b></i>',
      '<',
      '<a ',
      '<b>',
      '</b>',
      '&',
      '[',
      '<a href="',
      '\u0301',
      '漢',
    ])
      sanitize(piece.repeat(20_000));
    for (const run of ['x', '\u0301', '[\u200b']) sanitize(run.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('shownText', () => {
  test('of plain text interprets and swallows nothing', () => {
    fc.assert(
      fc.property(htmlLike, (text) => {
        const shown = shownText(text, 'plain');
        const lines = text.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '\ufffd');
        expect(read(shown).replaceAll('(', '[')).toBe(lines.replaceAll('(', '['));
        for (const token of tokenize(shown))
          if (token.kind === 'tag') expect(token.source).toBe('<br>');
      }),
    );
  });

  test('is one text, whatever the form, where nothing speaks for either', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((t) => !/[<>&]/.test(t));
    fc.assert(
      fc.property(text, (plain) => {
        expect(shownText(plain, 'html')).toBe(shownText(plain, 'plain'));
      }),
    );
  });

  test.each([
    ['<div class="x">kept</div>', '&lt;div class="x"&gt;kept&lt;/div&gt;'],
    ['<DIV DIR="ltr"><FONT FACE="Helvetica" ABSZ=12>Adium</FONT></DIV>', 'Adium'],
    ['<BODY BGCOLOR="#FFFFFF">AIM</BODY>', 'AIM'],
    ["<span style='color: red'>XHTML</span>", 'XHTML'],
  ])('looks: %s', (html, shown) => {
    expect(shownText(html, 'html')).toBe(shown);
  });
});

describe('words that are too long to be shown', () => {
  const LONGEST = 2000;
  const long = 'x'.repeat(LONGEST);

  test.each([
    ['as long as may be', long, long],
    ['one more', `${long}y`, `${long}<br>y`],
    ['several times', `${long}${long}y`, `${long}<br>${long}<br>y`],
    ['after a blank', `a b ${long} ${long}y z`, `a b ${long} ${long}<br>y z`],
    ['lines', `${long}\n${long}`, `${long}<br>${long}`],
    ['across tags', `<b>${long}</b>y`, `<b>${long}</b><br>y`],
    ['br', `${long}<br>${long}`, `${long}<br>${long}`],
    ['no pair is torn', `${'x'.repeat(LONGEST - 1)}😀y`, `${'x'.repeat(LONGEST - 1)}<br>😀y`],
    ['no accent', `${'x'.repeat(LONGEST - 1)}e\u0301`, `${'x'.repeat(LONGEST - 1)}<br>e\u0301`],
    ['ideographs can be broken anywhere', '漢'.repeat(LONGEST * 2), '漢'.repeat(LONGEST * 2)],
  ])('%s', (_name, text, shown) => {
    expect(shownText(text, text.includes('<') ? 'html' : 'plain')).toBe(shown);
  });

  test('are broken and nothing is lost, however they are made up', () => {
    const part = fc.oneof(
      fc.constantFrom(' ', '\n', '<b>', '<br>', 'e\u0301', '😀', '\u0301', '漢'),
      fc.nat({ max: 2 * LONGEST }).map((n) => 'x'.repeat(n)),
      fc.nat({ max: 40 }).map((n) => '\u0301'.repeat(n)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const shown = shownText(parts.join(''), 'html');
        const joined = (text: string): string => read(text).replaceAll('\n', '');
        expect(joined(shown)).toBe(joined(parts.join('')));
        const words = read(shown).split(/[\s漢]/);
        expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(LONGEST + 16);
      }),
    );
  });
});

describe('withoutForgedMark', () => {
  test('leaves everything else as libpurple has it', () => {
    const html = '<FONT COLOR="red">x</FONT> [OT] &nbsp; <img id="3">';
    expect(withoutForgedMark(html)).toBe(html);
    expect(withoutForgedMark('<i>[OTR]</i> &lt;')).toBe('<i>(OTR]</i> &lt;');
  });
});

describe('what is typed', () => {
  test.each([
    ['a &lt; b &amp; c', 'a &lt; b &amp; c', 'a < b & c'],
    ['<font color="red"><b>x</b></font>', '<b>x</b>', 'x'],
    ['one<br>two', 'one\ntwo', 'one\ntwo'],
    ['&quot;x&quot; &apos;y&apos; &#9731;', '"x" \'y\' ☃', '"x" \'y\' ☃'],
    [
      '<A HREF="http://x.example/a&amp;b">http://x.example/a&amp;b</A>',
      'http://x.example/a&amp;b',
      'http://x.example/a&b',
    ],
    ['<a href="http://x.example/">x.example</a>', 'x.example', 'x.example'],
    [
      '<a href="http://x.example/">here</a>!',
      '<a href="http://x.example/">here</a>!',
      'here (http://x.example/)!',
    ],
    [
      '<a href="http://x.example/">open',
      '<a href="http://x.example/">open</a>',
      'open (http://x.example/)',
    ],
    ['3 < 4', '3 &lt; 4', '3 < 4'],
  ])('%s', (typed, html, plain) => {
    expect(payloadOf(typed, 'html')).toBe(html);
    expect(payloadOf(typed, 'plain')).toBe(plain);
  });

  test('arrives as it was typed, in both forms', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const typed = escapeHtml(text).replaceAll('\n', '<br>');
        expect(payloadOf(typed, 'plain')).toBe(text);
        expect(unescapeHtml(payloadOf(typed, 'html'))).toBe(text);
      }),
    );
  });
});

describe('somebody else’s words in a line of ours', () => {
  test('are one line, in reading order, and short', () => {
    expect(quoted(' a\n\u202eb\u2066c\u0007 ')).toBe('a b c');
    expect(quoted('x'.repeat(400))).toBe(`${'x'.repeat(300)}…`);
    expect(quoted('😀'.repeat(5), 3)).toBe('😀😀😀…');
    expect(quoted('a [OTR] b')).toBe('a (OTR] b');
  });
});
