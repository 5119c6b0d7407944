// SPDX-License-Identifier: GPL-2.0-or-later
import { Source } from '../source.js';
import { encodeLatin1, exactUtf8 } from '../text.js';

/** An element with the text that stands directly in it. Attributes are not kept: no file needs them. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** One that is not closed yet. */
interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const MAX_DEPTH = 64;
/** Characters of one tag with its attributes. */
const MAX_TAG = 65_536;

const TAG = /^<(\/?)([^\s<>/=!?]+)(?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/;
/** What says nothing: declarations, instructions, comments. A DOCTYPE that declares is refused. */
const SKIPPED: readonly (readonly [string, string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!DOCTYPE', '>'],
];
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Reads what programs write as their lists of accounts in XML: elements, text, and the entities of
 * XML itself. Throws StoreFault for anything else, such as declared entities or CDATA.
 */
export function parseXml(source: Source): XmlElement {
  const text = exactUtf8(source.bytes);
  if (text === null) throw source.fault(0, 'no UTF-8');
  return new XmlReader(source, text).read();
}

/** The text of the first child with this name; null when there is none. */
export function textOf(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text ?? null;
}

class XmlReader {
  readonly #source: Source;
  readonly #text: string;
  readonly #open: OpenElement[] = [{ name: '', text: '', children: [] }];
  #at = 0;

  constructor(source: Source, text: string) {
    this.#source = source;
    this.#text = text;
  }

  read(): XmlElement {
    while (this.#at < this.#text.length) this.#next();
    const [root, second] = this.#top().children;
    if (this.#open.length > 1) throw this.#fault('element never closed');
    if (root === undefined || second !== undefined || this.#top().text.trim() !== '')
      throw this.#fault('not one element');
    return root;
  }

  /** Takes the text up to a tag, or one tag, or something that is skipped. */
  #next(): void {
    const tag = this.#text.indexOf('<', this.#at);
    const end = tag === -1 ? this.#text.length : tag;
    if (end > this.#at) {
      this.#top().text += this.#plain(this.#text.slice(this.#at, end));
      this.#at = end;
      return;
    }
    const skipped = SKIPPED.find(([begin]) => this.#text.startsWith(begin, this.#at));
    if (skipped === undefined) this.#tag();
    else this.#skip(skipped[1]);
  }

  #skip(ending: string): void {
    const end = this.#text.indexOf(ending, this.#at);
    if (end === -1) throw this.#fault('never closed');
    if (ending === '>' && this.#text.slice(this.#at, end).includes('['))
      throw this.#fault('declarations');
    this.#at = end + ending.length;
  }

  #tag(): void {
    const match = TAG.exec(this.#text.slice(this.#at, this.#at + MAX_TAG));
    const [whole = '', closes, name = '', isEmpty] = match ?? [];
    if (match === null) throw this.#fault('no tag');
    if (closes === '/') this.#close(name);
    else this.#begin(name);
    if (isEmpty === '/') this.#close(name);
    this.#at += whole.length;
  }

  #begin(name: string): void {
    if (this.#open.length === MAX_DEPTH) throw this.#fault('nested too deep');
    const element = { name, text: '', children: [] };
    this.#top().children.push(element);
    this.#open.push(element);
  }

  #close(name: string): void {
    if (this.#open.length === 1 || this.#open.pop()?.name !== name) throw this.#fault('wrong tag');
  }

  #plain(text: string): string {
    return text.replace(/&([^;&]{0,10};?)/g, (_, entity: string, offset: number) => {
      const [, digits, hex] = /^#(?:(\d+)|x([\da-f]+));$/i.exec(entity) ?? [];
      const code = digits === undefined ? Number.parseInt(hex ?? '', 16) : Number(digits);
      const known = ENTITIES.get(entity.slice(0, -1));
      if (entity.endsWith(';') && known !== undefined) return known;
      if (code >= 1 && code <= 0x10ffff) return String.fromCodePoint(code);
      throw this.#fault('unknown entity', offset);
    });
  }

  #top(): OpenElement {
    const top = this.#open.at(-1);
    if (top === undefined) throw new Error('the document itself was closed');
    return top;
  }

  #fault(detail: string, further = 0): Error {
    const before = this.#text.slice(0, this.#at + further);
    return this.#source.fault(encodeLatin1(before).length, detail);
  }
}
