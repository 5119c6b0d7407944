// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from 'node:fs';
import { Correspondent, type SessionChoice, type SessionEvent, systemRandom } from '../engine.js';
import { type Account, FileTrouble } from './account.js';
import { type Options, parsePolicy, parseSize } from './options.js';
import { contextReport, type Report, reportOf } from './report.js';

type Command = (argument: Buffer) => void | Promise<void>;

/** A command that could not be carried out; the message says why. */
class Refusal extends Error {}

/** The commands of the line protocol, carried out by our engine. */
export class Commands {
  readonly #account: Account;
  readonly #emit: (report: Report) => void;
  /** One for each buddy that has been spoken of. */
  readonly #conversations = new Map<string, Correspondent>();
  #peer: string;
  #instanceTag: number;
  #policy;
  #fragmentSize;
  /** Milliseconds: all time that `age` has told of. Nothing else makes time pass here. */
  #clock = 0;

  readonly #table: Readonly<Record<string, Command>> = {
    recv: (argument) => this.#receive(Buffer.from(argument.toString(), 'base64')),
    recvfile: (argument) => this.#receive(contentOf(argument.toString())),
    send: (argument) => this.#report(this.#correspondent.send(argument.toString())),
    sendb64: (argument) => {
      const text = Buffer.from(argument.toString(), 'base64').toString();
      return this.#report(this.#correspondent.send(text));
    },
    start: () => this.#report(this.#correspondent.start()),
    end: () => this.#report(this.#correspondent.end()),
    'end-one': () => this.#report(this.#correspondent.endOne(this.#correspondent.current())),
    instance: (argument) => {
      if (!this.#correspondent.select(choiceOf(argument.toString()))) refuse('no such session');
    },
    peer: (argument) => {
      this.#peer = argument.toString();
    },
    newinstag: async () => {
      this.#instanceTag = await this.#account.newInstanceTag();
      // Somebody who has another tag is another program: it has no sessions.
      this.#conversations.clear();
    },
    'smp-start': (argument) => this.#ask(argument.toString(), null),
    'smp-ask': (argument) => {
      const [question = '', ...secret] = argument.toString().split(' :: ');
      if (secret.length === 0) refuse('smp-ask QUESTION :: SECRET');
      return this.#ask(secret.join(' :: '), question);
    },
    'smp-respond': (argument) => this.#answer(argument.toString()),
    'smp-abort': () => this.#abort(),
    symkey: (argument) => this.#useExtraKey(argument.toString()),
    policy: (argument) => {
      this.#policy = parsePolicy(argument.toString()) ?? refuse('bad policy');
    },
    fragsize: (argument) => {
      this.#fragmentSize = parseSize(argument.toString()) ?? refuse('bad size');
    },
    age: (argument) => this.#age(parseSize(argument.toString()) ?? refuse('bad number')),
    trust: (argument) => this.#trust(argument.toString()),
    status: () => {
      for (const session of this.#correspondent.sessions())
        this.#emit(contextReport(session, this.#trustOf));
    },
    fingerprints: () => {
      for (const known of this.#account.known()) this.#emit({ ev: 'known_fp', ...known });
    },
    quit: () => undefined,
  };

  constructor(options: Options, account: Account, emit: (report: Report) => void) {
    this.#account = account;
    this.#emit = emit;
    this.#peer = options.peer;
    this.#instanceTag = account.instanceTag;
    this.#policy = options.policy;
    this.#fragmentSize = options.fragmentSize;
  }

  get #correspondent(): Correspondent {
    const known = this.#conversations.get(this.#peer);
    if (known !== undefined) return known;
    const made = this.#converseWith(this.#peer);
    this.#conversations.set(this.#peer, made);
    return made;
  }

  #converseWith(peer: string): Correspondent {
    return new Correspondent({
      tools: { random: systemRandom, now: () => this.#clock },
      identity: this.#account.key,
      instanceTag: this.#instanceTag,
      policy: () => this.#policy,
      maxMessageSize: () => this.#fragmentSize,
      queryExplanation: () => 'This is a request for a private conversation with OTR.',
      isTrusted: (fingerprint) => this.#account.trustOf(peer, fingerprint) !== '',
      errorText: (code) => `The message could not be used: ${code}.`,
    });
  }

  /** Carries out one command and reports everything that it causes, `done` last. */
  async run(name: string, argument: Buffer): Promise<void> {
    try {
      const command = Object.hasOwn(this.#table, name) ? this.#table[name] : undefined;
      await (command ?? (() => refuse('unknown command')))(argument);
    } catch (error) {
      const what = String(error instanceof Error ? error.message : error);
      this.#emit({ ev: isRefusal(error) ? 'error' : 'exception', what });
    }
    this.#emit({ ev: 'done', cmd: name });
  }

  readonly #trustOf = (fingerprint: string): string =>
    this.#account.trustOf(this.#peer, fingerprint);

  async #report(events: readonly SessionEvent[]): Promise<void> {
    const peer = this.#peer;
    const fresh: string[] = [];
    for (const event of events) {
      if (event.kind === 'fingerprint' && !this.#account.isKnown(peer, event.fingerprint)) {
        this.#emit({ ev: 'fingerprint', fp: event.fingerprint });
        fresh.push(event.fingerprint);
      }
      const report = reportOf(event, this.#trustOf);
      if (report !== null) this.#emit(report);
    }
    for (const fingerprint of fresh) await this.#account.setTrust(peer, fingerprint, '');
  }

  #receive(message: Buffer): Promise<void> {
    return this.#report(this.#correspondent.receive(message.toString()));
  }

  async #age(seconds: number): Promise<void> {
    this.#clock += seconds * 1000;
    for (const correspondent of this.#conversations.values())
      while ((correspondent.nextDeadline() ?? Infinity) <= this.#clock)
        await this.#report(correspondent.tick());
  }

  async #trust(word: string): Promise<void> {
    const { fingerprint } = this.#correspondent.current();
    if (fingerprint === '') refuse('no fingerprint');
    await this.#account.setTrust(this.#peer, fingerprint, word);
  }

  #ask(secret: string, question: string | null): Promise<void> {
    const session = this.#correspondent.current();
    return this.#report(this.#correspondent.smpStart(session, secret, question));
  }

