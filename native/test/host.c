/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tiny libpurple host: loads the plugin as every libpurple program does and is driven by lines on its
   standard input. Usage: otr-host USER_DIR PLUGIN_DIR. Every line it writes is "kind who text".

   load | unload | quit           the plugin, or the whole program by libpurple's own way out
   rival | rival stubborn         loads a plugin with pidgin-otr's id, which may refuse to be unloaded
   answer NUMBER                  presses that button of the newest window
   online NAME | offline NAME     an account
   policy WORD                    our setting of the first account
   buddy WHO                      onto the first account's buddy list
   direct WHO TEXT | auto WHO TEXT                         past the conversation, as other plugins and auto-replies do
   send WHO TEXT | receive WHO TEXT | command WHO LINE     in the first account
   action LABEL                   an entry of the plugin's submenu; without LABEL: their labels
   until TEXT                     runs the main loop until a line contains TEXT (at most 30 s)
   run MILLISECONDS               runs the main loop
   loaded                         the ids of the plugins for OTR that are on
   signals                        one line per signal whose disposition has changed since the start */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core.h"

/* Milliseconds; also enough under valgrind. */
enum { LONGEST_WAIT = 300000 };

static PurplePlugin *plugin;
static PurpleAccount *account;
static const char *awaited;
static gboolean seen;
static struct sigaction before[NSIG];

static void
print(const char *kind, const char *who, const char *text)
{
    char *line = g_strdelimit(g_strdup(text), "\n", ' ');

    printf("%s %s %s\n", kind, *who == '\0' ? "-" : who, line);
    fflush(stdout);
    if (awaited != NULL && strstr(line, awaited) != NULL)
        seen = TRUE;
    g_free(line);
}

static gboolean
time_is_up(gpointer done)
{
    *(gboolean *)done = TRUE;
    return G_SOURCE_REMOVE;
}

static void
run(guint milliseconds, const char *text)
{
    gboolean done = FALSE;
    guint timer = g_timeout_add(milliseconds, time_is_up, &done);

    awaited = text;
    seen = FALSE;
    while (!done && !seen)
        g_main_context_iteration(NULL, TRUE);
    if (!done)
        g_source_remove(timer);
    if (text != NULL && !seen)
        print("timeout", "", text);
    awaited = NULL;
}

static void
load_plugin(void)
{
    plugin = purple_plugins_find_with_id("core-otrts-otr");
    if (plugin == NULL || purple_plugin_is_unloadable(plugin))
        print("load", "", "not loadable");
    else
        print("load", "", purple_plugin_load(plugin) ? "yes" : "no");
}

static gboolean
refuse(PurplePlugin *unused)
{
    (void)unused;
    return FALSE;
}

static PurplePluginInfo rival_info = {
    .magic = PURPLE_PLUGIN_MAGIC,
    .major_version = PURPLE_MAJOR_VERSION,
    .type = PURPLE_PLUGIN_STANDARD,
    .id = "otr",
    .name = "Rival",
    .version = "1",
};

static void
load_rival(gboolean is_stubborn)
{
    PurplePlugin *rival = purple_plugins_find_with_id(rival_info.id);

    if (rival == NULL) {
        rival = purple_plugin_new(TRUE, "rival.so");
        rival->info = &rival_info;
        purple_plugin_register(rival);
    }
    rival_info.unload = is_stubborn ? refuse : NULL;
    print("rival", "", purple_plugin_load(rival) ? "loaded" : "not loaded");
}

static void
print_loaded(void)
{
    for (GList *each = purple_plugins_get_loaded(); each != NULL; each = each->next)
        if (g_str_has_suffix(purple_plugin_get_id(each->data), "otr"))
            print("on", "", purple_plugin_get_id(each->data));
}

static void
send_text(const char *who, const char *text)
{
    PurpleConversation *conversation = purple_conversation_new(PURPLE_CONV_TYPE_IM, account, who);

    purple_conv_im_send(PURPLE_CONV_IM(conversation), text);
}

static void
run_command(const char *who, const char *line)
{
    PurpleConversation *conversation = purple_conversation_new(PURPLE_CONV_TYPE_IM, account, who);
    char *error = NULL;

    if (purple_cmd_do_command(conversation, line, line, &error) != PURPLE_CMD_STATUS_OK)
        print("refused", who, error == NULL ? "" : error);
    g_free(error);
}

static void
use_action(const char *label)
{
    GList *actions = plugin->info->actions(plugin, NULL);

    for (GList *each = actions; each != NULL; each = each->next) {
        PurplePluginAction *action = each->data;
        if (*label == '\0')
            print("action", "", action->label);
        else if (g_str_equal(action->label, label))
            action->callback(action);
        purple_plugin_action_free(action);
    }
    g_list_free(actions);
}

static void
compare_signals(void)
{
    for (int number = 1; number < NSIG; number++) {
        struct sigaction now;
        if (sigaction(number, NULL, &now) == 0 && now.sa_handler != before[number].sa_handler)
            printf("signal - %d changed\n", number);
    }
    fflush(stdout);
}

static void
remember_signals(void)
{
    for (int number = 1; number < NSIG; number++)
        sigaction(number, NULL, &before[number]);
}

static void
obey(char *line)
{
    char *rest = NULL;
    const char *verb = strtok_r(line, " ", &rest);

    if (g_str_equal(verb, "load"))
        load_plugin();
    else if (g_str_equal(verb, "rival"))
        load_rival(rest != NULL && *rest != '\0');
    else if (g_str_equal(verb, "answer"))
        test_core_answer(atoi(rest), NULL);
    else if (g_str_equal(verb, "loaded"))
        print_loaded();
    else if (g_str_equal(verb, "unload"))
        print("unload", "", purple_plugin_unload(plugin) ? "yes" : "no");
    else if (g_str_equal(verb, "online"))
        account = test_core_account(rest, TRUE);
    else if (g_str_equal(verb, "offline"))
        test_core_account(rest, FALSE);
    else if (g_str_equal(verb, "policy"))
        purple_account_set_string(account, "otr-ts/policy", rest);
    else if (g_str_equal(verb, "buddy"))
        purple_blist_add_buddy(purple_buddy_new(account, rest, NULL), NULL, NULL, NULL);
    else if (g_str_equal(verb, "action"))
        use_action(rest == NULL ? "" : rest);
    else if (g_str_equal(verb, "until"))
        run(LONGEST_WAIT, rest);
    else if (g_str_equal(verb, "run"))
        run((guint)atoi(rest), NULL);
    else if (g_str_equal(verb, "signals"))
        compare_signals();
    else if (g_str_equal(verb, "quit"))
        purple_core_quit();
    else {
        const char *who = strtok_r(NULL, " ", &rest);
        if (g_str_equal(verb, "send"))
            send_text(who, rest);
        else if (g_str_equal(verb, "direct"))
            serv_send_im(purple_account_get_connection(account), who, rest, (PurpleMessageFlags)0);
        else if (g_str_equal(verb, "auto"))
            serv_send_im(purple_account_get_connection(account), who, rest, PURPLE_MESSAGE_AUTO_RESP);
        else if (g_str_equal(verb, "receive"))
            test_core_receive(account, who, rest);
        else if (g_str_equal(verb, "command"))
            run_command(who, rest);
    }
}

int
main(int count, char **arguments)
{
    char line[4096];

    if (count != 3)
        return 2;
    /* the plugin must leave this as it is */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    test_core_start(arguments[1], arguments[2], print);
    remember_signals();
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (*line != '\0')
            obey(line);
        if (purple_get_core() == NULL)
            break;
    }
    puts("end - of host");
    return 0;
}
