// SPDX-License-Identifier: GPL-2.0-or-later

/** A browser's, which the types of qrcode-generator name; nothing here has one. */
type CanvasRenderingContext2D = never;
