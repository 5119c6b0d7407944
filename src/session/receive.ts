// SPDX-License-Identifier: GPL-2.0-or-later
import { type AkeMessage, decodeAke } from '../wire/ake-messages.js';
import { unarmor } from '../wire/armor.js';
import { classify } from '../wire/classify.js';
import { DATA_TYPE, type DataMessage, decodeData } from '../wire/data-message.js';
import { OtrFault } from '../wire/fault.js';
import { type Fragment, parseFragment } from '../wire/fragment.js';
import { type Header, readHeader } from '../wire/header.js';
import { WireReader } from '../wire/reader.js';
import type { Context } from './context.js';
import { acceptOffer, receiveAke, refuseAke } from './exchange.js';
import { MAX_WAITING, MAX_WAITING_CHARACTERS } from './limits.js';
import { isExchanging } from './pending.js';
import { allowsOtr } from './policy.js';
import { receiveData, refuseData } from './receive-data.js';
import { request } from './send.js';
import { allowedVersions } from './transmit.js';

/** Whether text of this contact's should have come encrypted, and nothing may leave in clear. */
export function isProtected(context: Context): boolean {
  const policy = context.options.policy();
  const state = context.selection.current()?.message.kind ?? 'plaintext';
  return state !== 'plaintext' || (policy.requireEncryption && allowsOtr(policy));
}

/** A text from the network: total, whatever it is. */
export function receiveText(context: Context, text: string): void {
  if (!allowsOtr(context.options.policy()) && !isProtected(context)) {
    show(context, text);
    return;
  }
  const incoming = classify(text);
  if (incoming.kind === 'fragment') receiveFragment(context, text);
  else if (incoming.kind === 'plain') receivePlain(context, incoming.text);
  else if (incoming.kind === 'tagged') receiveTagged(context, incoming.text, incoming.versions);
  else receiveOtr(context, incoming, text);
}

function receiveOtr(
  context: Context,
  incoming: Extract<ReturnType<typeof classify>, { kind: 'query' | 'error' | 'encoded' }>,
  text: string,
): void {
  if (incoming.kind === 'query') acceptOffer(context, incoming.versions);
  else if (incoming.kind === 'error') receiveError(context, incoming.text);
  else receiveEncoded(context, text);
}

function show(context: Context, text: string): void {
  if (text === '') return;
  context.emit({
    kind: 'display',
    text,
    encrypted: false,
    warn: isProtected(context),
    fingerprint: '',
  });
}

/** "If Alice receives a plaintext message from Bob, she should stop sending him the tag." */
function receivePlain(context: Context, text: string): void {
  // An empty message says nothing, not even that its sender has no OTR.
  if (text === '') return;
  context.heardPlaintext = true;
  show(context, text);
}

/** "If WHITESPACE_START_AKE is set: start the AKE"; a session is not renewed by a tag. */
function receiveTagged(context: Context, text: string, versions: readonly number[]): void {
  receivePlain(context, text);
  const isEncrypted = context.selection.current()?.message.kind === 'encrypted';
  if (context.options.policy().whitespaceStartsAke && !isEncrypted) acceptOffer(context, versions);
}

/** "If ERROR_START_AKE is set: reply with a query." An error is never answered with an error. */
function receiveError(context: Context, text: string): void {
  context.notice('received-error', text);
  if (!context.options.policy().errorStartsAke) return;
  context.outbox.report(context.now);
  if (!isExchanging(context) && context.queries.take(context.now)) request(context);
}

function receiveFragment(context: Context, text: string): void {
  const whole = whenWellFormed(context, () => {
    const fragment = parseFragment(text);
    return isForUs(context, fragment) ? context.reassembly.add(fragment, context.now) : null;
  });
  if (whole === null) return;
  // "A reassembled message must not be a fragment."
  if (classify(whole).kind === 'fragment') refuseData(context, null);
  else receiveText(context, whole);
}

/** Reads; what has not the form of an OTR message is refused as malformed. */
function whenWellFormed<T>(context: Context, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OtrFault)) throw error;
    refuseData(context, null);
    return null;
  }
}

/** "If the receiver tag is not yours, discard the message"; 0 is for whoever it may concern. */
function isForUs(context: Context, to: Header | Fragment): boolean {
  const { instanceTag } = context.options;
  if (to.version === 2) return true;
  if (to.senderTag === instanceTag) {
    context.notice('message-reflected');
    return false;
  }
  if (to.receiverTag === 0 || to.receiverTag === instanceTag) return true;
  context.notice('received-for-other-instance');
  return false;
}

type Decoded =
  | { readonly kind: 'ake'; readonly header: Header; readonly message: AkeMessage }
  | { readonly kind: 'data'; readonly header: Header; readonly message: DataMessage }
  | { readonly kind: 'unknown' };

/** Decodes without believing anything yet. Throws OtrFault. */
function decode(text: string): Decoded {
  const from = new WireReader(unarmor(text));
  const header = readHeader(from);
  if (header === null) return { kind: 'unknown' };
  if (header.type === DATA_TYPE) return { kind: 'data', header, message: decodeData(header, from) };
  const message = decodeAke(header, from);
  return message === null ? { kind: 'unknown' } : { kind: 'ake', header, message };
}

function receiveEncoded(context: Context, text: string): void {
  const decoded = whenWellFormed(context, () => decode(text));
  if (decoded === null) return;
  if (decoded.kind === 'unknown') {
    context.notice('received-unrecognized');
    return;
  }
  if (!isForUs(context, decoded.header)) return;
  context.reassembly.forget(decoded.header);
  const { version, receiverTag } = decoded.header;
  const isAddressed = version === 2 || receiverTag !== 0;
  if (decoded.kind === 'ake') {
    // "The receiver tag may be 0 in a D-H Commit only."
    if (isAddressed || decoded.message.type === 'dh-commit')
      receiveExchange(context, decoded.header, decoded.message, text);
  } else if (isAddressed) {
    guarded(
      () => {
        receiveData(context, decoded.header, decoded.message);
      },
      () => {
        refuseData(context, decoded.message);
      },
    );
  }
}

/** Holds key-exchange messages, in order, until our key is there. */
function receiveExchange(
  context: Context,
  header: Header,
  message: AkeMessage,
  text: string,
): void {
  if (!allowedVersions(context).includes(header.version)) {
    context.notice('policy-refused');
  } else if (context.needIdentity() === null) {
    const isKept = context.waiting.length < MAX_WAITING && text.length <= MAX_WAITING_CHARACTERS;
    if (isKept && context.waiting.length === 0) context.waitingSince = context.now;
    if (isKept) context.waiting.push(text);
  } else {
    guarded(
      () => {
        receiveAke(context, header, message);
      },
      (fault) => {
        refuseAke(context, header, fault);
      },
    );
  }
}

/**
 * The one place where a refused message stops: steps are pure, so nothing has changed. Anything but
 * an OtrFault is a bug of ours and goes on.
 */
function guarded(step: () => void, refuse: (fault: OtrFault) => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof OtrFault)) throw error;
    refuse(error);
  }
}
