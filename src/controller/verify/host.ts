// SPDX-License-Identifier: GPL-2.0-or-later
import type { SessionEvent } from '../../session/events.js';
import type { ContactId } from '../contact-id.js';
import type { Performer } from '../perform.js';
import type { Services } from '../services.js';
import type { VerifiedBy } from '../trust-book.js';
import type { Pauses } from './pauses.js';

export type SmpEvent = Extract<SessionEvent, { kind: 'smp' }>;

/** What the windows of a verification work with. */
export interface VerifyHost {
  readonly services: Services;
  readonly performer: Performer;
  readonly pauses: Pauses;
  /** The person has decided about this very key. Null, or why nothing was changed. */
  decide(id: ContactId, fingerprint: string, by: VerifiedBy | null): string | null;
  /** The person stops a comparison. */
  stop(id: ContactId, run: number): void;
}
