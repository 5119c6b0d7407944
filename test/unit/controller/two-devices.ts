// SPDX-License-Identifier: GPL-2.0-or-later
import { FakeHost, type FakeHostOptions } from '../../support/fake-host.js';
import { MemoryFiles } from '../../support/memory-files.js';
import { ALICE, ALICE_KEY, BOB, BOB_KEY, OTHER_KEY, xmpp } from './two-people.js';

/** Alice, and Bob with two programs: what she sends reaches both, as the server of XMPP has it. */
export class TwoDevices {
  readonly alice: FakeHost;
  laptop: FakeHost;
  phone: FakeHost;
  readonly #queue: (() => void)[] = [];

  constructor(alice: Partial<FakeHostOptions> = {}) {
    this.alice = new FakeHost({ account: xmpp(ALICE), key: ALICE_KEY, ...alice });
    this.laptop = this.#made('laptop');
    this.phone = this.#made('phone');
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
  restart(device: 'laptop' | 'phone'): void {
    this[device] = this.#made(device, this[device].files);
  }

  /** Whose instance tag this is. */
  deviceOf(tag: number): 'laptop' | 'phone' {
    const hex = tag.toString(16).padStart(8, '0');
    for (const device of ['laptop', 'phone'] as const)
      if (this[device].files.text('otr.instance_tags')?.includes(hex) === true) return device;
    throw new Error(`nobody has the tag ${hex}`);
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
  received(device: 'laptop' | 'phone'): readonly string[] {
    return this[device].texts(ALICE, 'received');
  }

  #made(device: 'laptop' | 'phone', files = new MemoryFiles()): FakeHost {
    const key = device === 'laptop' ? BOB_KEY : OTHER_KEY;
    const host = new FakeHost({ account: xmpp(`${BOB}/${device}`), key, files });
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
