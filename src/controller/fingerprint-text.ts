// SPDX-License-Identifier: GPL-2.0-or-later

/** A fingerprint as people compare it: five groups of eight capital digits. */
export function grouped(fingerprint: string): string {
  return fingerprint.toUpperCase().replace(/(.{8})(?=.)/g, '$1 ');
}

/** What somebody pasted, as 40 lower-case digits; null when it is no fingerprint. */
export function readFingerprint(pasted: string): string | null {
  const digits = pasted.replace(/[\s:-]/g, '').toLowerCase();
  return /^[0-9a-f]{40}$/.test(digits) ? digits : null;
}
