/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core.h"

static TestReport report;

static const char *
list_icon(PurpleAccount *account, PurpleBuddy *buddy)
{
    (void)account;
    (void)buddy;
    return "test";
}

static GList *
status_types(PurpleAccount *account)
{
    GList *types = NULL;

    (void)account;
    types = g_list_append(types, purple_status_type_new(PURPLE_STATUS_AVAILABLE, NULL, NULL, TRUE));
    return g_list_append(types, purple_status_type_new(PURPLE_STATUS_OFFLINE, NULL, NULL, TRUE));
}

static void
go_online(PurpleAccount *account)
{
    purple_connection_set_state(purple_account_get_connection(account), PURPLE_CONNECTED);
}

static void
go_offline(PurpleConnection *connection)
{
    (void)connection;
}

static int
send_im(PurpleConnection *connection, const char *who, const char *text, PurpleMessageFlags flags)
{
    (void)connection;
    (void)flags;
    report("wire", who, text);
    return 1;
}

/* As XMPP does: a resource does not count, nor does case. */
static const char *
normalize(const PurpleAccount *account, const char *who)
{
    static char normal[256];
    char *lower = g_utf8_strdown(who, -1);

    (void)account;
    g_strlcpy(normal, lower, sizeof normal);
    g_free(lower);
    char *slash = strchr(normal, '/');
    if (slash != NULL)
        *slash = '\0';
    return normal;
}

static PurplePluginProtocolInfo protocol = {
    .options = OPT_PROTO_NO_PASSWORD,
    .list_icon = list_icon,
    .status_types = status_types,
    .login = go_online,
    .close = go_offline,
    .send_im = send_im,
    .normalize = normalize,
    .struct_size = sizeof(PurplePluginProtocolInfo),
};

static PurplePluginInfo info = {
    .magic = PURPLE_PLUGIN_MAGIC,
    .major_version = PURPLE_MAJOR_VERSION,
    .type = PURPLE_PLUGIN_PROTOCOL,
    .id = TEST_PROTOCOL,
    .name = "Test",
    .version = "1",
    .extra_info = &protocol,
};

void
test_protocol_register(TestReport reporter)
{
    PurplePlugin *plugin = purple_plugin_new(TRUE, NULL);

    report = reporter;
    plugin->info = &info;
    purple_plugin_register(plugin);
}
