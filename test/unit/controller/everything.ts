// SPDX-License-Identifier: GPL-2.0-or-later
import fc from 'fast-check';
import type { MenuItem } from '../../../src/controller/models.js';
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import type { DeviceName, TwoDevices } from './two-devices.js';
import { ALICE, BOB, BOB_KEY, NEW_KEY, OTHER_KEY } from './two-people.js';

const FINGERPRINTS = [BOB_KEY, OTHER_KEY, NEW_KEY].map((key) => fingerprintOf(key));

/** Everything that can happen, to everybody. */
export type Step =
  | { readonly kind: 'menu'; readonly item: string }
  | { readonly kind: 'option'; readonly at: number }
  | { readonly kind: 'command'; readonly text: string }
  | {
      readonly kind: 'peer';
      readonly device: DeviceName;
      readonly does: 'start' | 'end' | 'say' | 'restart' | 'reinstall';
    }
  | { readonly kind: 'deliver'; readonly count: number }
  | {
      readonly kind:
        | 'drop'
        | 'open'
        | 'close'
        | 'reconnect'
        | 'goes offline'
        | 'comes online'
        | 'forget'
        | 'dismiss';
    }
  | { readonly kind: 'time'; readonly seconds: number };

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('start', 'end', 'continue')
      .map((item) => ({ kind: 'menu', item }) as const),
  },
  { weight: 4, arbitrary: fc.nat(5).map((at) => ({ kind: 'option', at }) as const) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(
        ...FINGERPRINTS.map((fingerprint) => `verify ${fingerprint}`),
        'distrust',
        'policy always',
        'policy manual',
        'policy never',
        'policy default',
        'sessions end 1',
        'sessions end 2',
      )
      .map((text) => ({ kind: 'command', text }) as const),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom<DeviceName>('laptop', 'phone'),
        fc.constantFrom('start', 'end', 'say', 'restart', 'reinstall'),
      )
      .map(([device, does]) => ({ kind: 'peer', device, does }) as const),
  },
  {
    weight: 10,
    arbitrary: fc
      .integer({ min: 1, max: 30 })
      .map((count) => ({ kind: 'deliver', count }) as const),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(
        'drop',
        'open',
        'close',
        'reconnect',
        'goes offline',
        'comes online',
        'forget',
        'dismiss',
      )
      .map((kind) => ({ kind }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 61, 130).map((seconds) => ({ kind: 'time', seconds }) as const),
  },
);

export async function carryOut(network: TwoDevices, what: Step): Promise<void> {
  const { alice } = network;
  switch (what.kind) {
    case 'menu':
      alice.menu(BOB, what.item);
      break;
    case 'option':
      useOption(network, what.at);
      break;
    case 'command':
      alice.command(BOB, what.text);
      break;
    case 'peer':
      peerDoes(network, what.device, what.does);
      break;
    case 'deliver':
      await network.deliver(what.count);
      break;
    case 'drop':
      network.drop();
      break;
    case 'open':
      alice.window(BOB);
      break;
    case 'close':
      alice.close(BOB);
      break;
    case 'reconnect':
      alice.controller.signingOff(alice.account);
      alice.connected = false;
      alice.controller.accountsChanged();
      alice.connected = true;
      alice.controller.accountsChanged();
      break;
    case 'goes offline':
      alice.controller.contactWentOffline(alice.id(BOB));
      break;
    case 'comes online':
      alice.controller.contactCameOnline(alice.id(BOB));
      break;
    case 'forget':
      for (const row of alice.controller.knownList.rows()) alice.controller.knownList.forget(row);
      break;
    case 'dismiss':
      alice.menu(BOB, 'later');
      break;
    case 'time':
      for (const host of network.all) host.pass(what.seconds * 1000);
  }
}

/** One of the entries about sessions. */
function useOption({ alice }: TwoDevices, at: number): void {
  const entries = submenu(alice.find(BOB)?.decoration?.menu ?? []).flatMap((item) =>
    item.kind === 'option' || item.kind === 'action' ? [item.id] : [],
  );
  const id = entries[at];
  if (id !== undefined) alice.menu(BOB, id);
}

function submenu(menu: readonly MenuItem[]): readonly MenuItem[] {
  return menu.flatMap((item) => (item.kind === 'folder' ? item.items : []));
}

function peerDoes(network: TwoDevices, device: DeviceName, does: string): void {
  if (does === 'restart' || does === 'reinstall') network[does](device);
  else if (does === 'say') network[device].type(ALICE, 'hello');
  else network[device].menu(ALICE, does);
}
