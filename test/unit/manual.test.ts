// SPDX-License-Identifier: GPL-2.0-or-later
/** The manual says the same in both languages, and what it and the other texts for people point at is there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const MANUAL = join(ROOT, 'docs/manual');
const LARGEST_PICTURE = 60_000;

function documents(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => join(folder, name));
}

/** Relative targets of the links and pictures of a page, without the part after `#`. */
function targets(page: string): readonly string[] {
  const links = readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/gu);
  return [...links]
    .map(([, target = '']) => target.replace(/#.*$/u, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/u.test(target));
}

const pagesOf = (language: string): readonly string[] =>
  documents(join(MANUAL, language)).map((page) => page.slice(MANUAL.length + '/en/'.length));

const picturesIn = (language: string): readonly string[] =>
  documents(join(MANUAL, language))
    .flatMap(targets)
    .filter((target) => target.endsWith('.png'))
    .map((target) => target.replace(`/${language}/`, '/'))
    .sort();

describe('the texts for people', () => {
  const pages = [
    ROOT,
    join(ROOT, 'docs'),
    join(ROOT, 'docs/decisions'),
    ...['en', 'fr'].map((language) => join(MANUAL, language)),
  ].flatMap(documents);

  it.each(pages)('%s points only at what exists', (page) => {
    const missing = targets(page).filter((target) => !existsSync(join(dirname(page), target)));
    expect(missing).toEqual([]);
  });

  it('the manual has the same pages and the same pictures in both languages', () => {
    expect(pagesOf('fr')).toEqual(pagesOf('en'));
    expect(picturesIn('fr')).toEqual(picturesIn('en'));
    expect(pagesOf('en').length).toBeGreaterThan(5);
  });

  it('every page is in the contents of its language', () => {
    for (const language of ['en', 'fr']) {
      const contents = targets(join(MANUAL, language, 'README.md'));
      const others = pagesOf(language).filter((page) => !page.endsWith('README.md'));
      expect(contents).toEqual(expect.arrayContaining(others));
    }
  });

  it('every picture is small and used', () => {
    const used = pages.flatMap((page) =>
      targets(page).map((target) => join(dirname(page), target)),
    );
    for (const language of ['en', 'fr']) {
      const folder = join(MANUAL, 'pictures', language);
      for (const name of readdirSync(folder)) {
        expect(used).toContain(join(folder, name));
        expect(statSync(join(folder, name)).size).toBeLessThan(LARGEST_PICTURE);
      }
    }
  });
});
