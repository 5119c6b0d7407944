// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The OTR engine as a library: versions 2 and 3, without any host.
 *
 * @packageDocumentation
 */
export type { CorrespondentApi, CorrespondentOptions, Tools } from './session/api.js';
export { Correspondent } from './session/correspondent.js';
export type {
  InstanceRef,
  NoticeCode,
  OpenSmpRun,
  SessionChoice,
  SessionEvent,
  SessionInfo,
  SessionRef,
  SmpOutcomeName,
  SmpRunInfo,
  Version,
} from './session/events.js';
export { POLICIES, type Policy, type PolicyName } from './session/policy.js';
export type { DsaPrivateKey, DsaPublicKey } from './crypto/dsa.js';
export { generateDsaKey } from './crypto/dsa-generate.js';
export { fingerprintOf } from './crypto/fingerprint.js';
export { type RandomSource, systemRandom } from './crypto/random.js';
