/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lets Debian's libotr read and write its files, and tells what it found: strings in hexadecimal. */
#include <gcrypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libotr/context.h>
#include <libotr/instag.h>
#include <libotr/privkey.h>
#include <libotr/proto.h>
#include <libotr/userstate.h>

static OtrlUserState state;

static void check(gcry_error_t error)
{
    if (!error) return;
    printf("error %s\n", gcry_strerror(error));
    exit(1);
}

static void put_hex(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    putchar('=');
    while (length--) printf("%02x", *at++);
    putchar(' ');
}

static void put_string(const char *text)
{
    put_hex(text ? text : "", text ? strlen(text) : 0);
}

static size_t from_hex(const char *hex, char *out)
{
    size_t length = strlen(hex) / 2;
    for (size_t i = 0; i < length; i++) {
        unsigned byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        out[i] = (char)byte;
    }
    out[length] = '\0';
    return length;
}

static void list_keys(char **args)
{
    check(otrl_privkey_read(state, args[0]));
    for (OtrlPrivKey *key = state->privkey_root; key; key = key->next) {
        unsigned char hash[20] = {0};
        otrl_privkey_fingerprint_raw(state, hash, key->accountname, key->protocol);
        put_string(key->accountname);
        put_string(key->protocol);
        put_hex(hash, sizeof hash);
        putchar('\n');
    }
}

/* FILE, then account and protocol in hexadecimal: a new key beside those in the file */
static void add_key(char **args)
{
    static char account[4096], protocol[4096];
    otrl_privkey_read(state, args[0]);
    from_hex(args[1], account);
    from_hex(args[2], protocol);
    check(otrl_privkey_generate(state, args[0], account, protocol));
}

static void list_fingerprints(char **args)
{
    check(otrl_privkey_read_fingerprints(state, args[0], NULL, NULL));
    for (ConnContext *context = state->context_root; context; context = context->next) {
        Fingerprint *known = context->fingerprint_root.next;
        for (; known; known = known->next) {
            put_string(context->username);
            put_string(context->accountname);
            put_string(context->protocol);
            put_hex(known->fingerprint, 20);
            put_string(known->trust);
            putchar('\n');
        }
    }
}

/* FROM, TO: what libotr makes of a file that it has read */
static void rewrite_fingerprints(char **args)
{
    check(otrl_privkey_read_fingerprints(state, args[0], NULL, NULL));
    check(otrl_privkey_write_fingerprints(state, args[1]));
}

static void list_tags(char **args)
{
    check(otrl_instag_read(state, args[0]));
    for (OtrlInsTag *tag = state->instag_root; tag; tag = tag->next) {
        put_string(tag->accountname);
        put_string(tag->protocol);
        printf("%08x\n", tag->instag);
    }
}

static void add_tag(char **args)
{
    static char account[4096], protocol[4096];
    otrl_instag_read(state, args[0]);
    from_hex(args[1], account);
    from_hex(args[2], protocol);
    check(otrl_instag_generate(state, args[0], account, protocol));
}

/* One line of hexadecimal bytes each: how libgcrypt prints them as an atom */
static void print_atoms(char **args)
{
    static char line[1 << 16], bytes[1 << 15], printed[1 << 17];
    (void)args;
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        gcry_sexp_t expression;
        check(gcry_sexp_build(&expression, NULL, "(n %b)", (int)from_hex(line, bytes), bytes));
        gcry_sexp_sprint(expression, GCRYSEXP_FMT_ADVANCED, printed, sizeof printed);
        put_string(printed);
        putchar('\n');
        gcry_sexp_release(expression);
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int arguments;
        void (*run)(char **args);
    } commands[] = {
        {"keys", 1, list_keys},
        {"add-key", 3, add_key},
        {"fingerprints", 1, list_fingerprints},
        {"rewrite-fingerprints", 2, rewrite_fingerprints},
        {"tags", 1, list_tags},
        {"add-tag", 3, add_tag},
        {"atoms", 0, print_atoms},
    };
    OTRL_INIT;
    gcry_control(GCRYCTL_ENABLE_QUICK_RANDOM);
    state = otrl_userstate_create();
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (argc > 1 && !strcmp(argv[1], commands[i].name) && argc == 2 + commands[i].arguments) {
            commands[i].run(argv + 2);
            return 0;
        }
    fputs("usage: libotr-files COMMAND ARGUMENTS\n", stderr);
    return 2;
}
