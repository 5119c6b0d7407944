/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guard's whole table: 4 states of the engine × protected × looks like OTR, both ways. */
#include "guard.h"

#define YES TRUE
#define NO FALSE

typedef struct {
    OtrUnanswered message;
    OtrDecision sending, receiving;
} Row;

/* "safety.md 1.2: engine not answering is a hold state"; while it starts everything waits. */
static const Row table[] = {
    {{OTR_HEALTH_STARTING, NO, NO}, OTR_WAIT, OTR_WAIT},
    {{OTR_HEALTH_STARTING, NO, YES}, OTR_WAIT, OTR_WAIT},
    {{OTR_HEALTH_STARTING, YES, NO}, OTR_WAIT, OTR_WAIT},
    {{OTR_HEALTH_STARTING, YES, YES}, OTR_WAIT, OTR_WAIT},
    /* ready: the engine threw, or answered nothing */
    {{OTR_HEALTH_READY, NO, NO}, OTR_LET_PASS, OTR_LET_PASS},
    {{OTR_HEALTH_READY, NO, YES}, OTR_HOLD, OTR_HOLD},
    {{OTR_HEALTH_READY, YES, NO}, OTR_HOLD, OTR_PASS_MARKED},
    {{OTR_HEALTH_READY, YES, YES}, OTR_HOLD, OTR_HOLD},
    {{OTR_HEALTH_FAILED, NO, NO}, OTR_LET_PASS, OTR_LET_PASS},
    {{OTR_HEALTH_FAILED, NO, YES}, OTR_HOLD, OTR_HOLD},
    {{OTR_HEALTH_FAILED, YES, NO}, OTR_HOLD, OTR_PASS_MARKED},
    {{OTR_HEALTH_FAILED, YES, YES}, OTR_HOLD, OTR_HOLD},
    /* stopped: the program is ending */
    {{OTR_HEALTH_STOPPED, NO, NO}, OTR_LET_PASS, OTR_LET_PASS},
    {{OTR_HEALTH_STOPPED, NO, YES}, OTR_HOLD, OTR_HOLD},
    {{OTR_HEALTH_STOPPED, YES, NO}, OTR_HOLD, OTR_PASS_MARKED},
    {{OTR_HEALTH_STOPPED, YES, YES}, OTR_HOLD, OTR_HOLD},
};

static void
follows_the_table(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        g_assert_cmpint(otr_guard_sending(&table[i].message), ==, table[i].sending);
        g_assert_cmpint(otr_guard_receiving(&table[i].message), ==, table[i].receiving);
    }
}

static void
zero_holds(void)
{
    /* a forgotten assignment fails closed */
    g_assert_cmpint(OTR_HOLD, ==, 0);
}

static void
knows_otr_by_its_prefix(void)
{
    const char *const otr[] = {"?OTR:AAMC.",  "?OTRv23?",        "?OTR?",
                               "?OTR,1,2,x,", "?OTR|5|6,1,2,x,", "<b>?OTR:AA</b>"};
    const char *const other[] = {"", "OTR", "? OTR", "?otr", "hello"};

    for (size_t i = 0; i < G_N_ELEMENTS(otr); i++)
        g_assert_true(otr_guard_looks_like_otr(otr[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(other); i++)
        g_assert_false(otr_guard_looks_like_otr(other[i]));
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/guard/follows-the-table", follows_the_table);
    g_test_add_func("/guard/zero-holds", zero_holds);
    g_test_add_func("/guard/knows-otr-by-its-prefix", knows_otr_by_its_prefix);
    return g_test_run();
}
