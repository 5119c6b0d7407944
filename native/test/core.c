/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core.h"

#include <string.h>

#define UI "otr-test"

static TestReport report;

/* The newest request window, as its caller described it. */
static struct {
    gboolean open;
    PurpleRequestType type;
    GCallback accept, refuse; /* of a window with fields */
    GCallback actions[8];     /* of one without, from the first on */
    PurpleRequestFields *fields;
    void *data;
} request;

typedef struct {
    PurpleInputFunction function;
    gpointer data;
} Watch;

static gboolean
watched(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    const Watch *watch = data;
    int purple = 0;

    if (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR))
        purple |= PURPLE_INPUT_READ;
    if (condition & G_IO_OUT)
        purple |= PURPLE_INPUT_WRITE;
    watch->function(watch->data, g_io_channel_unix_get_fd(channel), (PurpleInputCondition)purple);
    return TRUE;
}

static guint
add_input(int fd, PurpleInputCondition condition, PurpleInputFunction function, gpointer data)
{
    Watch *watch = g_new(Watch, 1);
    GIOChannel *channel = g_io_channel_unix_new(fd);
    int wanted = G_IO_HUP | G_IO_ERR;

    *watch = (Watch){function, data};
    if (condition & PURPLE_INPUT_READ)
        wanted |= G_IO_IN;
    if (condition & PURPLE_INPUT_WRITE)
        wanted |= G_IO_OUT;
    guint id = g_io_add_watch_full(channel, G_PRIORITY_DEFAULT, (GIOCondition)wanted, watched, watch, g_free);
    g_io_channel_unref(channel);
    return id;
}

static PurpleEventLoopUiOps loop_operations = {
    .timeout_add = g_timeout_add,
    .timeout_remove = g_source_remove,
    .input_add = add_input,
    .input_remove = g_source_remove,
    .timeout_add_seconds = g_timeout_add_seconds,
};

static void
write_conversation(PurpleConversation *conversation, const char *who, const char *alias, const char *text,
                   PurpleMessageFlags flags, time_t when)
{
    const char *kind = flags & PURPLE_MESSAGE_ERROR    ? "error"
                       : flags & PURPLE_MESSAGE_SYSTEM ? "system"
                       : flags & PURPLE_MESSAGE_SEND   ? "sent"
                                                       : "shown";

    (void)who;
    (void)alias;
    (void)when;
    report(kind, purple_conversation_get_name(conversation), text);
}

static PurpleConversationUiOps conversation_operations = {.write_conv = write_conversation};

static void *
notify(PurpleNotifyMsgType type, const char *title, const char *primary, const char *secondary)
{
    char *text = g_strjoin(" | ", primary, secondary, NULL);

    (void)type;
    report("notify", title == NULL ? "" : title, text);
    g_free(text);
    return NULL;
}

static PurpleNotifyUiOps notify_operations = {.notify_message = notify};

static void *
ask_fields(const char *title, const char *primary, const char *secondary, PurpleRequestFields *fields,
           const char *ok, GCallback accept, const char *cancel, GCallback refuse, PurpleAccount *account,
           const char *who, PurpleConversation *conversation, void *data)
{
    (void)title;
    (void)secondary;
    (void)ok;
    (void)cancel;
    (void)account;
    (void)conversation;
    request.open = TRUE;
    request.type = PURPLE_REQUEST_FIELDS;
    request.accept = accept;
    request.refuse = refuse;
    request.fields = fields;
    request.data = data;
    report("request", who == NULL ? "" : who, primary);
    return &request;
}

static void *
ask_action(const char *title, const char *primary, const char *secondary, int preset, PurpleAccount *account,
           const char *who, PurpleConversation *conversation, void *data, size_t count, va_list actions)
{
    (void)title;
    (void)secondary;
    (void)preset;
    (void)account;
    (void)conversation;
    memset(request.actions, 0, sizeof request.actions);
    for (size_t i = 0; i < count && i < G_N_ELEMENTS(request.actions); i++) {
        va_arg(actions, char *);
        request.actions[i] = va_arg(actions, GCallback);
    }
    request.open = TRUE;
    request.type = PURPLE_REQUEST_ACTION;
    request.data = data;
    report("request", who == NULL ? "" : who, primary);
    return &request;
}

static void *
ask_path(const char *kind, const char *title, const char *start, GCallback accept, GCallback refuse, void *data)
{
    char *text = g_strjoin(" | ", title, kind, start, NULL);

    request.open = TRUE;
    request.type = PURPLE_REQUEST_FILE;
    request.accept = accept;
    request.refuse = refuse;
    request.data = data;
    report("request", "", text);
    g_free(text);
    return &request;
}

