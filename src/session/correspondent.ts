// SPDX-License-Identifier: GPL-2.0-or-later
import type { DsaPrivateKey } from '../crypto/dsa.js';
import { NONE } from '../protocol/ake/state.js';
import { revealAll } from '../protocol/data/key-ring.js';
import { TLV } from '../wire/tlv.js';
import { WireWriter } from '../wire/writer.js';
import type { CorrespondentApi, CorrespondentOptions } from './api.js';
import { Context } from './context.js';
import { NO_SESSION } from './describe.js';
import type {
  InstanceRef,
  OpenSmpRun,
  SessionChoice,
  SessionEvent,
  SessionInfo,
  SessionRef,
} from './events.js';
import { forgetFormer, goOnWith, type Instance, leaveSession, resetAuth } from './instance.js';
import { heardAt } from './instances.js';
import { AKE_LIFETIME, REQUEST_LIFETIME } from './limits.js';
import { isHopeless, isWaiting } from './pending.js';
import { allowsOtr } from './policy.js';
import { recover } from './exchange.js';
import { isProtected, receiveText } from './receive.js';
import { request, returnKept, sendText } from './send.js';
import { abortPeer, abortSmp, answerSmp, cancelSmp, expireSmp, startSmp } from './smp.js';
import { deadlines, openRuns } from './smp-apply.js';
import { workOn } from './smp-work.js';
import { tlv, transmitData } from './transmit.js';

/** One contact of one account, with all sessions; what its methods do is said in `CorrespondentApi`. */
export class Correspondent implements CorrespondentApi {
  readonly #context: Context;

  /** Asks for nothing yet. `options` are kept and asked again whenever they matter. */
  constructor(options: CorrespondentOptions) {
    this.#context = new Context(options);
  }

  current(): SessionInfo {
    const current = this.#context.selection.current();
    return current === null ? NO_SESSION : this.#context.describe(current);
  }

