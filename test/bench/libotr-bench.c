/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work of scripts/bench.mjs done by Debian's libotr, called as pidgin-otr calls it; our engine's is
 * ours.ts.
 *
 * Reads lines "ROW COUNT" and answers each with two numbers: the CPU time (user and system) in seconds that
 * COUNT operations of that row took, or for `memory` the bytes that one side of so many private
 * conversations needs; and the longest time in seconds that a single call kept its caller waiting, in the rows that take
 * it, else 0.  Two accounts talk to each other in this process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gcrypt.h>
/* message.h and tlv.h rely on proto.h */
#include <libotr/proto.h>

#include <libotr/context.h>
#include <libotr/instag.h>
#include <libotr/message.h>
#include <libotr/privkey.h>
#include <libotr/userstate.h>

#define PROTOCOL "prpl-bench"
#define QUEUE 512 /* more than the 222 fragments of the largest message */

struct side {
    const char *account;
    struct side *peer;
    OtrlUserState state;
    char *outbox[QUEUE];
    int first, last;
    ConnContext *asked; /* whose SMP question waits for an answer */
    int succeeded;      /* SMP runs */
};

static struct side alice = {.account = "alice"}, bob = {.account = "bob"};
static char folder[] = "/tmp/otr-bench-XXXXXX";
static int fragment_size;
static int watching;   /* whether calls are timed one by one, which costs as much as a short message */
static double longest; /* call, in seconds of CPU time */

static void die(const char *what)
{
    fprintf(stderr, "libotr-bench: %s\n", what);
    exit(1);
}

