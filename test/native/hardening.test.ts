// SPDX-License-Identifier: GPL-2.0-or-later
/** What ships, as the linker left it: what it shows to others, and what the compiler has put in its way. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const plugin = join(__dirname, '../../build/plugin');
const runtime = 'otr-ts/otr-runtime.so';
const objects = ['otr-ts.so', runtime, 'otr-ts/otr-pidgin.so'];

function lines(program: string, ...args: string[]): string[] {
  return execFileSync(program, args, { encoding: 'utf8' }).split('\n');
}

/** The last word of each line of nm: the symbol. */
function symbols(object: string, ...args: string[]): string[] {
  const all = lines('nm', '-D', '--format=just-symbols', ...args, join(plugin, object));
  return all.filter((line) => line !== '').map((line) => line.replace(/@.*/, ''));
}

it.each([
  ['otr-ts.so', 'purple_init_plugin'],
  [runtime, 'otr_engine'],
  ['otr-ts/otr-pidgin.so', 'otr_pidgin'],
])('%s shows %s and nothing else', (object, name) => {
  expect(symbols(object, '--defined-only')).toEqual([name]);
});

it('only the runtime object needs libnode', () => {
  const needs = (object: string): boolean =>
    lines('readelf', '-Wd', join(plugin, object)).some((line) => /NEEDED.*libnode/.test(line));
  expect(objects.filter(needs)).toEqual([runtime]);
});

describe.each(objects)('%s', (object) => {
  const dynamic = lines('readelf', '-Wd', join(plugin, object)).join('\n');
  const segments = lines('readelf', '-Wl', join(plugin, object));
  const flagsOf = (segment: string): string[] =>
    segments.flatMap(
      (line) =>
        new RegExp(`^ *${segment} +(?:0x[0-9a-f]+ +){5}([RWE ]{3})`)
          .exec(line)?.[1]
          ?.replaceAll(' ', '') ?? [],
    );

  it('has all its addresses set before it runs, and read-only from then on', () => {
    expect(dynamic).toMatch(/FLAGS\).*BIND_NOW/);
    expect(flagsOf('GNU_RELRO')).toEqual(['R']);
  });

  it('has no stack and no other memory that is both written and run', () => {
    expect(flagsOf('GNU_STACK')).toEqual(['RW']);
    const loaded = flagsOf('LOAD');
    expect(loaded).toContain('RE');
    expect(loaded.filter((flags) => flags.includes('W') && flags.includes('E'))).toEqual([]);
  });

  it('guards its stack, and lets glibc check lengths (FORTIFY)', () => {
    const used = symbols(object, '--undefined-only');
    expect(used).toContain('__stack_chk_fail');
    expect(used).toContain('__explicit_bzero_chk');
  });

  it('can be put anywhere, and looks for libraries where the system has them', () => {
    expect(dynamic).not.toMatch(/TEXTREL|RPATH|RUNPATH/);
    // It stays mapped: its helper thread may still be at work.
    expect(dynamic).toMatch(/FLAGS_1\).*NODELETE/);
  });
});
