/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real libpurple without a UI, for tests: a protocol that only writes down what would go out, and a report of
   everything a person would see. */
#ifndef OTR_TEST_CORE_H
#define OTR_TEST_CORE_H

#include <purple.h>

G_BEGIN_DECLS

#define TEST_PROTOCOL "prpl-otr-test"

/* `kind` is one of: wire, shown, system, error, sent, notify, request, debug. `who` may be "". */
typedef void (*TestReport)(const char *kind, const char *who, const char *text);

/* Starts libpurple once per process; its files go to `user_dir`, plugins come from `plugin_dir` (NULL: none).
 */
void test_core_start(const char *user_dir, const char *plugin_dir, TestReport report);

/* The account of this name, made when it is not there, and its connection put up or down. */
PurpleAccount *test_core_account(const char *username, gboolean online);

/* A message of `who` arrives from the server. */
void test_core_receive(PurpleAccount *account, const char *who, const char *text);

/* Answers the newest request window: an action's number, or -1 to close it by its frame. FALSE: there is
 * none. */
gboolean test_core_answer(int action, const char *value);

/* Registers the protocol; called by test_core_start. */
void test_protocol_register(TestReport report);

G_END_DECLS

#endif
