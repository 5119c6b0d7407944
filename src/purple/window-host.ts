// SPDX-License-Identifier: GPL-2.0-or-later

/** Who carries windows hears from the bridge what happens in them, by number. */
export interface WindowHost {
  used(window: number, item: string, value: string): void;
  pressed(window: number, button: string, secrets: Readonly<Record<string, string>>): void;
  closed(window: number): void;
  closeAll(): void;
}
