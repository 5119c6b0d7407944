/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A runtime object that keeps people waiting: it stands in front of the real one, otr-runtime-real.so beside it.
   Node starts when the file "boot" is there, and a key is made when the file "key" is. */
#define _GNU_SOURCE /* dladdr */
#include <dlfcn.h>
#include <openssl/evp.h>

#include "engine.h"

#define OURS __attribute__((visibility("default")))
enum { LOOK_MICROSECONDS = 20000 };

static char *boot(const char *data_dir);

static void
detach(void)
{
}

/* Becomes the real one's once that is there. */
OURS OtrEngine otr_engine = {.abi = OTR_ABI, .boot = boot, .detach = detach};
static const char *folder;

static void
wait_for(const char *name)
{
    char *path = g_build_filename(folder, name, NULL);

    while (!g_file_test(path, G_FILE_TEST_EXISTS))
        g_usleep(LOOK_MICROSECONDS);
    g_free(path);
}

static const OtrEngine *
open_real(void)
{
    char *path = g_build_filename(folder, "otr-runtime-real.so", NULL);
    Dl_info own;

    /* our function below is to be found before OpenSSL's */
    dladdr((void *)open_real, &own);
    dlopen(own.dli_fname, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD);
    void *real = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    g_free(path);
    return real == NULL ? NULL : dlsym(real, "otr_engine");
}

static char *
boot(const char *data_dir)
{
    folder = data_dir;
    wait_for("boot");
    const OtrEngine *real = open_real();
    if (real == NULL)
        return g_strdup(dlerror());
    otr_engine = *real;
    return real->boot(data_dir);
}

/* The first half of making a key; on a thread of libuv's pool. */
OURS int
EVP_PKEY_paramgen(EVP_PKEY_CTX *context, EVP_PKEY **key)
{
    int (*real)(EVP_PKEY_CTX *, EVP_PKEY **);

    wait_for("key");
    *(void **)&real = dlsym(dlopen("libcrypto.so.3", RTLD_NOW | RTLD_NOLOAD), "EVP_PKEY_paramgen");
    return real(context, key);
}
