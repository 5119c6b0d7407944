// SPDX-License-Identifier: GPL-2.0-or-later
// A whole conversation with each engine: starting in every way, talking, refreshing, ending.
import { shown } from './network.js';
import { lastState, OPPONENTS, policy, withPair } from './pair.js';

jest.setTimeout(120_000);

describe.each(OPPONENTS)('with $kind, version $version', (opponent) => {
  test('we ask', () => withPair(opponent, (pair) => pair.makePrivate()));

  test('they ask', () =>
    withPair(opponent, async (pair) => {
      await pair.bob.cmd('start');
      await pair.pump();
      await pair.expectPrivate();
      expect(lastState(pair.alice)).toMatchObject({
        state: 'gone_secure',
        version: opponent.version,
      });
    }));
});
