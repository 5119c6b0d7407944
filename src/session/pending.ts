// SPDX-License-Identifier: GPL-2.0-or-later
import type { Context } from './context.js';
import { REQUEST_LIFETIME } from './limits.js';

/** Whether a session is on its way, so that text had better wait for it. */
export function isExchanging(context: Context): boolean {
  const { requestedAt } = context;
  if (requestedAt !== null && context.now - requestedAt < REQUEST_LIFETIME) return true;
  if (context.openCommit !== null) return true;
  return context.instances.all().some(({ auth }) => auth.kind !== 'none');
}