  sessions(): readonly SessionInfo[] {
    return [...this.#context.instances.all()]
      .sort((a, b) => heardAt(b) - heardAt(a))
      .map((instance) => this.#context.describe(instance));
  }

  select(choice: SessionChoice): boolean {
    return this.#context.selection.choose(choice);
  }

  selection(): SessionChoice {
    return this.#context.selection.choice;
  }

  isProtected(): boolean {
    return isProtected(this.#context);
  }

  isWaiting(): boolean {
    return isWaiting(this.#context);
  }

  send(text: string): readonly SessionEvent[] {
    sendText(this.#context, text);
    return this.#context.drain();
  }

  receive(text: string): readonly SessionEvent[] {
    receiveText(this.#context, text);
    return this.#context.drain();
  }

  start(): readonly SessionEvent[] {
    const context = this.#context;
    if (!allowsOtr(context.options.policy())) {
      context.notice('policy-refused');
      return context.drain();
    }
    // The person's own wish ends every pause.
    context.exchanges.reset();
    for (const instance of context.instances.all()) instance.exchanges.reset();
    request(context);
    return context.drain();
  }

  end(): readonly SessionEvent[] {
    const context = this.#context;
    const before = context.selection.current();
    const session = before === null ? null : context.describe(before);
    for (const instance of context.instances.all()) endInstance(context, instance);
    context.setOpenCommit(null);
    context.requestedAt = null;
    context.outbox.forgetSent();
    returnKept(context, context.outbox.takeAll());
    if (session !== null && session.state !== 'plaintext')
      context.emit({ kind: 'session', change: 'gone-insecure', weStarted: true, session });
    return context.drain();
  }

  endOne({ version, theirTag }: InstanceRef): readonly SessionEvent[] {
    const context = this.#context;
    const instance = context.instances.find(version, theirTag);
    if (instance === null || instance.message.kind === 'plaintext') return context.drain();
    const session = context.describe(instance);
    endInstance(context, instance);
    context.emit({ kind: 'session', change: 'gone-insecure', weStarted: true, session });
    return context.drain();
  }

  identityReady(identity: DsaPrivateKey): readonly SessionEvent[] {
    const context = this.#context;
    context.identity = identity;
    const waiting = context.waiting;
    context.waiting = [];
    for (const text of waiting) receiveText(context, text);
    return context.drain();
  }

  identityFailed(): readonly SessionEvent[] {
    const context = this.#context;
    context.identityFailed();
    context.setOpenCommit(null);
    context.requestedAt = null;
    returnKept(context, context.outbox.takeAll());
    return context.drain();
  }

  nextDeadline(): number | null {
    const context = this.#context;
    const times = [context.outbox.nextDeadline(), context.reassembly.nextDeadline()];
    if (context.openCommit !== null) times.push(context.openCommit.since + AKE_LIFETIME);
    if (context.requestedAt !== null) times.push(context.requestedAt + REQUEST_LIFETIME);
    if (context.waiting.length > 0) times.push(context.waitingSince + AKE_LIFETIME);
    if (isHopeless(context)) times.push(context.now);
    for (const instance of context.instances.all()) {
      const { auth, authSince, former, recoverAt, work } = instance;
      if (work !== null) times.push(context.now);
      times.push(...deadlines(instance).map(([, time]) => time));
      if (auth !== NONE) times.push(authSince + AKE_LIFETIME);
      if (former !== null) times.push(former.until);
      if (recoverAt !== null) times.push(recoverAt);
    }
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  tick(): readonly SessionEvent[] {
    const context = this.#context;
    const { now, outbox } = context;
    expireRequests(context);
    workOn(context);
    for (const instance of context.instances.all()) {
      if (instance.auth !== NONE && now - instance.authSince >= AKE_LIFETIME) resetAuth(instance);
      if (instance.recoverAt !== null && instance.recoverAt <= now) recover(context, instance);
      if (instance.former !== null && instance.former.until <= now) forgetFormer(instance);
      expireSmp(context, instance);
    }
    context.reassembly.expire(now);
    returnKept(context, isHopeless(context) ? outbox.takeAll() : outbox.takeExpired(now));
    return context.drain();
  }

  smpStart(session: SessionRef, secret: string, question: string | null): readonly SessionEvent[] {
    startSmp(this.#context, session, { secret, question });
    return this.#context.drain();
  }

  smpAnswer(run: number, secret: string): readonly SessionEvent[] {
    answerSmp(this.#context, run, secret);
    return this.#context.drain();
  }

  smpAbort(run: number): readonly SessionEvent[] {
    abortSmp(this.#context, run);
    return this.#context.drain();
  }

  smpRuns(): readonly OpenSmpRun[] {
    return this.#context.instances.all().flatMap((instance) => openRuns(this.#context, instance));
  }

  useExtraKey(use: number, useData: Uint8Array): readonly SessionEvent[] {
    const context = this.#context;
    const current = context.selection.current();
    if (current?.message.kind !== 'encrypted') {
      context.notice('connection-ended');
      return context.drain();
    }
    const value = tlv(TLV.extraSymmetricKey, new WireWriter(4).int(use).bytes, useData);
    const extra = transmitData(context, current, { text: '', tlvs: [value], internal: true });
    const key = Uint8Array.from(extra.reveal());
    const session = context.describe(current);
    context.emit({ kind: 'extra-key', sent: true, use, useData, key, session });
    return context.drain();
  }
}

/** What we, or the contact, asked for and what did not come. */
function expireRequests(context: Context): void {
  const { now, openCommit, requestedAt } = context;
  if (openCommit !== null && now - openCommit.since >= AKE_LIFETIME) context.setOpenCommit(null);
  if (requestedAt !== null && now - requestedAt >= REQUEST_LIFETIME) context.requestedAt = null;
  if (now - context.waitingSince >= AKE_LIFETIME) context.waiting = [];
}

/** "Send a data message with a TLV type 1", with every MAC key that has not been revealed yet. */
function endInstance(context: Context, instance: Instance): void {
  if (instance.message.kind === 'encrypted') {
    if (cancelSmp(context, instance)) abortPeer(context, instance);
    forgetFormer(instance);
    const { ring } = instance.message;
    goOnWith(instance, { ...ring, oldMacKeys: revealAll(ring) });
    transmitData(context, instance, { text: '', tlvs: [tlv(TLV.disconnected)], internal: true });
  }
  leaveSession(instance, { kind: 'plaintext' });
  context.heardPlaintext = false;
  resetAuth(instance);
}
