// SPDX-License-Identifier: GPL-2.0-or-later
import type { SessionRef } from '../../session/events.js';
import type { ContactId } from '../contact-id.js';
import type { Services } from '../services.js';

/** Why a window that was opened for a session cannot do what it offers. */
export type Obstacle =
  /** Another key answers now: nothing may be verified that was not on the screen. */
  | 'other-key'
  /** The session is over: secrets are compared in one, fingerprints without. */
  | 'no-session';

/** safety.md §4: "Verification applies to exactly the fingerprint that was on the screen." */
export function obstacleOf(
  { roster }: Services,
  id: ContactId,
  { version, theirTag, fingerprint }: SessionRef,
): Obstacle | null {
  const contact = roster.find(id);
  if (contact === null) return 'no-session';
  const now = contact.correspondent.current().fingerprint;
  if (now !== '' && now !== fingerprint) return 'other-key';
  const stands = contact.correspondent
    .sessions()
    .some(
      (session) =>
        session.state === 'encrypted' &&
        session.version === version &&
        session.theirTag === theirTag &&
        session.fingerprint === fingerprint,
    );
  return stands ? null : 'no-session';
}
