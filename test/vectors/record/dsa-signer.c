/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Prints signatures that libotr makes with one key of a key file, as JSON:
 *
 *     dsa-signer KEYFILE ACCOUNT PROTOCOL
 *
 * cc -o dsa-signer dsa-signer.c $(pkg-config --cflags --libs libotr) -lgcrypt
 */
#include <libotr/privkey.h>
#include <libotr/proto.h>
#include <libotr/userstate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_BYTES 32
#define SIGNATURE_BYTES 40
#define TRIES 20000

static void put_hex(const char *name, const unsigned char *bytes, size_t length)
{
    printf("\"%s\": \"", name);
    for (size_t i = 0; i < length; i++)
        printf("%02x", bytes[i]);
    printf("\"");
}

static void put_number(gcry_sexp_t key, const char *name)
{
    gcry_sexp_t list = gcry_sexp_find_token(key, name, 1);
    gcry_mpi_t number = gcry_sexp_nth_mpi(list, 1, GCRYMPI_FMT_USG);
    unsigned char *bytes;
    size_t length;
    gcry_mpi_aprint(GCRYMPI_FMT_USG, &bytes, &length, number);
    put_hex(name, bytes, length);
    printf(", ");
}

/* One signature of `value`; with `leading`, tried until r (0) or s (20) starts with a zero byte. */
static void put_signature(OtrlPrivKey *key, const char *what, const unsigned char *value, int leading)
{
    static int count;
    for (int i = 0; i < TRIES; i++) {
        unsigned char *signature;
        size_t length;
        if (otrl_privkey_sign(&signature, &length, key, value, VALUE_BYTES) || length != SIGNATURE_BYTES)
            exit(1);
        int wanted = leading < 0 || signature[leading] == 0;
        if (wanted) {
            printf("%s\n  {\"what\": \"%s\", ", count++ ? "," : "", what);
            put_hex("value", value, VALUE_BYTES);
            printf(", ");
            put_hex("signature", signature, length);
            printf("}");
        }
        free(signature);
        if (wanted) return;
    }
    exit(1);
}

int main(int argc, char **argv)
{
    unsigned char value[VALUE_BYTES], fingerprint[20];
    OtrlUserState us;
    OtrlPrivKey *key;
    if (argc != 4) return 2;
    OTRL_INIT;
    us = otrl_userstate_create();
    if (otrl_privkey_read(us, argv[1])) return 1;
    key = otrl_privkey_find(us, argv[2], argv[3]);
    if (!key || !otrl_privkey_fingerprint_raw(us, fingerprint, argv[2], argv[3])) return 1;
    printf("{\"key\": {");
    for (const char *name = "pqgyx"; *name; name++)
        put_number(key->privkey, (char[]){*name, 0});
    put_hex("fingerprint", fingerprint, sizeof fingerprint);
    printf("}, \"signatures\": [");
    memset(value, 0xff, sizeof value);
    put_signature(key, "the highest value", value, -1);
    memset(value, 0, sizeof value);
    value[VALUE_BYTES - 1] = 1;
    put_signature(key, "1", value, -1);
    for (int i = 0; i < 6; i++) {
        gcry_randomize(value, sizeof value, GCRY_WEAK_RANDOM);
        put_signature(key, "a random value", value, -1);
    }
    put_signature(key, "r starts with a zero byte", value, 0);
    put_signature(key, "s starts with a zero byte", value, SIGNATURE_BYTES / 2);
    printf("\n]}\n");
    return 0;
}
