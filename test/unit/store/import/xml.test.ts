// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import { parseXml, textOf, type XmlElement } from '../../../../src/store/import/xml.js';
import { orProblem, type Problem } from '../../../../src/store/problem.js';
import { Source } from '../../../../src/store/source.js';

function read(text: string): XmlElement | Problem {
  return orProblem(() => parseXml(new Source(Buffer.from(text))));
}

test('elements, their text, and what stands between them', () => {
  const text = `<?xml version='1.0' encoding='UTF-8' ?>
    <!DOCTYPE accounts>
    <!-- two <accounts> -->
    <accounts version="1.0" other='"&gt;"'>
      <a0><id type="QString">{1}</id>\t<name>A &amp; B &lt;&quot;&apos;&gt; &#233;&#x1F600;</name></a0>
      <a1/><a2 x="y"/>
    </accounts>
  `;
  expect(read(text)).toMatchObject({
    name: 'accounts',
    children: [
      {
        name: 'a0',
        children: [
          { name: 'id', text: '{1}', children: [] },
          { name: 'name', text: 'A & B <"\'> é😀' },
        ],
      },
      { name: 'a1', children: [] },
      { name: 'a2', children: [] },
    ],
  });
});

test('the first child of a name counts, and one that is missing is null', () => {
  const root = read('<a><b>1</b><b>2</b><c/></a>') as XmlElement;
  expect([textOf(root, 'b'), textOf(root, 'c'), textOf(root, 'd')]).toEqual(['1', '', null]);
});

test.each([
  ['nothing', '', 1],
  ['text alone', 'hello', 1],
  ['two elements', '<a/>\n<b/>', 2],
  ['text behind the element', '<a/>\nx', 2],
  ['never closed', '<a>\n<b>\n</b>', 3],
  ['closed by another', '<a>\n</b>', 2],
  ['closed too often', '<a/>\n</a>', 2],
  ['a comment without end', '<a/>\n<!-- ', 2],
  ['an entity that is not XML’s', '<a>\n&nbsp;</a>', 2],
  ['an entity without end', '<a>&amp</a>', 1],
  ['an ampersand alone', '<a>a & b</a>', 1],
  ['a character that is none', '<a>&#x110000;</a>', 1],
  ['the character zero', '<a>&#0;</a>', 1],
  ['declared entities', '<!DOCTYPE a [ <!ENTITY b "c"> ]>\n<a/>', 1],
  ['CDATA', '<a><![CDATA[b]]></a>', 1],
  ['an attribute without quotes', '<a b=c/>', 1],
  ['a tag in a tag', '<a <b/>>', 1],
  ['nesting without end', '<a>\n'.repeat(100), 64],
  ['an attribute without end', `<a b="${'x'.repeat(5_000_000)}"/>`, 1],
  ['attributes without end', `<a ${'b="c" '.repeat(1_000_000)}/>`, 1],
])('%s is refused', (_name, text, line) => {
  expect(read(text)).toMatchObject({ kind: 'problem', code: 'syntax', line });
});

test('whatever the text is, there is an element or a problem', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<a/>',
    '<',
    '>',
    '&',
    '&lt;',
    '"',
    '<!--',
    '-->',
    '<?',
    'x',
    '[',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const result = read(pieces.join(''));
      if (!('children' in result)) expect(result.code).toBe('syntax');
      else expect(result.name).toBe('a');
    }),
  );
});
