// SPDX-License-Identifier: GPL-2.0-or-later

/** OTR protocol versions that we speak. */
export type Version = 2 | 3;

/** One session with one instance of a contact, as the outside may see it. */
export interface SessionInfo {
  /** 'finished': the contact has ended it, and nothing is sent until the person chooses. */
  readonly state: 'plaintext' | 'encrypted' | 'finished';
  /** The version that the instance speaks. */
  readonly version: Version;
  /** Our instance tag: 0x100 to 0xffffffff. */
  readonly ourTag: number;
  /** The contact's instance tag; 0 in version 2, which has none. */
  readonly theirTag: number;
  /** 40 lower-case hexadecimal digits of the key they authenticated with; '' before any session. */
  readonly fingerprint: string;
  /** The secure session id, 8 bytes in hexadecimal; '' before any session. */
  readonly ssid: string;
  /** Which half of the session id is ours to read aloud first. */
  readonly ssidHalf: 'first' | 'second';
  /** Whether the person or SMP has verified this key. */
  readonly trusted: boolean;
  /** When its last authentic message came, in milliseconds on the clock of `Tools`; null: never. */
  readonly lastHeard: number | null;
}

/** Names one instance of a contact. */
export type InstanceRef = Pick<SessionInfo, 'version' | 'theirTag'>;

/** Names a session by whom it is with: a new key at the same instance is another session. */
export type SessionRef = Pick<SessionInfo, 'version' | 'theirTag' | 'fingerprint'>;

/**
 * Which session the person's messages go to. A given one stays chosen, also when it is finished,
 * until another key takes its place, it is gone, or the person chooses anew.
 */
export type SessionChoice = 'most-secure' | 'most-recent' | InstanceRef;

/** Something the person or a log may be told; the names say what is true, not how it is worded. */
export type NoticeCode =
  /** Text was kept until there is a session; a session was asked for. */
  | 'encryption-required'
  /** Nothing was sent: the contact has ended the session. */
  | 'connection-ended'
  /** A key exchange failed; `text` is an OtrFault code. */
  | 'setup-error'
  /** Our own messages come back to us. */
  | 'message-reflected'
  /** Kept text went out (again) in the session that now stands. */
  | 'message-resent'
  /** Kept text was not sent, since another key answered than the one it was meant for. */
  | 'resend-refused'
  /** An encrypted message came while there is no session to read it in. */
  | 'received-not-in-private'
  | 'received-unreadable'
  | 'received-malformed'
  /** The peer reports an error in `text`: unauthenticated, to be escaped. */
  | 'received-error'
  /** An OTR message of a kind that we do not know. */
  | 'received-unrecognized'
  | 'received-for-other-instance'
  | 'heartbeat-received'
  | 'heartbeat-sent'
  /** A session with a lower version than this contact is known to speak. */
  | 'version-downgrade'
  /** A contact's key exchanges are refused for a while: too many. */
  | 'paused'
  /** An AKE by this peer was refused because the policy forbids it. */
  | 'policy-refused'
  /** The session or request that a secret was typed for is gone: nothing has been sent. */
  | 'smp-gone'
  /** A question of more than 60,000 bytes: nothing has been sent. */
  | 'smp-too-long';

/** The contact has ended the session; nothing could be sent; too many texts wait already. */
export type RefusalReason = 'finished' | 'failed' | 'full';

/** 'asked', 'queued' and 'progress' leave a comparison open; every other outcome ends it. */
export type SmpOutcomeName =
  /** The peer asks; answer with `smpAnswer`. */
  | 'asked'
  /** Ours goes out when the peer's request, which is open, has come to its end. */
  | 'queued'
  /** A message of the run has gone out. */
  | 'progress'
  | 'success'
  | 'failure'
  /** The peer stopped where some engines stop when the secrets differ, others when told to. */
  | 'failed-or-aborted'
  /** Either side stopped it, or its session is gone. */
  | 'aborted'
  /** Nobody answered in time. */
  | 'expired'
  /** A value or a proof of the peer's was wrong. */
  | 'cheated'
  /** The peer sent a message that does not belong there. */
  | 'error';

/**
 * One comparison of secrets by the Socialist Millionaires' Protocol. Each session has at most one in
 * each direction; none outlives its session.
 */
