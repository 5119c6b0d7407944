// SPDX-License-Identifier: GPL-2.0-or-later
import { formatTag } from '../wire/query.js';
import type { Context } from './context.js';
import type { Instance, Peer } from './instance.js';
import { AKE_LIFETIME } from './limits.js';
import { isExchanging } from './pending.js';
import { allowsOtr } from './policy.js';
import { allowedVersions, transmitData, transmitQuery } from './transmit.js';

/** The person sends `text`. What a session demands stands above what the policy says. */
export function sendText(context: Context, text: string): void {
  const best = context.selection.current();
  const policy = context.options.policy();
  if (best?.message.kind === 'encrypted') {
    sendEncrypted(context, best, best.message.peer, text);
    context.outbox.meantFor = best.message.peer.fingerprint;
  } else if (best?.message.kind === 'finished') {
    // "Inform the user that the message cannot be sent at this time."
    context.emit({ kind: 'refused', text, reason: 'finished' });
    context.notice('connection-ended');
  } else if (policy.requireEncryption && allowsOtr(policy)) {
    keep(context, text, null);
    context.notice('encryption-required');
    if (!isExchanging(context)) request(context);
  } else if (isExchanging(context) || !context.outbox.isEmpty) {
    keep(context, text, context.now + AKE_LIFETIME);
  } else {
    sendPlain(context, text);
  }
}

function sendEncrypted(context: Context, instance: Instance, peer: Peer, text: string): void {
  transmitData(context, instance, {
    text: payloadFor(context, peer, text),
    tlvs: [],
    internal: false,
  });
  context.outbox.remember(text, peer.fingerprint, context.now);
}

function payloadFor({ options }: Context, { fingerprint }: Peer, text: string): string {
  return options.payload?.(text, fingerprint) ?? text;
}

function keep(context: Context, text: string, until: number | null): void {
  if (context.outbox.keep({ text, until })) context.emit({ kind: 'queued', text });
  else context.emit({ kind: 'refused', text, reason: 'full' });
}

/**
 * "If SEND_WHITESPACE_TAG is set, and you have not received a plaintext message from this
 * correspondent since last entering MSGSTATE_PLAINTEXT, attach the whitespace tag to the message."
 */
function sendPlain(context: Context, text: string): void {
  const versions = allowedVersions(context);
  const { sendWhitespaceTag } = context.options.policy();
  const isTagged =
    sendWhitespaceTag && versions.length > 0 && !context.heardPlaintext && text !== '';
  if (isTagged) context.needIdentity();
  context.emit({ kind: 'transmit', text: isTagged ? text + formatTag(versions) : text });
}

/** Asks the contact for a session. */
export function request(context: Context): void {
  context.needIdentity();
  context.requestedAt = context.now;
  transmitQuery(context);
}

/**
 * A session stands: what waited for it goes out, but only to the key that it was meant for, and a
 * text that was reported lost goes out again under the same rule.
 */
export function flush(context: Context, instance: Instance, peer: Peer): void {
  const { outbox, options } = context;
  const { fingerprint } = peer;
  const isMeant = outbox.meantFor === null || outbox.meantFor === fingerprint;
  const mayGo =
    (isMeant || options.isTrusted(fingerprint)) && (options.accepts?.(fingerprint) ?? true);
  resend(context, instance, peer);
  const kept = outbox.takeAll();
  if (mayGo) {
    outbox.meantFor = fingerprint;
    for (const { text } of kept) {
      sendEncrypted(context, instance, peer, text);
      context.emit({ kind: 'unqueued', text, outcome: 'sent' });
    }
  } else if (kept.length > 0) {
    for (const { text } of kept) context.emit({ kind: 'unqueued', text, outcome: 'returned' });
    context.notice('resend-refused');
  }
}

/** "[resent]" marks it, as every client knows it; another key than the first never gets it. */
function resend(context: Context, instance: Instance, peer: Peer): void {
  const lost = context.outbox.takeReported(context.now);
  if (lost === null) return;
  if (lost.fingerprint === peer.fingerprint) {
    const text = `[resent] ${payloadFor(context, peer, lost.text)}`;
    transmitData(context, instance, { text, tlvs: [], internal: false });
    context.notice('message-resent');
  } else {
    context.emit({ kind: 'unqueued', text: lost.text, outcome: 'returned' });
    context.notice('resend-refused');
  }
}

/** Text that has waited in vain goes back to the person. */
export function returnKept(context: Context, kept: readonly { readonly text: string }[]): void {
  for (const { text } of kept) context.emit({ kind: 'unqueued', text, outcome: 'returned' });
}
