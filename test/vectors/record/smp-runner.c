/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Prints comparisons of secrets that libotr has with itself, every random number included, as JSON:
 *
 *     smp-runner
 *
 * cc -o smp-runner smp-runner.c $(pkg-config --cflags --libs libotr) -lgcrypt -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <libotr/proto.h>
#include <libotr/sm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_RANDOM 16
#define EXPONENT_BYTES 192
#define MPI_BYTES 192
#define MESSAGES 4
/* How many runs to look through for values with a leading zero byte. */
#define TRIES 400

static unsigned char random_bytes[MAX_RANDOM][EXPONENT_BYTES];
static int drawn;

/* Stands before libgcrypt's own, which it calls: so every exponent that libotr picks is known. */
void *gcry_random_bytes_secure(size_t length, enum gcry_random_level level)
{
    void *(*real)(size_t, enum gcry_random_level);
    void *bytes;
    *(void **) &real = dlsym(RTLD_NEXT, "gcry_random_bytes_secure");
    bytes = real(length, level);
    if (length == EXPONENT_BYTES && drawn < MAX_RANDOM)
        memcpy(random_bytes[drawn++], bytes, length);
    return bytes;
}

struct message {
    unsigned char *bytes;
    int length;
};

struct run {
    struct message messages[MESSAGES];
    int alice_first, bob, alice_last, bob_last; /* how many exponents were drawn after each step */
    OtrlSMProgState result[2];                  /* alice's, bob's */
};

static void start_anew(OtrlSMState *state)
{
    otrl_sm_state_new(state);
    otrl_sm_state_init(state);
}

static void compare(struct run *run, const unsigned char *x, const unsigned char *y)
{
    OtrlSMState alice, bob;
    struct message *m = run->messages;
    drawn = 0;
    start_anew(&alice);
    start_anew(&bob);
    otrl_sm_step1(&alice, x, SM_DIGEST_SIZE, &m[0].bytes, &m[0].length);
    run->alice_first = drawn;
    otrl_sm_step2a(&bob, m[0].bytes, m[0].length, 0);
    otrl_sm_step2b(&bob, y, SM_DIGEST_SIZE, &m[1].bytes, &m[1].length);
    run->bob = drawn;
    otrl_sm_step3(&alice, m[1].bytes, m[1].length, &m[2].bytes, &m[2].length);
    run->alice_last = drawn;
    otrl_sm_step4(&bob, m[2].bytes, m[2].length, &m[3].bytes, &m[3].length);
    run->bob_last = drawn;
    otrl_sm_step5(&alice, m[3].bytes, m[3].length);
    run->result[0] = alice.sm_prog_state;
    run->result[1] = bob.sm_prog_state;
    otrl_sm_state_free(&alice);
    otrl_sm_state_free(&bob);
}

/* The length of the longest shortened value: a number below 2^1528 takes fewer than 192 bytes. */
static int has_short_value(const struct message *message)
{
    for (int at = 4; at + 4 <= message->length;) {
        const unsigned char *b = message->bytes + at;
        int length = b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
        /* A challenge has 32 bytes, or 31 when it begins with a zero byte. */
        if (length != MPI_BYTES && length != SM_DIGEST_SIZE) return length;
        at += 4 + length;
    }
    return 0;
}

static void put_hex(const unsigned char *bytes, int length)
{
    printf("\"");
    for (int i = 0; i < length; i++) printf("%02x", bytes[i]);
    printf("\"");
}

static void put_random(const char *name, int first, int middle, int second, int last)
{
    printf("\"%s\": [", name);
    for (int i = first; i < last; i++) {
        if (i >= middle && i < second) continue;
        if (i > first) printf(", ");
        put_hex(random_bytes[i], EXPONENT_BYTES);
    }
    printf("]");
}

static void put_run(const char *what, const struct run *run, const unsigned char *x, const unsigned char *y)
{
    static int count;
    printf("%s\n  {\"what\": \"%s\", \"x\": ", count++ ? "," : "", what);
    put_hex(x, SM_DIGEST_SIZE);
    printf(", \"y\": ");
    put_hex(y, SM_DIGEST_SIZE);
    printf(", \"random\": {");
    put_random("alice", 0, run->alice_first, run->bob, run->alice_last);
    printf(", ");
    put_random("bob", run->alice_first, run->bob, run->alice_last, run->bob_last);
    printf("}, \"messages\": [");
    for (int i = 0; i < MESSAGES; i++) {
        if (i) printf(", ");
        put_hex(run->messages[i].bytes, run->messages[i].length);
    }
    printf("], \"same\": [%s, %s]}", run->result[0] == OTRL_SMP_PROG_SUCCEEDED ? "true" : "false",
           run->result[1] == OTRL_SMP_PROG_SUCCEEDED ? "true" : "false");
}

static void release(struct run *run)
{
    for (int i = 0; i < MESSAGES; i++) free(run->messages[i].bytes);
}

/* A run in which a value of this message has a leading zero byte. */
static void put_short(const char *what, int message, const unsigned char *x)
{
    for (int i = 0; i < TRIES; i++) {
        struct run run;
        compare(&run, x, x);
        int found = has_short_value(&run.messages[message]);
        if (found) put_run(what, &run, x, x);
        release(&run);
        if (found) return;
    }
    exit(1);
}

int main(void)
{
    unsigned char x[SM_DIGEST_SIZE], y[SM_DIGEST_SIZE];
    struct run run;
    OTRL_INIT;
    otrl_sm_init();
    for (int i = 0; i < SM_DIGEST_SIZE; i++) {
        x[i] = 0xf0 - 3 * i;
        y[i] = 0x0f + 5 * i;
    }
    printf("{\"cases\": [");
    compare(&run, x, x);
    put_run("the same secret", &run, x, x);
    release(&run);
    compare(&run, x, y);
    put_run("different secrets", &run, x, y);
    release(&run);
    x[0] = 0;
    compare(&run, x, x);
    put_run("a secret with a leading zero byte", &run, x, x);
    release(&run);
    put_short("a leading zero byte in message 1", 0, x);
    put_short("a leading zero byte in message 2", 1, x);
    put_short("a leading zero byte in message 3", 2, x);
    put_short("a leading zero byte in message 4", 3, x);
    printf("]}\n");
    return 0;
}
