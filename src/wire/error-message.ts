// SPDX-License-Identifier: GPL-2.0-or-later

/** An OTR error message. libotr recognises it only with the blank after the colon. */
export function formatError(text: string): string {
  return `?OTR Error: ${text}`;
}
