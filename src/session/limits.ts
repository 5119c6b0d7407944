// SPDX-License-Identifier: GPL-2.0-or-later

/** At most `count` events in any `span` milliseconds. */
export class RateLimit {
  readonly #count: number;
  readonly #span: number;
  #times: number[] = [];

  constructor(count: number, span: number) {
    this.#count = count;
    this.#span = span;
  }

  /** Counts one more event at `now`, and says whether it was allowed. */
  take(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < this.#span);
    if (this.#times.length >= this.#count) return false;
    this.#times.push(now);
    return true;
  }

  reset(): void {
    this.#times = [];
  }
}

const MINUTE = 60_000;

/** "2 errors a minute" */
export const errorLimit = (): RateLimit => new RateLimit(2, MINUTE);
/** "1 automatic query per 30 s" */
export const queryLimit = (): RateLimit => new RateLimit(1, MINUTE / 2);
/** "3 exchanges a minute", for each instance of a contact */
export const exchangeLimit = (): RateLimit => new RateLimit(3, MINUTE);
/** The same for all instances together: instance tags cost a forger nothing. */
export const contactLimit = (): RateLimit => new RateLimit(12, MINUTE);
/** A commit of ours that is asked for again: queries cost a forger nothing either. */
export const repeatLimit = (): RateLimit => new RateLimit(12, MINUTE);
/** Requests to compare secrets, each of which opens a window. */
export const requestLimit = (): RateLimit => new RateLimit(12, MINUTE);
/** "then a visible 'paused'": once a minute is enough. */
export const pauseLimit = (): RateLimit => new RateLimit(1, MINUTE);

/** A key exchange that has not completed by then is given up, and its secrets wiped. */
export const AKE_LIFETIME = MINUTE;
/** How long an unanswered request of the person's keeps text from leaving in clear. */
export const REQUEST_LIFETIME = 15_000;
/** Messages that were on their way during a refresh are still read for so long. */
export const FORMER_KEYS_LIFETIME = 10_000;
/** "If you have not sent a message to a correspondent in a while" */
export const HEARTBEAT_INTERVAL = MINUTE;
/** Only what was sent so shortly before an error is worth sending again. */
export const RESEND_WINDOW = MINUTE;
/** How long a genuine message may take to follow one that was refused. */
export const RECOVERY_DELAY = 3_000;
/** How long the Signature may take that answers what we have revealed. */
export const SIGNATURE_DELAY = 10_000;
/** How long a person may take to answer what ours has asked. */
export const SMP_ANSWER_LIFETIME = 10 * MINUTE;
/** How long the contact's program may take for its part of a comparison. */
export const SMP_STEP_LIFETIME = 2 * MINUTE;
/** Powers that one turn calculates: about 1 ms each. */
export const SMP_PARTS = 3;
/** A TLV holds 65535 bytes, and the numbers of SMP message 1 take 800 of them. */
export const MAX_QUESTION_BYTES = 60_000;
export const REASSEMBLY_LIFETIME = 2 * MINUTE;
export const MAX_REASSEMBLIES = 4;
export const MAX_INSTANCES = 16;
/** Refused messages after which a key exchange is given up: each may cost two exponentiations. */
export const MAX_AKE_FAULTS = 5;
/** Messages of a peer's that wait for our key to be made. */
export const MAX_WAITING = 16;
/** More than the longest of them takes. */
export const MAX_WAITING_CHARACTERS = 4096;
/** Texts of the person's that wait for a session. */
export const MAX_KEPT = 500;
