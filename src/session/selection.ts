// SPDX-License-Identifier: GPL-2.0-or-later
import type { InstanceRef, SessionChoice } from './events.js';
import { fingerprintIn, type Instance } from './instance.js';
import type { Instances } from './instances.js';

type Automatic = Exclude<SessionChoice, InstanceRef>;

/** Which instance the person's messages go to. */
export class Selection {
  readonly #instances: Instances;
  readonly #isTrusted: (fingerprint: string) => boolean;
  #automatic: Automatic = 'most-secure';
  /** The instance that the person chose, and the key that it had. */
  #chosen: { readonly instance: Instance; readonly fingerprint: string } | null = null;

  constructor(instances: Instances, isTrusted: (fingerprint: string) => boolean) {
    this.#instances = instances;
    this.#isTrusted = isTrusted;
  }

  /** False, and no change, when the chosen instance has no session. */
  choose(choice: SessionChoice): boolean {
    if (typeof choice === 'string') {
      this.#automatic = choice;
      this.#chosen = null;
      return true;
    }
    const instance = this.#instances.find(choice.version, choice.theirTag);
    const fingerprint = instance === null ? null : fingerprintIn(instance);
    if (instance === null || fingerprint === null) return false;
    this.#chosen = { instance, fingerprint };
    return true;
  }

  get choice(): SessionChoice {
    const chosen = this.#stillChosen();
    if (chosen === null) return this.#automatic;
    return { version: chosen.version, theirTag: chosen.theirTag };
  }

  /** The instance that the next message goes to; null while none is known. */
  current(): Instance | null {
    const chosen = this.#stillChosen();
    if (chosen !== null) return chosen;
    return this.#instances.best(this.#automatic === 'most-secure' ? this.#isTrusted : () => false);
  }

  /**
   * A finished session stays chosen: what was meant for it alone goes to no other by itself. Once it
   * is gone, or another key sits in its place, the choice is made anew among those that are there.
   */
  #stillChosen(): Instance | null {
    if (this.#chosen === null) return null;
    const { instance, fingerprint } = this.#chosen;
    if (fingerprintIn(instance) === fingerprint) return instance;
    this.#chosen = null;
    return null;
  }
}
