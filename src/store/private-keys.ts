// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import { concat, utf8 } from '../wire/bytes.js';
import { type AccountName, isSameAccount } from './account-name.js';
import { readDsaSexp, writeDsaSexp } from './dsa-sexp.js';
import { orProblem, type Problem, StoreFault } from './problem.js';
import { atomOf, childOf, type List, nameOf, parseSexp, type Sexp } from './sexp.js';
import { writeAtom } from './sexp-writer.js';
import { Source } from './source.js';
import { exactUtf8, fromLatin1 } from './text.js';

/** An account's entry that can be used. */
export interface StoredKey extends AccountName {
  /** Tells it from a refused one. */
  readonly kind: 'key';
  /** Its numbers have been checked against each other. */
  readonly key: DsaPrivateKey;
}

/** An entry that cannot; it stays in the file. Names that cannot be read are null. */
export interface RefusedEntry {
  /** Tells it from a usable one. */
  readonly kind: 'refused';
  /** Whose it is. */
  readonly account: string | null;
  /** The protocol of that account. */
  readonly protocol: string | null;
  /** Why it is of no use, and in which line. */
  readonly problem: Problem;
}

/** An entry of `otr.private_key`. */
export type KeyEntry = StoredKey | RefusedEntry;

/** An entry with its text in the file, from the end of the one before. */
interface Piece {
  readonly entry: KeyEntry;
  readonly text: Uint8Array;
}

/**
 * The value of `otr.private_key`. Everything that it does not change stays as it was in the file,
 * byte for byte.
 */
export class PrivateKeys {
  /** What there is before there is a file. */
  static readonly none = new PrivateKeys(fromLatin1('(privkeys'), [], fromLatin1('\n)\n'));

  readonly #head: Uint8Array;
  readonly #pieces: readonly Piece[];
  readonly #tail: Uint8Array;

  private constructor(head: Uint8Array, pieces: readonly Piece[], tail: Uint8Array) {
    this.#head = head;
    this.#pieces = pieces;
    this.#tail = tail;
  }

  /** Reads the file. A Problem: it is none of libotr's, and must not be overwritten. */
  static parse(bytes: Uint8Array): PrivateKeys | Problem {
    return orProblem(() => {
      const source = new Source(bytes);
      const [name, ...items] = keyList(source);
      let end = name.end;
      const pieces = items.map((item) => {
        const text = bytes.subarray(end, item.end);
        end = item.end;
        return { entry: readEntry(source, item), text };
      });
      return new PrivateKeys(bytes.subarray(0, name.end), pieces, bytes.subarray(end));
    });
  }

  /** In the order of the file. */
  get entries(): readonly KeyEntry[] {
    return this.#pieces.map(({ entry }) => entry);
  }

  /** The account's entry. Of several the last counts, as with libotr. */
  find(of: AccountName): KeyEntry | null {
    return this.#pieces[this.#indexOf(of)]?.entry ?? null;
  }

  /** Every key of what is one account to a person; see `isSameAccount`. */
  keysOf(of: AccountName): readonly StoredKey[] {
    return this.entries.filter(
      (entry): entry is StoredKey => entry.kind === 'key' && isSameAccount(entry, of),
    );
  }

  /** The key of this account under another resource. */
  findOtherResource(of: AccountName): StoredKey | null {
    return (
      this.keysOf(of)
        .filter(({ account }) => account !== of.account)
        .at(-1) ?? null
    );
  }

  /** The file with this key in it, in the place of the account's present one. */
  with(of: AccountName, key: DsaPrivateKey): PrivateKeys | Problem {
    const piece = pieceOf(of, key);
    if ('kind' in piece) return piece;
    const index = this.#indexOf(of);
    // A refused entry is no key that could be replaced: the new one goes behind it, where it counts.
    return this.#pieces[index]?.entry.kind === 'key'
      ? this.#withPieces(this.#pieces.map((old, i) => (i === index ? piece : old)))
      : this.#withPieces([...this.#pieces, piece]);
  }

  /** The file with this key behind all others, even of the same account; once. */
  adding(of: AccountName, key: DsaPrivateKey): PrivateKeys | Problem {
    const piece = pieceOf(of, key);
    if ('kind' in piece) return piece;
    const isThere = this.keysOf(of).some((entry) => isOf(entry, of) && entry.key.y === key.y);
    return isThere ? this : this.#withPieces([...this.#pieces, piece]);
  }

  /** The file without any usable key of this account's, or without the one that is given. */
  without(of: AccountName, key?: DsaPrivateKey): PrivateKeys {
    const isMeant = (entry: KeyEntry): boolean =>
      entry.kind === 'key' && isOf(entry, of) && (key === undefined || entry.key.y === key.y);
    return this.#withPieces(this.#pieces.filter(({ entry }) => !isMeant(entry)));
  }

  /** The content of the file: secret. */
  toBytes(): Uint8Array {
    return concat(this.#head, ...this.#pieces.map(({ text }) => text), this.#tail);
  }

  #indexOf(of: AccountName): number {
    return this.#pieces.map(({ entry }) => isOf(entry, of)).lastIndexOf(true);
  }

  #withPieces(pieces: readonly Piece[]): PrivateKeys {
    return new PrivateKeys(this.#head, pieces, this.#tail);
  }
}

function isOf(entry: KeyEntry, { account, protocol }: AccountName): boolean {
  return entry.account === account && entry.protocol === protocol;
}

function pieceOf({ account, protocol }: AccountName, key: DsaPrivateKey): Piece | Problem {
  if (account.includes('\0') || protocol.includes('\0'))
    return new StoreFault('bad-name', 0, 'a name with a zero byte').problem;
  const entry: StoredKey = { kind: 'key', account, protocol, key };
  return { entry, text: fromLatin1(writeEntry(entry)) };
}

function keyList(source: Source): readonly [Sexp, ...Sexp[]] {
  const list = parseSexp(source);
  const [name, ...items] = list.items;
  if (name === undefined || nameOf(list) !== 'privkeys')
    throw source.fault(list.start, 'not a file of private keys', 'wrong-kind');
  return [name, ...items];
}

function readEntry(source: Source, item: Sexp): KeyEntry {
  const account = item.kind === 'list' ? nameIn(item, 'name') : null;
  const protocol = item.kind === 'list' ? nameIn(item, 'protocol') : null;
  const read = orProblem((): KeyEntry => {
    if (item.kind !== 'list' || nameOf(item) !== 'account')
      throw source.fault(item.start, 'not an account', 'wrong-kind');
    if (account === null || protocol === null)
      throw source.fault(item.start, 'name or protocol of an account', 'bad-name');
    const privateKey = childOf(item, 'private-key');
    if (privateKey === null) throw source.fault(item.start, 'no private key', 'incomplete');
    return { kind: 'key', account, protocol, key: readDsaSexp(source, privateKey) };
  });
  return read.kind === 'problem' ? { kind: 'refused', account, protocol, problem: read } : read;
}

/** libotr ends a name at a zero byte: what it would misread is no name to us. */
function nameIn(list: List, child: string): string | null {
  const bytes = atomOf(list, child)?.bytes;
  return bytes === undefined || bytes.includes(0) ? null : exactUtf8(bytes);
}

/** In libotr's own layout. */
function writeEntry({ account, protocol, key }: StoredKey): string {
  const atom = (text: string): string => writeAtom(utf8(text));
  return `\n (account\n(name ${atom(account)})\n(protocol ${atom(protocol)})\n${writeDsaSexp(key)} )`;
}
