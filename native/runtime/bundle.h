/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The embedded JavaScript, made by scripts/bundle.mjs. */
#ifndef OTR_BUNDLE_H
#define OTR_BUNDLE_H

#ifdef __cplusplus
extern "C" {
#endif

extern const char otr_bundle[]; /* ASCII only, so that V8 can use it where it lies */
extern const char otr_bundle_end[];

#ifdef __cplusplus
}
#endif

#endif
