// SPDX-License-Identifier: GPL-2.0-or-later
// Two people on one table: a whole private conversation with the engine alone.
import {
  Correspondent,
  type DsaPrivateKey,
  generateDsaKey,
  POLICIES,
  type SessionEvent,
  systemRandom,
} from 'otr-ts/engine';

function person(identity: DsaPrivateKey, instanceTag: number): Correspondent {
  return new Correspondent({
    tools: { random: systemRandom, now: () => Date.now() },
    identity,
    instanceTag,
    policy: () => POLICIES.opportunistic,
    maxMessageSize: () => 0,
    queryExplanation: () => 'I would like to talk in private.',
    isTrusted: () => false,
    errorText: (code) => code,
  });
}

/** The network: carries what one wants sent to the other, and shows what is to be shown. */
function carry(events: readonly SessionEvent[], to: Correspondent, back: Correspondent): void {
  for (const event of events) {
    if (event.kind === 'transmit') carry(to.receive(event.text), back, to);
    if (event.kind === 'session') console.log(event.change, event.session.fingerprint);
    if (event.kind === 'display') console.log(event.encrypted ? 'private:' : 'clear:', event.text);
  }
}

async function main(): Promise<void> {
  const alice = person(await generateDsaKey(), 0x1001);
  const bob = person(await generateDsaKey(), 0x1002);
  carry(alice.start(), bob, alice);
  carry(alice.send('Nobody else reads this.'), bob, alice);
  carry(bob.end(), alice, bob);
}

void main();
