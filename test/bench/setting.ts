// SPDX-License-Identifier: GPL-2.0-or-later
import { createRequire } from 'node:module';
import { generateDsaKey } from '../../src/crypto/dsa-generate.js';
import { type NativeCrypto, useNativeCrypto } from '../../src/crypto/native.js';
import type { Identities } from './conversation.js';

/** What every row finds. */
export interface Setting {
  readonly identities: Identities;
  /** CPU time of this thread alone until now, in seconds. */
  readonly threadSeconds: () => number;
}

/** The addon of native/test/addon.cc. */
interface Addon extends NativeCrypto {
  readonly test: Pick<Setting, 'threadSeconds'>;
}

/** `path`: the addon. `withBridge`: its cryptography is used, as in the plugin. */
export async function setUp(path: string, withBridge: boolean): Promise<Setting> {
  const addon = createRequire(__filename)(path) as Addon;
  useNativeCrypto(withBridge ? addon : null);
  const identities = { alice: await generateDsaKey(), bob: await generateDsaKey() };
  return { identities, threadSeconds: () => addon.test.threadSeconds() };
}