static double cpu_seconds(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_utime.tv_sec + use.ru_stime.tv_sec +
           (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static double call_begins(void)
{
    return watching ? cpu_seconds() : 0;
}

static void call_ends(double start)
{
    double took = watching ? cpu_seconds() - start : 0;
    if (took > longest) longest = took;
}

/* ---- what libotr asks of an application ---- */

static OtrlPolicy cb_policy(void *data, ConnContext *c)
{
    return OTRL_POLICY_ALLOW_V3;
}

static int cb_is_logged_in(void *data, const char *account, const char *protocol,
                           const char *recipient)
{
    return 1;
}

static void cb_inject(void *data, const char *account, const char *protocol, const char *recipient,
                      const char *message)
{
    struct side *side = data;
    if (side->last == QUEUE) die("too many messages");
    side->outbox[side->last++] = strdup(message);
}

static int cb_max_message_size(void *data, ConnContext *c)
{
    return fragment_size;
}

static void cb_new_fingerprint(void *data, OtrlUserState state, const char *account,
                               const char *protocol, const char *user, unsigned char fp[20])
{
}

static void cb_smp_event(void *data, OtrlSMPEvent event, ConnContext *c, unsigned short percent,
                         char *question)
{
    struct side *side = data;
    if (event == OTRL_SMPEVENT_ASK_FOR_ANSWER) side->asked = c;
    if (event == OTRL_SMPEVENT_SUCCESS) side->succeeded++;
}

static const OtrlMessageAppOps ops = {
    .policy = cb_policy,
    .is_logged_in = cb_is_logged_in,
    .inject_message = cb_inject,
    .new_fingerprint = cb_new_fingerprint,
    .max_message_size = cb_max_message_size,
    .handle_smp_event = cb_smp_event,
};

/* ---- two accounts ---- */

static void send_text(struct side *side, const char *peer, const char *text)
{
    char *out = NULL;
    if (otrl_message_sending(side->state, &ops, side, side->account, PROTOCOL, peer,
                             OTRL_INSTAG_BEST, text, NULL, &out, OTRL_FRAGMENT_SEND_ALL, NULL,
                             NULL, NULL))
        die("sending failed");
    otrl_message_free(out);
}

/* Carries messages until both are silent; returns how many texts were decrypted. */
static int deliver(const char *alice_name, const char *bob_name)
{
    int texts = 0;
    while (alice.first < alice.last || bob.first < bob.last) {
        struct side *from = alice.first < alice.last ? &alice : &bob;
        char *message = from->outbox[from->first++], *text = NULL;
        struct side *to = from->peer;
        double start = call_begins();
        int internal = otrl_message_receiving(to->state, &ops, to, to->account, PROTOCOL,
                                              to == &alice ? bob_name : alice_name, message, &text,
                                              NULL, NULL, NULL, NULL);
        call_ends(start);
        texts += !internal && text;
        otrl_message_free(text);
        free(message);
        if (from->first == from->last) from->first = from->last = 0;
    }
    return texts;
}

static ConnContext *session(struct side *side, const char *peer)
{
    return otrl_context_find(side->state, peer, side->account, PROTOCOL, OTRL_INSTAG_BEST, 0, NULL,
                             NULL, NULL);
}

static void exchange_keys(const char *alice_name, const char *bob_name)
{
    ConnContext *c;
    send_text(&alice, bob_name, "?OTR?");
    deliver(alice_name, bob_name);
    c = session(&bob, alice_name);
    if (!c || c->msgstate != OTRL_MSGSTATE_ENCRYPTED) die("no session");
}

static void forget_all(void)
{
    otrl_context_forget_all(alice.state);
    otrl_context_forget_all(bob.state);
}

static void say(struct side *from, const char *text)
{
    send_text(from, from->peer->account, text);
    if (deliver("alice", "bob") != 1) die("text lost");
}

static void set_up(struct side *side, struct side *peer)
{
    char path[sizeof folder + 32];
    side->peer = peer;
    side->state = otrl_userstate_create();
    snprintf(path, sizeof path, "%s/%s", folder, side->account);
    if (otrl_privkey_generate(side->state, path, side->account, PROTOCOL)) die("no key");
    unlink(path);
    if (otrl_instag_generate(side->state, path, side->account, PROTOCOL)) die("no instance tag");
    unlink(path);
}

/* ---- rows ---- */

static double ake(int count)
{
    double start = cpu_seconds();
    for (int i = 0; i < count; i++) {
        forget_all();
        exchange_keys("alice", "bob");
    }
    return cpu_seconds() - start;
}

/* The first messages of a session rotate keys; the measured ones find it as it stays. */
static void settle(void)
{
    forget_all();
    exchange_keys("alice", "bob");
    for (int i = 0; i < 3; i++) {
        say(&alice, "warm");
        say(&bob, "up");
    }
}

static double smp(int count)
{
    static const unsigned char secret[] = "the secret that both know";
    const size_t length = sizeof secret - 1;
    double start, call;
    settle();
    watching = 1;
    alice.succeeded = bob.succeeded = 0;
    start = cpu_seconds();
    for (int i = 0; i < count; i++) {
        call = call_begins();
        otrl_message_initiate_smp_q(alice.state, &ops, &alice, session(&alice, "bob"), "a question",
                                    secret, length);
        call_ends(call);
        deliver("alice", "bob");
        call = call_begins();
        otrl_message_respond_smp(bob.state, &ops, &bob, bob.asked, secret, length);
        call_ends(call);
        deliver("alice", "bob");
    }
    start = cpu_seconds() - start;
    if (alice.succeeded != count || bob.succeeded != count) die("secrets differ");
    return start;
}

static double pingpong(int count)
{
    double start;
    settle();
    start = cpu_seconds();
    for (int i = 0; i < count; i++)
        say(i % 2 ? &alice : &bob, "twenty bytes of text");
    return cpu_seconds() - start;
}

static double burst(int count, int size)
{
    char *text = malloc(size + 1);
    double start;
    for (int i = 0; i < size; i++)
        text[i] = 'a' + i % 26;
    text[size] = 0;
    settle();
    say(&alice, text);
    start = cpu_seconds();
    for (int i = 0; i < count; i++)
        say(&alice, text);
    start = cpu_seconds() - start;
    free(text);
    return start;
}

static double fragments(int count)
{
    double seconds;
    fragment_size = 400;
    seconds = burst(count, 60000);
    fragment_size = 0;
    return seconds;
}

static double keygen(int count)
{
    OtrlUserState state = otrl_userstate_create();
    char path[sizeof folder + 32];
    double start = cpu_seconds(), call;
    watching = 1;
    snprintf(path, sizeof path, "%s/key", folder);
    for (int i = 0; i < count; i++) {
        call = call_begins();
        if (otrl_privkey_generate(state, path, "alice", PROTOCOL)) die("no key");
        call_ends(call);
    }
    start = cpu_seconds() - start;
    unlink(path);
    otrl_userstate_free(state);
    return start;
}

/* A file of COUNT known fingerprints, one of each contact, read. */
static double fingerprints(int count)
{
    OtrlUserState state = otrl_userstate_create();
    FILE *f = tmpfile();
    double start;
    for (int i = 0; i < count; i++)
        fprintf(f, "contact%06d@example.org\talice\t" PROTOCOL "\t%040x\tverified\n", i, i);
    rewind(f);
    start = cpu_seconds();
    if (otrl_privkey_read_fingerprints_FILEp(state, f, NULL, NULL)) die("fingerprints unread");
    start = cpu_seconds() - start;
    fclose(f);
    otrl_userstate_free(state);
    return start;
}

enum { CONVERSATIONS = 10000 };

/* COUNT look-ups among 10,000 conversations, spread over the whole list. */
static double lookup(int count)
{
    static char names[CONVERSATIONS][32];
    OtrlUserState state = otrl_userstate_create();
    double start;
    for (int i = CONVERSATIONS; i-- > 0;) { /* from behind: each is inserted at the list's head */
        snprintf(names[i], sizeof names[i], "contact%05d@example.org", i);
        otrl_context_find(state, names[i], "alice", PROTOCOL, OTRL_INSTAG_MASTER, 1, NULL, NULL, NULL);
    }
    start = cpu_seconds();
    for (int i = 0; i < count; i++)
        if (!otrl_context_find(state, names[i * 7919L % CONVERSATIONS], "alice", PROTOCOL,
                               OTRL_INSTAG_MASTER, 0, NULL, NULL, NULL))
            die("not found");
    start = cpu_seconds() - start;
    otrl_userstate_free(state);
    return start;
}

static double resident_bytes(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%*d %ld", &pages) != 1) die("no statm");
    fclose(f);
    return pages * (double)sysconf(_SC_PAGESIZE);
}

/* Bytes for one side of COUNT private conversations in which both have spoken. */
static double memory(int count)
{
    char left[32], right[32];
    double before;
    settle(); /* the first conversation is no measure for others */
    before = resident_bytes();
    for (int i = 0; i < count; i++) {
        snprintf(left, sizeof left, "alice%d", i);
        snprintf(right, sizeof right, "bob%d", i);
        exchange_keys(left, right);
        for (int turn = 0; turn < 4; turn++) {
            struct side *from = turn % 2 ? &bob : &alice;
            send_text(from, from == &alice ? right : left, "hello");
            deliver(left, right);
        }
    }
    return (resident_bytes() - before) / 2;
}

static double run(const char *row, int count)
{
    int size;
    if (!strcmp(row, "ake")) return ake(count);
    if (!strcmp(row, "smp")) return smp(count);
    if (!strcmp(row, "pingpong")) return pingpong(count);
    if (sscanf(row, "burst%d", &size) == 1) return burst(count, size);
    if (!strcmp(row, "fragments")) return fragments(count);
    if (!strcmp(row, "keygen")) return keygen(count);
    if (!strcmp(row, "fingerprints")) return fingerprints(count);
    if (!strcmp(row, "lookup")) return lookup(count);
    if (!strcmp(row, "memory")) return memory(count);
    die("no such row");
    return 0;
}

int main(void)
{
    char row[32];
    int count;
    OTRL_INIT;
    if (!mkdtemp(folder)) die("no folder");
    set_up(&alice, &bob);
    set_up(&bob, &alice);
    while (scanf("%31s %d", row, &count) == 2) {
        double cost;
        longest = watching = 0;
        cost = run(row, count);
        printf("%.9f %.9f\n", cost, longest);
        fflush(stdout);
    }
    rmdir(folder);
    return 0;
}
