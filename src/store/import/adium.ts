// SPDX-License-Identifier: GPL-2.0-or-later
import { StoreFault } from '../problem.js';
import { Source } from '../source.js';
import { BinaryPlist, isBinaryPlist, type PlistObject } from './binary-plist.js';
import { parseXml, type XmlElement } from './xml.js';

/** Adium's own number of an account to the account's name. */
export type AdiumAccounts = ReadonlyMap<string, string>;

/** Reads Adium's Accounts.plist, in XML or binary; throws StoreFault. */
export function readAdiumAccounts(bytes: Uint8Array): AdiumAccounts {
  const source = new Source(bytes);
  const accounts = isBinaryPlist(bytes)
    ? accountsInBinary(new BinaryPlist(source.bytes))
    : accountsInXml(parseXml(source));
  return new Map(
    accounts.flatMap((account) => {
      const id = account.get('ObjectID');
      const name = account.get('UID');
      return id === undefined || name === undefined ? [] : [[id, name] as const];
    }),
  );
}

type Texts = ReadonlyMap<string, string>;

/** `<dict>` holds `<key>` and value by turns. */
function accountsInXml(plist: XmlElement): readonly Texts[] {
  const list = plist.children[0]?.children ?? [];
  const at = list.findIndex(({ name, text }) => name === 'key' && text === 'Accounts');
  const accounts = list[at + 1]?.children;
  if (plist.name !== 'plist' || at === -1 || accounts === undefined) throw noAccounts();
  return accounts.map(
    ({ children }) =>
      new Map(
        children.flatMap(({ name, text }, i) =>
          name === 'key' ? [[text, children[i + 1]?.text ?? ''] as const] : [],
        ),
      ),
  );
}

function accountsInBinary(plist: BinaryPlist): readonly Texts[] {
  const list = plist.object(valueIn(plist, plist.object(plist.top), 'Accounts') ?? -1);
  if (list?.kind !== 'array') throw noAccounts();
  return list.items.map((item) => {
    const account = plist.object(item);
    const texts = ['ObjectID', 'UID'].map((key) => {
      const number = valueIn(plist, account, key);
      return [key, number === null ? null : textIn(plist.object(number))] as const;
    });
    return new Map(texts.filter((pair): pair is readonly [string, string] => pair[1] !== null));
  });
}

/** The number of the value that a dictionary has for `key`. */
function valueIn(plist: BinaryPlist, dict: PlistObject, key: string): number | null {
  if (dict?.kind !== 'dict') return null;
  const at = dict.keys.findIndex((number) => textIn(plist.object(number)) === key);
  return dict.values[at] ?? null;
}

function textIn(object: PlistObject): string | null {
  return object?.kind === 'text' ? object.text : null;
}

function noAccounts(): StoreFault {
  return new StoreFault('wrong-kind', 1, 'no list of accounts');
}
