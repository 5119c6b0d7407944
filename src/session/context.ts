// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import { wipe } from '../crypto/secret.js';
import { type Commitment } from '../protocol/ake/state.js';
import type { CorrespondentOptions } from './api.js';
import type { NoticeCode, SessionEvent, SessionInfo, Version } from './events.js';
import { describe } from './describe.js';
import type { Instance } from './instance.js';
import { Instances } from './instances.js';
import { contactLimit, errorLimit, pauseLimit, queryLimit, repeatLimit } from './limits.js';
import { Outbox } from './outbox.js';
import { Reassembly } from './reassembly.js';
import { Selection } from './selection.js';

/** Our D-H Commit to whoever answers: version 3 sends it before it knows an instance. */
export interface OpenCommit {
  readonly commitment: Commitment;
  readonly since: number;
}

/** Everything that one correspondent's parts share. Events are collected, and leave with `drain`. */
export class Context {
  readonly options: CorrespondentOptions;
  readonly instances = new Instances();
  readonly selection: Selection;
  readonly outbox = new Outbox();
  readonly reassembly = new Reassembly();
  readonly errors = errorLimit();
  readonly queries = queryLimit();
  readonly exchanges = contactLimit();
  readonly repeats = repeatLimit();
  readonly pauses = pauseLimit();
  identity: DsaPrivateKey | null;
  openCommit: OpenCommit | null = null;
  /** When the person last asked for a session that has not come yet. */
  requestedAt: number | null = null;
  /** A plaintext message has come since there was no session. */
  heardPlaintext = false;
  /** The highest version that this contact has had a session with. */
  highestVersion: Version | 0 = 0;
  /** Encoded messages that wait for our key, and since when. */
  waiting: string[] = [];
  waitingSince = 0;
  #identityAsked = false;
  #lastRun = 0;
  #events: SessionEvent[] = [];

  constructor(options: CorrespondentOptions) {
    this.options = options;
    this.identity = options.identity;
    const isTrusted = (fingerprint: string): boolean => options.isTrusted(fingerprint);
    this.selection = new Selection(this.instances, isTrusted);
  }

  get now(): number {
    return this.options.tools.now();
  }

  emit(event: SessionEvent): void {
    this.#events.push(event);
  }

  notice(code: NoticeCode, text?: string): void {
    this.emit(text === undefined ? { kind: 'notice', code } : { kind: 'notice', code, text });
  }

  drain(): readonly SessionEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  describe(instance: Instance): SessionInfo {
    return describe(instance, this.options);
  }

  /** The name of a new comparison of secrets. */
  newRunId(): number {
    this.#lastRun += 1;
    return this.#lastRun;
  }

  /** Our private key, or null after asking for it, once. */
  needIdentity(): DsaPrivateKey | null {
    if (this.identity === null && !this.#identityAsked) {
      this.#identityAsked = true;
      this.emit({ kind: 'identity-needed' });
    }
    return this.identity;
  }

  identityFailed(): void {
    this.#identityAsked = false;
    this.waiting = [];
  }

  setOpenCommit(commitment: Commitment | null): void {
    if (this.openCommit !== null) {
      const { ours, r } = this.openCommit.commitment;
      wipe([ours.secret, r]);
    }
    this.openCommit = commitment === null ? null : { commitment, since: this.now };
  }
}