static void *
ask_file(const char *title, const char *start, gboolean to_save, GCallback accept, GCallback refuse,
         PurpleAccount *account, const char *who, PurpleConversation *conversation, void *data)
{
    (void)account;
    (void)who;
    (void)conversation;
    return ask_path(to_save ? "save" : "open", title, start, accept, refuse, data);
}

static void *
ask_folder(const char *title, const char *start, GCallback accept, GCallback refuse, PurpleAccount *account,
           const char *who, PurpleConversation *conversation, void *data)
{
    (void)account;
    (void)who;
    (void)conversation;
    return ask_path("folder", title, start, accept, refuse, data);
}

static void
close_request(PurpleRequestType type, void *handle)
{
    (void)handle;
    if (type == PURPLE_REQUEST_FIELDS)
        purple_request_fields_destroy(request.fields);
    request.open = FALSE;
}

static PurpleRequestUiOps request_operations = {
    .request_fields = ask_fields,
    .request_action = ask_action,
    .request_file = ask_file,
    .request_folder = ask_folder,
    .close_request = close_request,
};

gboolean
test_core_answer(int action, const char *value)
{
    if (!request.open)
        return FALSE;
    /* which of the two ways of counting a UI has must not matter: this one calls every button the last */
    if (request.type == PURPLE_REQUEST_ACTION && action >= 0 && request.actions[action] != NULL)
        ((PurpleRequestActionCb)request.actions[action])(request.data, (int)G_N_ELEMENTS(request.actions));
    if (request.type == PURPLE_REQUEST_FIELDS && action == 0) {
        PurpleRequestField *field = purple_request_fields_get_field(request.fields, "text");
        if (field != NULL)
            purple_request_field_string_set_value(field, value);
        field = purple_request_fields_get_field(request.fields, "many");
        if (field != NULL) {
            purple_request_field_list_add_selected(field, "y");
            purple_request_field_list_add_selected(field, "z");
        }
        ((PurpleRequestFieldsCb)request.accept)(request.data, request.fields);
    } else if (request.type == PURPLE_REQUEST_FILE && action >= 0) {
        ((PurpleRequestFileCb)(action == 0 ? request.accept : request.refuse))(request.data, value);
    } else if (request.type == PURPLE_REQUEST_FIELDS) {
        ((PurpleRequestFieldsCb)request.refuse)(request.data, request.fields);
    }
    purple_request_close(request.type, &request);
    return TRUE;
}

static void
print_debug(PurpleDebugLevel level, const char *category, const char *text)
{
    char *line = g_strchomp(g_strdup(text));

    (void)level;
    report("debug", category == NULL ? "" : category, line);
    g_free(line);
}

static gboolean
debug_enabled(PurpleDebugLevel level, const char *category)
{
    (void)category;
    return level >= PURPLE_DEBUG_INFO;
}

static PurpleDebugUiOps debug_operations = {.print = print_debug, .is_enabled = debug_enabled};

static void
start_ui(void)
{
    purple_conversations_set_ui_ops(&conversation_operations);
    purple_notify_set_ui_ops(&notify_operations);
    purple_request_set_ui_ops(&request_operations);
}

static PurpleCoreUiOps core_operations = {.ui_init = start_ui};

void
test_core_start(const char *user_dir, const char *plugin_dir, TestReport reporter)
{
    if (purple_get_core() != NULL)
        return;
    report = reporter;
    purple_util_set_user_dir(user_dir);
    purple_debug_set_ui_ops(&debug_operations);
    purple_core_set_ui_ops(&core_operations);
    purple_eventloop_set_ui_ops(&loop_operations);
    purple_core_init(UI);
    purple_set_blist(purple_blist_new());
    purple_blist_load();
    purple_prefs_load();
    purple_savedstatus_activate(purple_savedstatus_get_startup());
    test_protocol_register(reporter);
    if (plugin_dir != NULL)
        purple_plugins_add_search_path(plugin_dir);
    purple_plugins_probe(G_MODULE_SUFFIX);
}

PurpleAccount *
test_core_account(const char *username, gboolean online)
{
    PurpleAccount *account = purple_accounts_find(username, TEST_PROTOCOL);

    if (account == NULL) {
        account = purple_account_new(username, TEST_PROTOCOL);
        purple_accounts_add(account);
    }
    purple_account_set_enabled(account, UI, online);
    if (online && purple_account_is_disconnected(account))
        purple_account_connect(account);
    if (!online && !purple_account_is_disconnected(account))
        purple_account_disconnect(account);
    return account;
}

void
test_core_receive(PurpleAccount *account, const char *who, const char *text)
{
    serv_got_im(purple_account_get_connection(account), who, text, PURPLE_MESSAGE_RECV, time(NULL));
}
