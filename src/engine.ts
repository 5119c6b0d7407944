// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The OTR engine as a library: versions 2 and 3, without any host.
 *
 * - **Talking.** A {@link Correspondent} is one contact of one account. It takes what the person
 *   types and what the network brings, and answers with {@link SessionEvent}s: what to send, show
 *   and ask. It does nothing by itself: no network, no files, no clock, no timers.
 * - **Keys.** {@link generateDsaKey} makes one, {@link fingerprintOf} names it.
 * - **Files.** {@link PrivateKeys}, {@link KnownFingerprints} and {@link InstanceTags} are libotr's
 *   files as values: bytes in, bytes out, and what is not understood stays as it was. Writing them
 *   so that nothing is lost is the program's part (temporary file, fsync, rename).
 * - **Import.** {@link detectImport} reads what other programs keep, {@link planImport} says what
 *   taking it over would change.
 *
 * Nothing that comes from a peer or a file makes any of this throw. What throws is a mistake in its
 * use: a plain `Error`. Bytes are `Uint8Array`; text is a JavaScript string; times are milliseconds.
 *
 * Sources: "Off-the-Record Messaging Protocol version 3" (and 2) of otr.cypherpunks.ca for the wire,
 * libotr 4.1.1 for the files.
 *
 * @packageDocumentation
 */
export type { CorrespondentApi, CorrespondentOptions, Tools } from './session/api.js';
export { Correspondent } from './session/correspondent.js';
export type {
  InstanceRef,
  NoticeCode,
  OpenSmpRun,
  RefusalReason,
  SessionChoice,
  SessionEvent,
  SessionInfo,
  SessionRef,
  SmpOutcomeName,
  SmpRunInfo,
  Version,
} from './session/events.js';
export { POLICIES, type Policy, type PolicyName } from './session/policy.js';
export { classify, type Incoming } from './wire/classify.js';
export type { FaultCode } from './wire/fault.js';
export { parseQuery } from './wire/query.js';

export type { DsaPrivateKey, DsaPublicKey } from './crypto/dsa.js';
export { generateDsaKey } from './crypto/dsa-generate.js';
export { fingerprintOf } from './crypto/fingerprint.js';
export { type RandomSource, systemRandom } from './crypto/random.js';

export { type AccountName, isSameAccount } from './store/account-name.js';
export {
  type ContactName,
  type KnownFingerprint,
  KnownFingerprints,
} from './store/fingerprints.js';
export { InstanceTags } from './store/instance-tags.js';
export { type MaxMessageSizes, parseMaxMessageSizes } from './store/max-message-size.js';
export {
  type KeyEntry,
  PrivateKeys,
  type RefusedEntry,
  type StoredKey,
} from './store/private-keys.js';
export type { Problem, ProblemCode } from './store/problem.js';

export { foundAccountId } from './store/import/assign.js';
export { detectImport, type Import, isImportFile } from './store/import/detect.js';
export type {
  FileProblem,
  Found,
  FoundAccount,
  FoundFingerprint,
  FoundKey,
  ImportFile,
} from './store/import/found.js';
export {
  type ImportPlan,
  type PlanBasis,
  type PlannedAccount,
  type PlannedFingerprint,
  type PlannedKey,
  planImport,
} from './store/import/plan.js';
export {
  type Homes,
  type Program,
  type ProgramId,
  programOf,
  PROGRAMS,
} from './store/import/programs.js';
