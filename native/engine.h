/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the plugin, the runtime object and the Pidgin decoration ask of each other. */
#ifndef OTR_ENGINE_H
#define OTR_ENGINE_H

#include <glib.h>

#ifndef OTR_SLOWNESS
#define OTR_SLOWNESS 1 /* under valgrind (scripts/check-memory) everything takes so many times longer */
#endif

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

/* One line of a menu or of a form, top to bottom. Those that open a list are closed by OTR_ITEM_END. */
typedef enum {
    OTR_ITEM_ACTION = 1,   /* menu entry or button */
    OTR_ITEM_CHECK,        /* value "1" or "0" */
    OTR_ITEM_CHOICE,       /* opens a list of OPTIONs; value = id of the chosen one */
    OTR_ITEM_OPTION,
    OTR_ITEM_LABEL,        /* text; in forms it can be selected */
    OTR_ITEM_SEPARATOR,
    OTR_ITEM_FOLDER,       /* opens a submenu (value = id of the chosen OPTION in it), or a section of a form */
    OTR_ITEM_END,
    OTR_ITEM_PAGES,        /* opens a list of PAGEs, shown as tabs; value = id of the page in front */
    OTR_ITEM_PAGE,         /* opens what stands on it */
    OTR_ITEM_ALTERNATIVES, /* opens a list of ALTERNATIVEs; value = id of the chosen one */
    OTR_ITEM_ALTERNATIVE,  /* opens what is asked for when it is chosen */
    OTR_ITEM_ENTRY,        /* a line of text; note = what is wrong with it */
    OTR_ITEM_SECRET,       /* the same, masked; its use reports "1" or "", never the text */
    OTR_ITEM_EXPLANATION,  /* running text; value "warning" or "success" puts a sign before it */
    OTR_ITEM_COPYABLE,     /* value = text to read and to copy, label = its caption */
    OTR_ITEM_TABLE,        /* opens a list of COLUMNs; value = rows; note = caption of the search field or "" */
    OTR_ITEM_COLUMN,
    OTR_ITEM_PROGRESS,     /* value = percent */
    OTR_ITEM_PICTURE       /* value = lines of "1" (dark) and "0"; label = what it is */
} OtrItemKind;

/* The rows of a table are lines; their cells are separated by tabs, and the first one is the row's id. A use
   of a table reports the ids of the selected rows, one a line. */

typedef struct {
    OtrItemKind kind;
    const char *id;    /* what comes back when it is used; "" where nothing does */
    const char *label; /* plain text, never markup; "_" marks a mnemonic ("__" is a plain one) */
    const char *value;
    const char *note;
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
    const OtrItem *items; /* the menu */
    size_t n_items;
    const OtrItem *bar; /* an EXPLANATION, then ACTIONs; the last of them takes the bar away. Empty: no bar */
    size_t n_bar;
} OtrDecoration;

/* A window of ours, or the configuration page in Pidgin's own window. */
enum { OTR_CONFIGURATION = 0 };

typedef struct {
    int number; /* above OTR_CONFIGURATION */
    const char *title;
    gboolean unasked; /* comes from a peer: it takes no focus */
    const OtrItem *items;
    size_t n_items;
    const OtrItem *buttons; /* ACTIONs */
    size_t n_buttons;
    const char *close;  /* label of the button that does what closing the window does */
    const char *preset; /* id of the button that Enter presses, or "" */
} OtrWindow;

/* What the decoration tells the engine. Names and numbers, never pointers, cross into JavaScript. */
typedef struct {
    /* an entry of a conversation's OTR menu or bar was used */
    void (*menu_used)(const char *protocol, const char *username, const char *who, const char *item);
    /* a field of a window was used; `value` is its new value, "" for a button */
    void (*window_used)(int window, const char *item, const char *value);
    /* a button of a window was pressed; the secrets' ids and values */
    void (*window_pressed)(int window, const char *button, const OtrItem *secrets, size_t n_secrets);
    /* the person closed a window: it is gone */
    void (*window_closed)(int window);
    /* the configuration page was opened: the engine answers with set_form */
    void (*form_opened)(void);
    /* it is shown no longer */
    void (*form_closed)(void);
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
    /* opens a window, or brings the one of that number up to date: what a person typed stays */
    void (*show_window)(const OtrWindow *window);
    void (*present_window)(int window);
    void (*close_window)(int window);
    /* puts text (HTML as libpurple carries it) back into the entry, before what is there; later, from idle */
    void (*return_text)(void *conv, const char *html);
} OtrPidgin;

/* How the guard protects a contact. Zero is the strictest. */
typedef enum {
    OTR_PROTECT = 0,  /* also in the next run of the program: there was a session */
    OTR_PROTECT_HERE, /* in this run: a session is required, or on its way */
    OTR_PROTECT_NOT
} OtrProtection;

/* What the plugin gives to the runtime object. */
typedef struct {
    unsigned abi;
    void *plugin;            /* PurplePlugin *, the handle of every signal and command */
    const OtrPidgin *pidgin; /* NULL when the UI is not Pidgin */
    const char *data_dir;    /* folder of the runtime object: locale/ lies in it */
    gboolean takes_over;     /* another plugin did this work until now: its private conversations are over */
    /* the guard remembers, without the engine, that nothing of this contact's may leave in clear */
    void (*protect)(const char *protocol, const char *username, const char *who, OtrProtection protection);
    /* sends `text`, which must be an OTR message, past the hooks; FALSE: not connected */
    gboolean (*send)(const char *protocol, const char *username, const char *who, const char *text);
    /* `text`, not sent, goes back to the person with the reason (plain text; NULL: the engine has said it) */
    void (*hand_back)(const char *protocol, const char *username, const char *who, const char *text,
                      const char *reason);
    /* TRUE lets the next receipt pass: the engine itself is delivering it. The guard takes it back at once, so
       that what other plugins do in answer is not taken for the engine's */
    gboolean *own_traffic;
    void (*failed)(const char *reason); /* the engine is dead; may be called from any thread once */
} OtrHost;

#define OTR_ABI 2u

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
    OtrAnswer (*sending)(const char *protocol, const char *username, const char *who, const char *text,
                         unsigned flags);
    OtrAnswer (*receiving)(const char *protocol, const char *username, const char *who, const char *text,
                           unsigned flags);
    const OtrDecorationEvents *decoration_events;
    /* an entry of Tools -> Off-the-Record Messaging was used */
    void (*action_used)(const char *action);
} OtrEngine;

#endif
