/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* dladdr, RTLD_DEEPBIND */
#include "objects.h"

#include <dlfcn.h>
#include <purple.h>
#include <stdlib.h>

#define PIDGIN "gtk-gaim"

static char *folder;

const char *
otr_objects_folder(void)
{
    Dl_info info;

    if (folder == NULL && dladdr((void *)otr_objects_folder, &info) != 0) {
        char *plugin = realpath(info.dli_fname, NULL);
        if (plugin == NULL)
            return NULL;
        char *plugins = g_path_get_dirname(plugin);
        folder = g_build_filename(plugins, "otr-ts", NULL);
        g_free(plugins);
        free(plugin);
    }
    return folder;
}

static const void *
open_table(const char *file, const char *symbol, int mode)
{
    char *path = g_build_filename(otr_objects_folder(), file, NULL);
    void *object = dlopen(path, mode);

    g_free(path);
    return object == NULL ? NULL : dlsym(object, symbol);
}

/* DEEPBIND: libnode's look-ups start in its own group instead of walking the host's hundred libraries. A
   sanitizer, which wants to come first, forbids it. */
#ifdef __SANITIZE_ADDRESS__
#define RUNTIME_MODE (RTLD_NOW | RTLD_LOCAL)
#else
#define RUNTIME_MODE (RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND)
#endif

const OtrEngine *
otr_objects_runtime(char **error)
{
    const OtrEngine *engine = open_table("otr-runtime.so", "otr_engine", RUNTIME_MODE);

    if (engine != NULL && engine->abi == OTR_ABI)
        return engine;
    const char *reason = engine == NULL ? dlerror() : "otr-runtime.so is of another version";
    *error = g_strdup(reason == NULL ? "unknown error" : reason);
    return NULL;
}

const OtrPidgin *
otr_objects_pidgin(void)
{
    static const OtrPidgin *pidgin;
    static gboolean tried;

    if (tried || !purple_strequal(purple_core_get_ui(), PIDGIN))
        return pidgin;
    tried = TRUE;
    pidgin = open_table("otr-pidgin.so", "otr_pidgin", RTLD_NOW | RTLD_LOCAL);
    if (pidgin == NULL)
        purple_debug_error("otr-ts", "no decoration: %s\n", dlerror());
    else if (pidgin->abi != OTR_ABI)
        pidgin = NULL;
    return pidgin;
}