  async #answer(secret: string): Promise<void> {
    const asked = this.#correspondent.smpRuns().find(({ waitsFor }) => waitsFor === 'our-answer');
    if (asked !== undefined) await this.#report(this.#correspondent.smpAnswer(asked.id, secret));
  }

  async #abort(): Promise<void> {
    for (const { id } of this.#correspondent.smpRuns())
      await this.#report(this.#correspondent.smpAbort(id));
  }

  async #useExtraKey(argument: string): Promise<void> {
    const [, use, data = ''] =
      /^(0x[0-9a-f]{1,8}|\d{1,10})(?: ((?:[0-9a-f]{2})*))?$/i.exec(argument) ?? refuse('bad use');
    if (this.#correspondent.current().state !== 'encrypted') refuse('not encrypted');
    await this.#report(this.#correspondent.useExtraKey(Number(use), Buffer.from(data, 'hex')));
  }
}

/** `best`, `recent`, `master` (the one without a tag), or a tag. */
function choiceOf(argument: string): SessionChoice {
  if (argument === 'best') return 'most-secure';
  if (argument === 'recent') return 'most-recent';
  if (argument === 'master') return { version: 2, theirTag: 0 };
  const theirTag = /^[0-9a-f]{1,8}$/i.test(argument) ? Number.parseInt(argument, 16) : 0;
  return theirTag === 0 ? refuse('bad instance') : { version: 3, theirTag };
}

/** Nothing went wrong in the engine: the command or the disk did not allow it. */
function isRefusal(error: unknown): boolean {
  return error instanceof Refusal || error instanceof FileTrouble;
}

function refuse(why: string): never {
  throw new Refusal(why);
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return refuse('cannot read the file');
  }
}