export interface SmpRunInfo {
  /** Names the run in `smpAnswer` and `smpAbort`; never given twice. */
  readonly id: number;
  /** Whether our person asked. */
  readonly weAsked: boolean;
  /** Whether there is a question. Who answers one has proved something; who asked has learnt it. */
  readonly withQuestion: boolean;
  /** The question, of any content and length; null: none. */
  readonly question: string | null;
  /** The session and the key that the comparison is bound to. */
  readonly session: SessionInfo;
}

/** A comparison that is open, and what it waits for. */
export interface OpenSmpRun extends SmpRunInfo {
  /** The person's answer, the peer's request to end, or the peer's next message. */
  readonly waitsFor: 'our-answer' | 'their-request' | 'peer';
}

/** What a Correspondent wants done, in order. Carried out after the step, never during it. */
export type SessionEvent =
  /** A whole packet for the network, already cut to size. */
  | {
      readonly kind: 'transmit';
      /** At most `maxMessageSize` characters, except where the network takes any length (0). */
      readonly text: string;
    }
  /**
   * A text for the person. `encrypted`: it came out of an authentic data message. `warn`: it did
   * not, although it should have (in a session, after the contact ended one, or with require).
   */
  | {
      readonly kind: 'display';
      /** The peer's words, of any content: HTML or not, nobody has looked at them. */
      readonly text: string;
      /** Whether it came in a session, authenticated. */
      readonly encrypted: boolean;
      /** Whether the person has to be told that it was not. */
      readonly warn: boolean;
      /** The key of the session that it came in; '' when it was not encrypted. */
      readonly fingerprint: string;
    }
  /** `text` of the person's did not leave and is not kept: it goes back to the entry. */
  | {
      readonly kind: 'refused';
      /** As it was given to `send`. */
      readonly text: string;
      /** Why; what can be done depends on it. */
      readonly reason: RefusalReason;
    }
  /** `text` of the person's is kept until a session stands. */
  | {
      readonly kind: 'queued';
      /** As it was given to `send`. */
      readonly text: string;
    }
  /** Text kept earlier has been sent (`sent`), or comes back to the person (`returned`). */
  | {
      readonly kind: 'unqueued';
      /** As it was given to `send`. */
      readonly text: string;
      /** What became of it. */
      readonly outcome: 'sent' | 'returned';
    }
  /** A session stands, stands with new keys, or is over. */
  | {
      readonly kind: 'session';
      /** 'still-secure': the same key again. 'finished': by the contact. 'gone-insecure': by us. */
      readonly change: 'gone-secure' | 'still-secure' | 'finished' | 'gone-insecure';
      /** Whether our side sent the D-H Commit that this session came from. */
      readonly weStarted: boolean;
      /** The session as it is now; with 'gone-insecure', as it was. */
      readonly session: SessionInfo;
      /** With gone-secure inside a session: the fingerprint that it had before. */
      readonly before?: string;
    }
  /** A key authenticated itself; the store knows whether it is new. Comes before 'session'. */
  | {
      readonly kind: 'fingerprint';
      /** 40 lower-case hexadecimal digits. */
      readonly fingerprint: string;
    }
  /** A private key is needed; call `identityReady` when it is there. Messages wait until then. */
  | { readonly kind: 'identity-needed' }
  /** Something to tell or to log. */
  | {
      readonly kind: 'notice';
      /** What is true. */
      readonly code: NoticeCode;
      /** What some codes come with; see there. */
      readonly text?: string;
    }
  /** A comparison of secrets has begun, gone on, or come to its end. */
  | {
      readonly kind: 'smp';
      /** What has become of it. */
      readonly outcome: SmpOutcomeName;
      /** Which one. */
      readonly run: SmpRunInfo;
    }
  /** The extra symmetric key was used, by us (`sent`) or them. */
  | {
      readonly kind: 'extra-key';
      /** Whether it was announced by us. */
      readonly sent: boolean;
      /** What it is for: 32 bits that the two programs agree on. */
      readonly use: number;
      /** More about that, of any content. */
      readonly useData: Uint8Array;
      /** 32 bytes, secret. */
      readonly key: Uint8Array;
      /** The session that it belongs to. */
      readonly session: SessionInfo;
    };
