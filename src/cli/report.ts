// SPDX-License-Identifier: GPL-2.0-or-later
import type {
  NoticeCode,
  SessionEvent,
  SessionInfo,
  SmpOutcomeName,
  SmpRunInfo,
} from '../engine.js';

/** An event of the line protocol; `ev` says which. */
export interface Report {
  readonly ev: string;
  readonly [field: string]: unknown;
}

/** libotr's names for its message events, which the line protocol takes over. */
const NOTICES: Readonly<Record<NoticeCode, string>> = {
  'encryption-required': 'ENCRYPTION_REQUIRED',
  'connection-ended': 'CONNECTION_ENDED',
  'setup-error': 'SETUP_ERROR',
  'message-reflected': 'MSG_REFLECTED',
  'message-resent': 'MSG_RESENT',
  'resend-refused': 'RESEND_REFUSED',
  'received-not-in-private': 'RCVDMSG_NOT_IN_PRIVATE',
  'received-unreadable': 'RCVDMSG_UNREADABLE',
  'received-malformed': 'RCVDMSG_MALFORMED',
  'received-error': 'RCVDMSG_GENERAL_ERR',
  'received-unrecognized': 'RCVDMSG_UNRECOGNIZED',
  'received-for-other-instance': 'RCVDMSG_FOR_OTHER_INSTANCE',
  'heartbeat-received': 'LOG_HEARTBEAT_RCVD',
  'heartbeat-sent': 'LOG_HEARTBEAT_SENT',
  'version-downgrade': 'VERSION_DOWNGRADE',
  paused: 'PAUSED',
  'policy-refused': 'POLICY_REFUSED',
  'smp-gone': 'SMP_GONE',
  'smp-too-long': 'SMP_TOO_LONG',
};

const CHANGES = {
  'gone-secure': 'gone_secure',
  'still-secure': 'still_secure',
  finished: 'finished',
  'gone-insecure': 'gone_insecure',
} as const;

const SMP_OUTCOMES: Readonly<Record<Exclude<SmpOutcomeName, 'asked'>, string>> = {
  queued: 'IN_PROGRESS',
  progress: 'IN_PROGRESS',
  success: 'SUCCESS',
  failure: 'FAILURE',
  'failed-or-aborted': 'ABORT',
  aborted: 'ABORT',
  expired: 'ABORT',
  cheated: 'CHEATED',
  error: 'ERROR',
};

/** What the account's files say of a fingerprint: its trust. */
export type TrustOf = (fingerprint: string) => string;

/** What an event of the engine's looks like in the line protocol; null: nothing to say. */
export function reportOf(event: SessionEvent, trustOf: TrustOf): Report | null {
  switch (event.kind) {
    case 'transmit':
      return { ev: 'inject', b64: base64(event.text) };
    case 'display':
      return display(event.text, event.encrypted, event.warn);
    case 'refused':
    case 'queued':
      return { ev: 'suppressed' };
    case 'session':
      return {
        ev: 'state',
        state: CHANGES[event.change],
        ...sessionFields(event.session, trustOf),
      };
    case 'notice':
      return { ev: 'notice', code: NOTICES[event.code], text: event.text };
    case 'extra-key':
      return {
        ev: 'symkey',
        sent: event.sent,
        use: event.use,
        usedata: Buffer.from(event.useData).toString('hex'),
        key: Buffer.from(event.key).toString('hex'),
      };
    case 'smp':
      return smpReport(event.outcome, event.run);
    case 'unqueued':
    case 'fingerprint':
    case 'identity-needed':
      return null;
  }
}

/** The answer to `status` for one instance. */
export function contextReport(session: SessionInfo, trustOf: TrustOf): Report {
  return { ev: 'context', msgstate: session.state, ...sessionFields(session, trustOf) };
}

/** libotr's names, and after them what only our engine tells. */
function smpReport(outcome: SmpOutcomeName, { id, weAsked, question }: SmpRunInfo): Report {
  const more = { outcome, run: id, asked_by: weAsked ? 'us' : 'them' };
  if (outcome !== 'asked') return { ev: 'smp', event: SMP_OUTCOMES[outcome], ...more };
  if (question === null) return { ev: 'smp', event: 'ASK_FOR_SECRET', ...more };
  return { ev: 'smp', event: 'ASK_FOR_ANSWER', question, ...more };
}

function display(text: string, encrypted: boolean, warned: boolean): Report {
  return { ev: 'display', b64: base64(text), text, private: encrypted, warned };
}

function sessionFields(session: SessionInfo, trustOf: TrustOf): Record<string, unknown> {
  return {
    version: session.version,
    ours: tag(session.ourTag),
    theirs: tag(session.theirTag),
    fp: session.fingerprint,
    trust: trustOf(session.fingerprint),
    ssid: session.ssid,
    bold: session.ssidHalf,
  };
}

/** An instance tag: 8 hexadecimal digits. */
export function tag(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
