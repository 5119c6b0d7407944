// SPDX-License-Identifier: GPL-2.0-or-later
import type { Context } from './context.js';
import { REQUEST_LIFETIME } from './limits.js';
import { allowsOtr } from './policy.js';

/** Whether a session is on its way, so that text had better wait for it. */
export function isExchanging(context: Context): boolean {
  const { requestedAt } = context;
  if (requestedAt !== null && context.now - requestedAt < REQUEST_LIFETIME) return true;
  // A contact's message that waits for our key to be made is an exchange too.
  if (context.openCommit !== null || context.waiting.length > 0) return true;
  return context.instances.all().some(({ auth }) => auth.kind !== 'none');
}

/** Whether text is kept, or would be: it is not to leave by another way meanwhile. */
export function isWaiting(context: Context): boolean {
  return isExchanging(context) || !context.outbox.isEmpty;
}

/** Whether kept text waits in vain: no session is on its way, and none is required. */
export function isHopeless(context: Context): boolean {
  const policy = context.options.policy();
  const isRequired = policy.requireEncryption && allowsOtr(policy);
  return !context.outbox.isEmpty && !isRequired && !isExchanging(context);
}
