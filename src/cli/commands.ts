// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from 'node:fs';
import { Correspondent, type SessionEvent, systemRandom } from '../engine.js';
import { type Account, FileTrouble } from './account.js';
import { type Options, parsePolicy, parseSize } from './options.js';
import { contextReport, type Report, reportOf } from './report.js';

type Command = (argument: Buffer) => void | Promise<void>;

/** A command that could not be carried out; the message says why. */
class Refusal extends Error {}

/** The commands of the line protocol, carried out by our engine. */
export class Commands {
  readonly #options: Options;
  readonly #account: Account;
  readonly #emit: (report: Report) => void;
  readonly #correspondent: Correspondent;
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
    this.#options = options;
    this.#account = account;
    this.#emit = emit;
    this.#policy = options.policy;
    this.#fragmentSize = options.fragmentSize;
    this.#correspondent = new Correspondent({
      tools: { random: systemRandom, now: () => this.#clock },
      identity: account.key,
      instanceTag: account.instanceTag,
      policy: () => this.#policy,
      maxMessageSize: () => this.#fragmentSize,
      queryExplanation: () => 'This is a request for a private conversation with OTR.',
      isTrusted: (fingerprint) => this.#trustOf(fingerprint) !== '',
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
    this.#account.trustOf(this.#options.peer, fingerprint);

  async #report(events: readonly SessionEvent[]): Promise<void> {
    const { peer } = this.#options;
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
    const isDue = () => (this.#correspondent.nextDeadline() ?? Infinity) <= this.#clock;
    while (isDue()) await this.#report(this.#correspondent.tick());
  }

  async #trust(word: string): Promise<void> {
    const { fingerprint } = this.#correspondent.current();
    if (fingerprint === '') refuse('no fingerprint');
    await this.#account.setTrust(this.#options.peer, fingerprint, word);
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
