// SPDX-License-Identifier: GPL-2.0-or-later
import type { CorrespondentOptions } from './api.js';
import type { SessionInfo } from './events.js';
import type { Instance } from './instance.js';

/** What there is before any session. */
export const NO_SESSION: SessionInfo = {
  state: 'plaintext',
  version: 3,
  ourTag: 0,
  theirTag: 0,
  fingerprint: '',
  ssid: '',
  ssidHalf: 'first',
  trusted: false,
  lastHeard: null,
};

/** What the outside may know of an instance. */
export function describe(instance: Instance, options: CorrespondentOptions): SessionInfo {
  const { version, theirTag, message, lastReceived: lastHeard } = instance;
  const ourTag = version === 3 ? options.instanceTag : 0;
  const state = message.kind;
  if (state === 'plaintext') return { ...NO_SESSION, version, ourTag, theirTag, lastHeard };
  const { fingerprint, ssid, ssidHalf } = message.peer;
  const trusted = options.isTrusted(fingerprint);
  return { state, version, ourTag, theirTag, fingerprint, ssid, ssidHalf, trusted, lastHeard };
}
