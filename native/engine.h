/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the plugin, the runtime object and the Pidgin decoration ask of each other. */
#ifndef OTR_ENGINE_H
#define OTR_ENGINE_H

#include <glib.h>

/* What the engine says of one message. Zero is "no answer", so a forgotten assignment fails closed. */
typedef enum {
    OTR_NO_ANSWER = 0, /* the engine is not there, not ready, or failed */
    OTR_PASS,          /* hand on `text` in place of what came */
    OTR_STOP           /* nothing goes on; the engine has said whatever there is to say */
} OtrVerdict;

typedef struct {
    OtrVerdict verdict;
    char *text; /* owned by the caller (g_free); set with OTR_PASS only */
} OtrAnswer;

/* One line of a menu or of a form, top to bottom; folders are closed by OTR_ITEM_END. */
typedef enum {
    OTR_ITEM_ACTION = 1, /* menu entry or button */
    OTR_ITEM_CHECK,      /* value "1" or "0" */
    OTR_ITEM_CHOICE,     /* value = id of the chosen one; its OTR_ITEM_OPTIONs follow, then OTR_ITEM_END */
    OTR_ITEM_OPTION,
    OTR_ITEM_LABEL,      /* text; in forms it can be selected */
    OTR_ITEM_SEPARATOR,
    OTR_ITEM_FOLDER,     /* submenu, or framed section of a form; closed by OTR_ITEM_END */
    OTR_ITEM_END
} OtrItemKind;

typedef struct {
    OtrItemKind kind;
    const char *id;    /* what comes back when it is used; "" where nothing does */
    const char *label; /* plain text, never markup; "_" marks a mnemonic ("__" is a plain one) */
    const char *value;
    gboolean sensitive;
} OtrItem;

/* What a conversation window shows; levels in the order of docs: plaintext, unverified, private, finished. */
typedef enum {
    OTR_LEVEL_PLAINTEXT = 0,
    OTR_LEVEL_UNVERIFIED,
    OTR_LEVEL_PRIVATE,
    OTR_LEVEL_FINISHED
} OtrLevel;

typedef struct {
    OtrLevel level;
    const char *word;    /* the level in words */
    const char *tooltip; /* one sentence */
    gboolean button;     /* show the toolbar button */
    const OtrItem *items;
    size_t n_items;
} OtrDecoration;

/* What the decoration tells the engine. Names, never pointers, cross into JavaScript. */
typedef struct {
    /* an entry of a conversation's OTR menu was used */
    void (*menu_used)(const char *protocol, const char *username, const char *who, const char *item);
    /* a field of the configuration page was used; `value` is its new value, "" for a button */
    void (*form_used)(const char *item, const char *value);
    /* the configuration page was opened: the engine answers with set_form */
    void (*form_opened)(void);
} OtrDecorationEvents;

/* The Pidgin decoration (native/pidgin), looked up as "otr_pidgin" in its shared object. */
typedef struct {
    unsigned abi;
    void (*attach)(const OtrDecorationEvents *events); /* NULL: the engine is gone, grey everything */
    void (*detach)(void);                              /* removes every widget and handler */
    /* conv is a PurpleConversation of type IM; also keeps the model for windows opened later */
    void (*decorate)(void *conv, const OtrDecoration *decoration);
    void (*set_form)(const OtrItem *items, size_t n_items);
    void *(*config_frame)(void); /* GtkWidget *, owned by the caller */
    /* puts text (HTML as libpurple carries it) back into the entry, before what is there; later, from idle */
    void (*return_text)(void *conv, const char *html);
} OtrPidgin;

/* What the plugin gives to the runtime object. */
typedef struct {
    unsigned abi;
    void *plugin;            /* PurplePlugin *, the handle of every signal and command */
    const OtrPidgin *pidgin; /* NULL when the UI is not Pidgin */
    const char *data_dir;    /* folder of the runtime object: locale/ lies in it */
    /* the guard remembers, without the engine, that nothing of this contact's may leave in clear */
    void (*protect)(const char *protocol, const char *username, const char *who, gboolean on);
    /* `text`, not sent, goes back to the person with the reason (plain text; NULL: the engine has said it) */
    void (*hand_back)(const char *protocol, const char *username, const char *who, const char *text,
                      const char *reason);
    /* TRUE lets the next receipt pass: the engine itself is delivering it. The guard takes it back at once, so
       that what other plugins do in answer is not taken for the engine's */
    gboolean *own_traffic;
    void (*failed)(const char *reason); /* the engine is dead; may be called from any thread once */
} OtrHost;

#define OTR_ABI 1u

/* The runtime object, looked up as "otr_engine" in it. */
typedef struct {
    unsigned abi;
    /* helper thread: starts Node once per process and runs the bundle's top level; NULL or a message to g_free */
    char *(*boot)(const char *data_dir);
    /* main thread, after boot: enters, attaches the loop, tells JavaScript that `host` is there */
    gboolean (*attach)(const OtrHost *host);
    /* main thread: tells JavaScript to stop (disconnects sent, files written), detaches the loop; stays mapped;
       does nothing when it is not attached, and leaves JavaScript alone when the engine has failed */
    void (*detach)(void);
    OtrAnswer (*sending)(const char *protocol, const char *username, const char *who, const char *text);
    OtrAnswer (*receiving)(const char *protocol, const char *username, const char *who, const char *text,
                           unsigned flags);
    const OtrDecorationEvents *decoration_events;
} OtrEngine;

#endif
