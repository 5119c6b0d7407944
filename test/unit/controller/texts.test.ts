// SPDX-License-Identifier: GPL-2.0-or-later
import { unreadableText } from '../../../src/controller/file-texts.js';
import { grouped, readFingerprint } from '../../../src/controller/fingerprint-text.js';
import { _, counted, speak } from '../../../src/controller/language.js';
import { noticeText } from '../../../src/controller/notice-texts.js';
import { maxMessageSize, queryExplanation, textFormOn } from '../../../src/controller/protocols.js';
import type { NoticeCode } from '../../../src/session/events.js';

const jabber = { protocol: 'prpl-jabber', username: 'alice@example.org', who: 'bob@example.org' };
const irc = { protocol: 'prpl-irc', username: 'alice@irc.example.org', who: 'bob' };

afterEach(() => {
  speak({ gettext: (id) => id, ngettext: (one, many, n) => (n === 1 ? one : many) });
});

describe('texts', () => {
  test('have named placeholders; what is put in is not looked at again', () => {
    expect(_('a %{name} b %{other}', { name: '%{other}', other: 1 })).toBe('a %{other} b 1');
    expect(_('%{unknown}')).toBe('%{unknown}');
    expect(counted('%{count} thing', '%{count} things', 3)).toBe('3 things');
  });

  test('come in the person’s language', () => {
    speak({ gettext: (id) => id.toUpperCase(), ngettext: (_one, many) => many });
    expect(_('yes')).toBe('YES');
    expect(counted('one', 'many', 1)).toBe('many');
  });

  test('every notice is worded or silent, and none has a web address', () => {
    const silent: NoticeCode[] = [
      'connection-ended',
      'received-unrecognized',
      'heartbeat-received',
      'heartbeat-sent',
    ];
    const told: NoticeCode[] = [
      ...(['encryption-required', 'setup-error', 'message-reflected', 'message-resent'] as const),
      ...(['resend-refused', 'received-not-in-private', 'received-unreadable'] as const),
      ...(['received-malformed', 'received-error', 'received-for-other-instance'] as const),
      ...(['version-downgrade', 'paused', 'policy-refused'] as const),
    ];
    for (const code of silent) expect(noticeText(code, 'Bob', '')).toBeNull();
    for (const code of told) {
      const text = noticeText(code, 'Bob', 'detail');
      expect(text).toMatch(/[.”]$/);
      expect(text).not.toMatch(/https?:/);
    }
    expect(noticeText('received-error', 'Bob', '')).toBe('The program of Bob reports an error.');
  });

  test('name the line of a damaged file', () => {
    const problem = { kind: 'problem', code: 'syntax', line: 7, detail: '' } as const;
    expect(unreadableText('/x/otr.private_key', problem)).toBe(
      'The file /x/otr.private_key cannot be used: line 7 is damaged. It has been left as it is.',
    );
  });

  test('fingerprints are five groups of eight, and read back in any form', () => {
    const fingerprint = '0123456789abcdef0123456789abcdef01234567';
    expect(grouped(fingerprint)).toBe('01234567 89ABCDEF 01234567 89ABCDEF 01234567');
    expect(readFingerprint(` ${grouped(fingerprint)}\n`)).toBe(fingerprint);
    expect(readFingerprint(fingerprint.replace(/(..)/g, '$1:').slice(0, -1))).toBe(fingerprint);
    expect(readFingerprint(`${fingerprint}0`)).toBeNull();
  });
});

describe('what a network takes', () => {
  test('plain text on IRC, HTML elsewhere', () => {
    expect(textFormOn(irc.protocol)).toBe('plain');
    expect(textFormOn(jabber.protocol)).toBe('html');
  });

  test('sizes: pidgin-otr’s table, one that is computed for IRC, or the person’s own', () => {
    const none = new Map<string, number>();
    expect(maxMessageSize(jabber, none)).toBe(0);
    expect(maxMessageSize({ ...jabber, protocol: 'prpl-oscar' }, none)).toBe(2343);
    const size = maxMessageSize(irc, none);
    const line = `:alice!${'u'.repeat(12)}@${'h'.repeat(63)} PRIVMSG bob :${'x'.repeat(size)}\r\n`;
    expect(line).toHaveLength(512);
    expect(maxMessageSize({ ...irc, who: 'x'.repeat(600) }, none)).toBe(200);
    expect(maxMessageSize(irc, new Map([['prpl-irc', 300]]))).toBe(300);
  });

  test('the query: bare on IRC, else own language and English, and never what confuses a parser', () => {
    expect(queryExplanation(irc)).toBe('');
    const english = queryExplanation(jabber);
    expect(english).toMatch(/^[A-Z][^0-9,?]+\.$/);
    speak({ gettext: () => 'Ceci est une demande.', ngettext: (one) => one });
    expect(queryExplanation(jabber)).toBe(`Ceci est une demande. ${english}`);
    for (const bad of ['Version 2.', 'Bonjour, toi.', 'Ça va ?', 'x'.repeat(200)]) {
      speak({ gettext: () => bad, ngettext: (one) => one });
      expect(queryExplanation(jabber)).toBe(english);
    }
  });
});
