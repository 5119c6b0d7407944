// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import type { RandomSource } from '../crypto/random.js';
import type {
  InstanceRef,
  OpenSmpRun,
  SessionChoice,
  SessionEvent,
  SessionInfo,
  SessionRef,
} from './events.js';
import type { Policy } from './policy.js';

/** Randomness and time, injected so that every run can be replayed. */
export interface Tools {
  /** For keys, exponents, blinding and instance tags: the system's, or in tests a seeded one. */
  readonly random: RandomSource;
  /** Milliseconds; only differences count. */
  now(): number;
}

/** What a Correspondent is made of, and what it asks while it works. None of it may throw. */
export interface CorrespondentOptions {
  /** Where randomness and time come from. */
  readonly tools: Tools;
  /** Our long-term key, or null while it is not there yet (see 'identity-needed'). */
  readonly identity: DsaPrivateKey | null;
  /** Our instance tag for this account, >= 0x100. */
  readonly instanceTag: number;
  /** Asked whenever it matters, so that a change of settings takes effect at once. */
  policy(): Policy;
  /** Longest packet in characters that the network takes; 0: no limit. */
  maxMessageSize(): number;
  /** The sentence that follows the query tag, or '' (IRC). No digits, no commas, below 200. */
  queryExplanation(): string;
  /** Whether the person or SMP has verified this fingerprint of the contact's. */
  isTrusted(fingerprint: string): boolean;
  /**
   * Whether kept text may go to this key without asking: false when it is not the key that the
   * person has verified for this contact. Left out: yes.
   */
  accepts?(fingerprint: string): boolean;
  /**
   * What goes into an encrypted message for the owner of this key in place of `text`. What is kept,
   * told of and given back is `text` as the person sent it. Left out: `text` itself.
   */
  payload?(text: string, fingerprint: string): string;
  /**
   * Whether a step of a comparison is calculated in parts of some 4 ms, one in each `tick`:
   * `nextDeadline` asks for them, and what the step comes to is told by the last. Left out: at once.
   */
  readonly inParts?: boolean;
  /** Our words for the peer's eyes when something of theirs was refused. */
  errorText(code: 'not-in-private' | 'unreadable' | 'malformed'): string;
}

/**
 * One contact of one account: all instances, all sessions. No method throws because of what a peer
 * sent; each returns what is to be done, in order.
 */
export interface CorrespondentApi {
  /** The session that the next message of the person's will use. */
  current(): SessionInfo;
  /** Every instance that is kept, most recently heard first. */
  sessions(): readonly SessionInfo[];
  /**
   * The person chooses which session their messages go to; the choice at first is 'most-secure'.
   * False, and no change, when the instance has no session.
   */
  select(choice: SessionChoice): boolean;
  /** The choice that holds now. */
  selection(): SessionChoice;
  /** Whether nothing of the person's may leave in clear now: encrypted, finished, or required. */
  isProtected(): boolean;
  /** Whether text is kept until a session stands, or would be: an exchange is on its way. */
  isWaiting(): boolean;
  /** The person sends `text`. */
  send(text: string): readonly SessionEvent[];
  /** `text` arrived from the network. */
  receive(text: string): readonly SessionEvent[];
  /** The person asks for a session, or refreshes it. */
  start(): readonly SessionEvent[];
  /** The person ends every session with this contact; `finished` becomes plaintext. */
  end(): readonly SessionEvent[];
  /**
   * The person ends the session with this instance alone. Others go on, so `current` tells whether
   * what is written next is private.
   */
  endOne(instance: InstanceRef): readonly SessionEvent[];
  /** The key that 'identity-needed' asked for; messages that waited for it are carried on. */
  identityReady(identity: DsaPrivateKey): readonly SessionEvent[];
  /** The key could not be made: what waited is given up, kept text comes back. */
  identityFailed(): readonly SessionEvent[];
  /** When `tick` wants to be called at the latest, on the clock of `tools.now`; null: never. */
  nextDeadline(): number | null;
  /** Time has passed: expiries are carried out. */
  tick(): readonly SessionEvent[];
  /**
   * Asks the contact whether they know `secret` (UTF-8 of it is compared, unchanged), in the session
   * that was on the screen: 'smp-gone' when it is there no longer. A run that we asked for before is
   * aborted; while the contact's own request is open, ours waits for its end.
   */
  smpStart(session: SessionRef, secret: string, question: string | null): readonly SessionEvent[];
  /** Answers the contact's request with this id; 'smp-gone' when it is open no longer. */
  smpAnswer(run: number, secret: string): readonly SessionEvent[];
  /** Stops the run with this id, and with it one in the other direction: abort names neither. */
  smpAbort(run: number): readonly SessionEvent[];
  /** Every comparison that is open. */
  smpRuns(): readonly OpenSmpRun[];
  /** The extra symmetric key of the current session, announced to the peer. */
  useExtraKey(use: number, useData: Uint8Array): readonly SessionEvent[];
}
