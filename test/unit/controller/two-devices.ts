// SPDX-License-Identifier: GPL-2.0-or-later
import { fingerprintOf } from '../../../src/crypto/fingerprint.js';
import type { DsaPrivateKey } from '../../../src/crypto/dsa.js';
import { FakeHost, type FakeHostOptions } from '../../support/fake-host.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { ALICE, ALICE_KEY, BOB, BOB_KEY, NEW_KEY, OTHER_KEY, xmpp } from './two-people.js';

export type DeviceName = 'laptop' | 'phone';

/** A program of Bob's: it may have been replaced since. */
interface Program {
  readonly device: DeviceName;
  readonly fingerprint: string;
  readonly files: MemoryFiles;
}

/** Alice, and Bob with two programs: what she sends reaches both, as the server of XMPP has it. */
export class TwoDevices {
  readonly alice: FakeHost;
  laptop: FakeHost;
  phone: FakeHost;
  readonly #programs: Program[] = [];
  readonly #keys: Record<DeviceName, DsaPrivateKey> = { laptop: BOB_KEY, phone: OTHER_KEY };
  readonly #queue: (() => void)[] = [];

  constructor(alice: Partial<FakeHostOptions> = {}) {
    this.alice = new FakeHost({ account: xmpp(ALICE), key: ALICE_KEY, ...alice });
    this.laptop = this.#made('laptop', this.#keys.laptop);
    this.phone = this.#made('phone', this.#keys.phone);
    this.alice.peer = (text): void => {
      for (const bob of [this.laptop, this.phone])
        this.#queue.push(() => {
          bob.arrive(ALICE, text);
        });
    };
  }

  get all(): readonly FakeHost[] {
    return [this.alice, this.laptop, this.phone];
  }

  /** The program on this device starts anew: its sessions are gone, its files are there. */
  restart(device: DeviceName): void {
    this[device] = this.#made(device, this.#keys[device], this[device].files);
  }

  /** Bob installs anew on this device: nothing of the old files is there, and the key is another. */
  reinstall(device: DeviceName): void {
    this.#keys[device] = NEW_KEY;
    this[device] = this.#made(device, NEW_KEY);
  }

  /** Whose instance tag this is, or was. */
  programOf(tag: number): Program {
    const hex = tag.toString(16).padStart(8, '0');
    const found = this.#programs.find(
      ({ files }) => files.text('otr.instance_tags')?.includes(hex) === true,
    );
    if (found === undefined) throw new Error(`nobody has the tag ${hex}`);
    return found;
  }

  /** Both devices are in a private conversation with Alice, the telephone last. */
  async begin(): Promise<void> {
    this.alice.window(BOB);
    for (const bob of [this.laptop, this.phone]) {
      this.alice.time += 1000;
      bob.menu(ALICE, 'start');
      await this.settle();
    }
  }

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 5;) {
      await new Promise(setImmediate);
      const next = this.#queue.shift();
      quiet = next === undefined ? quiet + 1 : 0;
      next?.();
    }
    for (const host of this.all) host.pass(0);
  }

  /** Carries so many of the packets that are on their way, and what follows from them. */
  async deliver(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      await new Promise(setImmediate);
      this.#queue.shift()?.();
    }
  }

  /** What is on its way is lost. */
  drop(): void {
    this.#queue.length = 0;
  }

  /** What is written in the background is written. */
  async written(): Promise<void> {
    for (let i = 0; i < 3; i += 1) await new Promise(setImmediate);
  }

  /** What came to a device as a message. */
  received(device: DeviceName): readonly string[] {
    return this[device].texts(ALICE, 'received');
  }

  #made(device: DeviceName, key: DsaPrivateKey, files = new MemoryFiles()): FakeHost {
    // another resource, so other random numbers: each program has a tag of its own
    const account = xmpp(`${BOB}/${device}-${String(this.#programs.length)}`);
    const host = new FakeHost({ account, key, files });
    this.#programs.push({ device, fingerprint: fingerprintOf(key), files });
    host.peer = this.#to(device);
    host.window(ALICE);
    return host;
  }

  #to(device: string): (text: string) => void {
    return (text) => {
      this.#queue.push(() => {
        this.alice.arrive(BOB, text, device);
      });
    };
  }
}
