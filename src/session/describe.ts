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
  const { version, theirTag, message, lastReceived } = instance;
  const base = {
    state: message.kind,
    version,
    ourTag: version === 3 ? options.instanceTag : 0,
    theirTag,
    lastHeard: lastReceived,
  };
  if (message.kind === 'plaintext') return { ...NO_SESSION, ...base };
  const { fingerprint, ssid, ssidHalf } = message.peer;
  return { ...base, fingerprint, ssid, ssidHalf, trusted: options.isTrusted(fingerprint) };
}
