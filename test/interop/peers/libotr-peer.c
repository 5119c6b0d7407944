/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libotr-peer: libotr 4.1 behind the OTR peer line protocol (see README.md).
 *
 *   libotr-peer --dir DIR --account NAME --peer NAME [--protocol ID] [--import KEYFILE]
 *               [--policy POLICY] [--fragsize N] [--no-autoabort]
 *
 * Reads one command a line on stdin, writes one JSON object a line on stdout; the answer to each
 * command ends with {"ev":"done"}.  It calls libotr as pidgin-otr does, so that it behaves as a
 * buddy with Pidgin, Adium or irssi-otr would. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <gcrypt.h>
/* message.h and tlv.h rely on proto.h */
#include <libotr/proto.h>
#include <libotr/tlv.h>

#include <libotr/b64.h>
#include <libotr/instag.h>
#include <libotr/message.h>
#include <libotr/privkey.h>
#include <libotr/userstate.h>

#define PATH_LEN 4096
#define FP_HEX_LEN 41

static const char *const STATES[] = {"plaintext", "encrypted", "finished"};
static const char *const AUTH_STATES[] = {"NONE", "AWAITING_DHKEY", "AWAITING_REVEALSIG",
                                          "AWAITING_SIG", "V1_SETUP"};
static const char *const OFFERS[] = {"not", "sent", "rejected", "accepted"};
static const char *const ERROR_CODES[] = {"NONE", "ENCRYPTION_ERROR", "MSG_NOT_IN_PRIVATE",
                                          "MSG_UNREADABLE", "MSG_MALFORMED"};
static const char *const SMP_EVENTS[] = {"NONE",        "ERROR",          "ABORT",
                                         "CHEATED",     "ASK_FOR_ANSWER", "ASK_FOR_SECRET",
                                         "IN_PROGRESS", "SUCCESS",        "FAILURE"};
static const char *const MSG_EVENTS[] = {
    "NONE",
    "ENCRYPTION_REQUIRED",
    "ENCRYPTION_ERROR",
    "CONNECTION_ENDED",
    "SETUP_ERROR",
    "MSG_REFLECTED",
    "MSG_RESENT",
    "RCVDMSG_NOT_IN_PRIVATE",
    "RCVDMSG_UNREADABLE",
    "RCVDMSG_MALFORMED",
    "LOG_HEARTBEAT_RCVD",
    "LOG_HEARTBEAT_SENT",
    "RCVDMSG_GENERAL_ERR",
    "RCVDMSG_UNENCRYPTED",
    "RCVDMSG_UNRECOGNIZED",
    "RCVDMSG_FOR_OTHER_INSTANCE",
};

static struct {
    const char *dir, *account, *protocol, *peer, *import;
    OtrlPolicy policy;
    otrl_instag_t instance; /* whom outgoing commands address */
    int fragsize, online, autoabort;
    char key_file[PATH_LEN], fp_file[PATH_LEN], tag_file[PATH_LEN];
} opt = {.dir = ".",
         .account = "alice",
         .protocol = "prpl-test",
         .peer = "bob",
         .policy = OTRL_POLICY_DEFAULT,
         .instance = OTRL_INSTAG_BEST,
         .online = 1,
         .autoabort = 1};

static OtrlUserState us;

/* ---- JSON output ------------------------------------------------------------------------- */

static int first_field;

static void put_key(const char *key)
{
    printf("%s\"%s\":", first_field ? "" : ",", key);
    first_field = 0;
}

/* Length of the UTF-8 sequence at s (n bytes left), 0 if there is none. */
static size_t utf8_len(const unsigned char *s, size_t n)
{
    size_t len = s[0] < 0x80                    ? 1
                 : s[0] >= 0xc2 && s[0] <= 0xdf ? 2
                 : s[0] >= 0xe0 && s[0] <= 0xef ? 3
                 : s[0] >= 0xf0 && s[0] <= 0xf4 ? 4
                                                : 0;
    if (!len || len > n) return 0;
    for (size_t i = 1; i < len; i++)
        if ((s[i] & 0xc0) != 0x80) return 0;
    return len;
}

static void put_bytes(const char *key, const void *value, size_t n)
{
    const unsigned char *s = value;
    put_key(key);
    putchar('"');
    for (size_t i = 0; i < n;) {
        size_t len = utf8_len(s + i, n - i);
        if (!len) {
            fputs("\\ufffd", stdout);
            len = 1;
        } else if (s[i] == '"' || s[i] == '\\')
            printf("\\%c", s[i]);
        else if (s[i] < 0x20 || s[i] == 0x7f)
            printf("\\u%04x", s[i]);
        else
            fwrite(s + i, 1, len, stdout);
        i += len;
    }
    putchar('"');
}

static void put_str(const char *key, const char *value)
{
    if (value) {
        put_bytes(key, value, strlen(value));
    } else {
        put_key(key);
        fputs("null", stdout);
    }
}

static void put_int(const char *key, long value)
{
    put_key(key);
    printf("%ld", value);
}

static void put_bool(const char *key, int value)
{
    put_key(key);
    fputs(value ? "true" : "false", stdout);
}

static void put_hex(const char *key, const void *value, size_t n)
{
    const unsigned char *s = value;
    put_key(key);
    putchar('"');
    for (size_t i = 0; i < n; i++)
        printf("%02x", s[i]);
    putchar('"');
}

static void put_b64(const char *key, const void *value, size_t n)
{
    char *out = malloc((n + 2) / 3 * 4 + 1);
    size_t len = n ? otrl_base64_encode(out, value, n) : 0;
    put_key(key);
    printf("\"%.*s\"", (int)len, out);
    free(out);
}

static void put_tag(const char *key, otrl_instag_t tag)
{
    put_key(key);
    printf("\"%08x\"", tag);
}

static void put_mpi(const char *key, gcry_mpi_t value)
{
    unsigned char *bytes;
    size_t n;
    if (!value) {
        put_str(key, NULL);
        return;
    }
    gcry_mpi_aprint(GCRYMPI_FMT_USG, &bytes, &n, value);
    put_hex(key, bytes, n);
    gcry_free(bytes);
}

static void put_fingerprint(const char *key, const unsigned char hash[20])
{
    put_hex(key, hash, 20);
}

static void begin(const char *event)
{
    first_field = 1;
    putchar('{');
    put_str("ev", event);
}

static void end(void)
{
    puts("}");
    fflush(stdout);
}

static void emit_error(const char *what)
{
    begin("error");
    put_str("what", what);
    end();
}

static void emit_gcry_error(const char *what, gcry_error_t err)
{
    begin("error");
    put_str("what", what);
    put_int("code", gcry_err_code(err));
    put_str("text", gcry_strerror(err));
    end();
}

static void emit_inject(const char *message)
{
    begin("inject");
    put_b64("b64", message, strlen(message));
    put_int("len", strlen(message));
    end();
}

static void emit_display(const char *text, int private, int warned)
{
    begin("display");
    put_b64("b64", text, strlen(text));
    put_str("text", text);
    put_bool("private", private);
    put_bool("warned", warned);
    end();
}

static void put_context(ConnContext *c)
{
    if (!c) return;
    put_tag("ours", c->our_instance);
    put_tag("theirs", c->their_instance);
    put_str("msgstate", STATES[c->msgstate]);
    put_int("version", c->protocol_version);
}

static void put_session(ConnContext *c)
{
    put_context(c);
    if (c->active_fingerprint && c->active_fingerprint->fingerprint) {
        put_fingerprint("fp", c->active_fingerprint->fingerprint);
        put_str("trust", c->active_fingerprint->trust ? c->active_fingerprint->trust : "");
    }
    put_hex("ssid", c->sessionid, c->sessionid_len);
    put_str("bold", c->sessionid_half == OTRL_SESSIONID_FIRST_HALF_BOLD ? "first" : "second");
}

static void emit_state(const char *state, ConnContext *c)
{
    begin("state");
    put_str("state", state);
    put_session(c);
    end();
}

/* ---- libotr callbacks -------------------------------------------------------------------- */

static OtrlPolicy cb_policy(void *data, ConnContext *c) { return opt.policy; }

static void cb_create_privkey(void *data, const char *account, const char *protocol)
{
    gcry_error_t err = otrl_privkey_generate(us, opt.key_file, account, protocol);
    if (err) emit_gcry_error("generate key", err);
}

static int cb_is_logged_in(void *data, const char *account, const char *protocol,
                           const char *recipient)
{
    return opt.online;
}

static void cb_inject(void *data, const char *account, const char *protocol,
                      const char *recipient, const char *message)
{
    emit_inject(message);
}

static void cb_update_context_list(void *data) {}

static void cb_new_fingerprint(void *data, OtrlUserState state, const char *account,
                               const char *protocol, const char *user, unsigned char fp[20])
{
    begin("fingerprint");
    put_str("user", user);
    put_fingerprint("fp", fp);
    end();
}

static void cb_write_fingerprints(void *data)
{
    gcry_error_t err = otrl_privkey_write_fingerprints(us, opt.fp_file);
    if (err) emit_gcry_error("write fingerprints", err);
}

static void cb_gone_secure(void *data, ConnContext *c) { emit_state("gone_secure", c); }

static void cb_gone_insecure(void *data, ConnContext *c) { emit_state("gone_insecure", c); }

static void cb_still_secure(void *data, ConnContext *c, int is_reply)
{
    emit_state("still_secure", c);
}

static int cb_max_message_size(void *data, ConnContext *c) { return opt.fragsize; }

static void emit_symkey(int sent, unsigned use, const unsigned char *data, size_t len,
                        const unsigned char *key)
{
    begin("symkey");
    put_bool("sent", sent);
    put_int("use", use);
    put_hex("usedata", data, len);
    put_hex("key", key, OTRL_EXTRAKEY_BYTES);
    end();
}

static void cb_received_symkey(void *data, ConnContext *c, unsigned use,
                               const unsigned char *usedata, size_t len, const unsigned char *key)
{
    emit_symkey(0, use, usedata, len, key);
}

static const char *cb_error_message(void *data, ConnContext *c, OtrlErrorCode code)
{
    return strdup(ERROR_CODES[code]);
}

static const char *cb_resent_prefix(void *data, ConnContext *c) { return strdup("[resent]"); }

static void cb_free_string(void *data, const char *string) { free((char *)string); }

static void cb_msg_event(void *data, OtrlMessageEvent event, ConnContext *c, const char *message,
                         gcry_error_t err)
{
    begin("notice");
    put_str("code", MSG_EVENTS[event]);
    put_context(c);
    if (message) put_str("text", message);
    if (err) put_str("error", gcry_strerror(err));
    end();
    if (event == OTRL_MSGEVENT_RCVDMSG_UNENCRYPTED) emit_display(message, 0, 1);
}

static void cb_create_instag(void *data, const char *account, const char *protocol)
{
    gcry_error_t err = otrl_instag_generate(us, opt.tag_file, account, protocol);
    if (err) emit_gcry_error("generate instance tag", err);
}

static void cb_smp_event(void *data, OtrlSMPEvent event, ConnContext *c, unsigned short progress,
                         char *question);

static OtrlMessageAppOps ops = {
    .policy = cb_policy,
    .create_privkey = cb_create_privkey,
    .is_logged_in = cb_is_logged_in,
    .inject_message = cb_inject,
    .update_context_list = cb_update_context_list,
    .new_fingerprint = cb_new_fingerprint,
    .write_fingerprints = cb_write_fingerprints,
    .gone_secure = cb_gone_secure,
    .gone_insecure = cb_gone_insecure,
    .still_secure = cb_still_secure,
    .max_message_size = cb_max_message_size,
    .received_symkey = cb_received_symkey,
    .otr_error_message = cb_error_message,
    .otr_error_message_free = cb_free_string,
    .resent_msg_prefix = cb_resent_prefix,
    .resent_msg_prefix_free = cb_free_string,
    .handle_smp_event = cb_smp_event,
    .handle_msg_event = cb_msg_event,
    .create_instag = cb_create_instag,
};

static void cb_smp_event(void *data, OtrlSMPEvent event, ConnContext *c, unsigned short progress,
                         char *question)
{
    begin("smp");
    put_str("event", SMP_EVENTS[event]);
    put_int("progress", progress);
    if (question) put_str("question", question);
    end();
    if (opt.autoabort && (event == OTRL_SMPEVENT_CHEATED || event == OTRL_SMPEVENT_ERROR))
        otrl_message_abort_smp(us, &ops, NULL, c);
}

/* ---- helpers ----------------------------------------------------------------------------- */

/* Decoders return an allocated, NUL-terminated copy. */
static char *decode_b64(const char *text, size_t *n)
{
    size_t len;
    char *out = calloc(1, strlen(text) + 4);
    len = otrl_base64_decode((unsigned char *)out, text, strlen(text));
    out[len] = 0;
    if (n) *n = len;
    return out;
}

static unsigned char *decode_hex(const char *text, size_t *n)
{
    size_t len = strlen(text) / 2;
    unsigned char *out = calloc(1, len + 1);
    for (size_t i = 0; i < len; i++) {
        unsigned byte = 0;
        sscanf(text + 2 * i, "%2x", &byte);
        out[i] = byte;
    }
    *n = len;
    return out;
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    char *out;
    if (!f) return NULL;
    if (fstat(fileno(f), &st) || !(out = malloc(st.st_size + 1))) {
        fclose(f);
        return NULL;
    }
    *n = fread(out, 1, st.st_size, f);
    out[*n] = 0;
    fclose(f);
    return out;
}

/* The context that outgoing commands address, or NULL (with an error event). */
static ConnContext *conversation(void)
{
    ConnContext *c = otrl_context_find(us, opt.peer, opt.account, opt.protocol, opt.instance, 0,
                                       NULL, NULL, NULL);
    if (!c) emit_error("no conversation");
    return c;
}

static int is_ours(const ConnContext *c)
{
    return !strcmp(c->username, opt.peer) && !strcmp(c->accountname, opt.account) &&
           !strcmp(c->protocol, opt.protocol);
}

static int parse_policy(const char *text, OtrlPolicy *policy)
{
    static const struct {
        const char *name;
        OtrlPolicy bits;
    } words[] = {
        {"never", OTRL_POLICY_NEVER},
        {"manual", OTRL_POLICY_MANUAL},
        {"opportunistic", OTRL_POLICY_OPPORTUNISTIC},
        {"always", OTRL_POLICY_ALWAYS},
        {"v2", OTRL_POLICY_ALLOW_V2},
        {"v3", OTRL_POLICY_ALLOW_V3},
        {"require", OTRL_POLICY_REQUIRE_ENCRYPTION},
        {"tag", OTRL_POLICY_SEND_WHITESPACE_TAG},
        {"tagstart", OTRL_POLICY_WHITESPACE_START_AKE},
        {"errstart", OTRL_POLICY_ERROR_START_AKE},
    };
    OtrlPolicy bits = 0;
    char *copy = strdup(text), *save, *word;
    int bad = 0;
    for (word = strtok_r(copy, ",", &save); word; word = strtok_r(NULL, ",", &save)) {
        size_t i = 0, n = sizeof words / sizeof *words;
        while (i < n && strcmp(word, words[i].name))
            i++;
        if (i == n)
            bad = 1;
        else
            bits |= words[i].bits;
    }
    free(copy);
    if (!bad) *policy = bits;
    return bad ? -1 : 0;
}

static void write_sexp(FILE *out, gcry_sexp_t value)
{
    char text[16384];
    if (gcry_sexp_sprint(value, GCRYSEXP_FMT_ADVANCED, text, sizeof text)) fputs(text, out);
}

/* Is (name value) in the account, with this value? */
static int account_has(gcry_sexp_t account, const char *name, const char *value)
{
    size_t n;
    gcry_sexp_t found = gcry_sexp_find_token(account, name, 0);
    const char *data = gcry_sexp_nth_data(found, 1, &n);
    int same = n == strlen(value) && (!n || !memcmp(data, value, n));
    gcry_sexp_release(found);
    return same;
}

static gcry_sexp_t read_sexp(const char *path)
{
    size_t n;
    gcry_sexp_t value = NULL;
    char *text = read_file(path, &n);
    if (text && gcry_sexp_new(&value, text, n, 0)) value = NULL;
    free(text);
    return value;
}

/* Writes the first private key of a libotr key file, under our account's name, into ours. */
static int import_key(const char *path)
{
    gcry_sexp_t theirs = read_sexp(path), ours = read_sexp(opt.key_file), account;
    gcry_sexp_t key = gcry_sexp_find_token(theirs, "private-key", 0);
    mode_t mask = umask(077);
    FILE *f = key ? fopen(opt.key_file, "wb") : NULL;
    umask(mask);
    if (!f || gcry_sexp_build(&account, NULL, "(account (name %s) (protocol %s) %S)", opt.account,
                              opt.protocol, key))
        return -1;
    fputs("(privkeys\n", f);
    write_sexp(f, account);
    gcry_sexp_release(account);
    for (int i = 1; (account = gcry_sexp_nth(ours, i)); i++) {
        if (!account_has(account, "name", opt.account) ||
            !account_has(account, "protocol", opt.protocol))
            write_sexp(f, account);
        gcry_sexp_release(account);
    }
    fputs(")\n", f);
    gcry_sexp_release(key);
    gcry_sexp_release(ours);
    gcry_sexp_release(theirs);
    return fclose(f);
}

/* ---- commands: messages ------------------------------------------------------------------ */

static int looks_encoded(const char *message)
{
    const char *tag = strstr(message, "?OTR");
    return tag && (tag[4] == ':' || tag[4] == ',' || tag[4] == '|');
}

static void handle_tlvs(OtrlTLV *tlvs, ConnContext *c)
{
    for (OtrlTLV *t = tlvs; t; t = t->next) {
        begin("tlv");
        put_int("type", t->type);
        put_hex("data", t->data, t->len);
        end();
        if (t->type == OTRL_TLV_DISCONNECTED) emit_state("finished", c);
    }
}

static void receive(const char *message)
{
    char *text = NULL;
    OtrlTLV *tlvs = NULL;
    ConnContext *c = NULL;
    int internal = otrl_message_receiving(us, &ops, NULL, opt.account, opt.protocol, opt.peer,
                                          message, &text, &tlvs, &c, NULL, NULL);
    if (!internal) emit_display(text ? text : message, text && looks_encoded(message), 0);
    handle_tlvs(tlvs, c);
    otrl_tlv_free(tlvs);
    otrl_message_free(text);
}

static void cmd_recv(char *arg)
{
    char *message = decode_b64(arg, NULL);
    receive(message);
    free(message);
}

static void cmd_recvfile(char *arg)
{
    size_t n;
    char *message = read_file(arg, &n);
    if (message)
        receive(message);
    else
        emit_error("cannot read the file");
    free(message);
}

/* As pidgin-otr does: libotr injects all fragments but the last, which comes back in `out`. */
static void send_text(const char *text)
{
    char *out = NULL;
    gcry_error_t err =
        otrl_message_sending(us, &ops, NULL, opt.account, opt.protocol, opt.peer, opt.instance,
                             text, NULL, &out, OTRL_FRAGMENT_SEND_ALL_BUT_LAST, NULL, NULL, NULL);
    if (err) emit_gcry_error("send", err);
    if (!out && !err)
        emit_inject(text);
    else if (out && *out)
        emit_inject(out);
    else {
        begin("suppressed");
        end();
    }
    otrl_message_free(out);
}

static void cmd_send(char *arg) { send_text(arg); }

static void cmd_sendb64(char *arg)
{
    char *text = decode_b64(arg, NULL);
    send_text(text);
    free(text);
}

static void cmd_start(char *arg) { send_text("?OTR?"); }

/* Reports which contexts left the encrypted or finished state. */
static void disconnect(otrl_instag_t instance)
{
    ConnContext *was[64];
    int n = 0;
    for (ConnContext *c = us->context_root; c && n < 64; c = c->next)
        if (is_ours(c) && c->msgstate != OTRL_MSGSTATE_PLAINTEXT) was[n++] = c;
    if (instance)
        otrl_message_disconnect(us, &ops, NULL, opt.account, opt.protocol, opt.peer, instance);
    else
        otrl_message_disconnect_all_instances(us, &ops, NULL, opt.account, opt.protocol,
                                              opt.peer);
    for (int i = 0; i < n; i++)
        if (was[i]->msgstate == OTRL_MSGSTATE_PLAINTEXT) emit_state("gone_insecure", was[i]);
}

static void cmd_end(char *arg) { disconnect(0); }

static void cmd_end_one(char *arg) { disconnect(opt.instance); }

/* ---- commands: authentication, extra key -------------------------------------------------- */

static void cmd_smp_start(char *arg)
{
    ConnContext *c = conversation();
    if (c) otrl_message_initiate_smp(us, &ops, NULL, c, (unsigned char *)arg, strlen(arg));
}

static void cmd_smp_ask(char *arg)
{
    ConnContext *c = conversation();
    char *sep = strstr(arg, " :: ");
    if (!c) return;
    if (!sep) {
        emit_error("smp-ask QUESTION :: SECRET");
        return;
    }
    *sep = 0;
    otrl_message_initiate_smp_q(us, &ops, NULL, c, arg, (unsigned char *)sep + 4,
                                strlen(sep + 4));
}

static void cmd_smp_respond(char *arg)
{
    ConnContext *c = conversation();
    if (c) otrl_message_respond_smp(us, &ops, NULL, c, (unsigned char *)arg, strlen(arg));
}

static void cmd_smp_abort(char *arg)
{
    ConnContext *c = conversation();
    if (c) otrl_message_abort_smp(us, &ops, NULL, c);
}

static void cmd_symkey(char *arg)
{
    ConnContext *c = conversation();
    char *hex = strchr(arg, ' ');
    unsigned use = strtoul(arg, NULL, 0);
    size_t n;
    unsigned char key[OTRL_EXTRAKEY_BYTES], *usedata = decode_hex(hex ? hex + 1 : "", &n);
    gcry_error_t err;
    if (c) {
        err = otrl_message_symkey(us, &ops, NULL, c, use, usedata, n, key);
        if (err)
            emit_gcry_error("symkey", err);
        else
            emit_symkey(1, use, usedata, n, key);
    }
    free(usedata);
}

static void cmd_trust(char *arg)
{
    ConnContext *c = conversation();
    if (!c) return;
    if (!c->active_fingerprint) {
        emit_error("no fingerprint");
        return;
    }
    otrl_context_set_trust(c->active_fingerprint, arg);
    cb_write_fingerprints(NULL);
}

/* ---- commands: settings and time ---------------------------------------------------------- */

static void cmd_policy(char *arg)
{
    if (parse_policy(arg, &opt.policy)) emit_error("bad policy");
}

static void cmd_fragsize(char *arg) { opt.fragsize = atoi(arg); }

static void cmd_age(char *arg)
{
    long seconds = atol(arg);
    for (ConnContext *c = us->context_root; c; c = c->next) {
        c->context_priv->lastsent -= seconds;
        c->context_priv->lastrecv -= seconds;
        if (c->auth.commit_sent_time) c->auth.commit_sent_time -= seconds;
    }
    otrl_message_poll(us, &ops, NULL);
}

static void cmd_peer(char *arg) { opt.peer = strdup(arg); }

static void cmd_instance(char *arg)
{
    static const struct {
        const char *name;
        otrl_instag_t tag;
    } meta[] = {{"best", OTRL_INSTAG_BEST},
                {"recent", OTRL_INSTAG_RECENT},
                {"master", OTRL_INSTAG_MASTER}};
    for (size_t i = 0; i < sizeof meta / sizeof *meta; i++)
        if (!strcmp(arg, meta[i].name)) {
            opt.instance = meta[i].tag;
            return;
        }
    opt.instance = strtoul(arg, NULL, 16);
}

static void cmd_online(char *arg) { opt.online = atoi(arg); }

static void cmd_autoabort(char *arg) { opt.autoabort = atoi(arg); }

static void cmd_newinstag(char *arg)
{
    OtrlInsTag *tag = otrl_instag_find(us, opt.account, opt.protocol);
    if (tag) otrl_instag_forget(tag);
    cb_create_instag(NULL, opt.account, opt.protocol);
}

/* ---- commands: looking inside -------------------------------------------------------------- */

static void cmd_status(char *arg)
{
    for (ConnContext *c = us->context_root; c; c = c->next) {
        if (!is_ours(c)) continue;
        begin("context");
        put_bool("master", c == c->m_context);
        put_session(c);
        put_str("auth", AUTH_STATES[c->auth.authstate]);
        put_str("offer", OFFERS[c->otr_offer]);
        put_int("our_keyid", c->context_priv->our_keyid);
        put_int("their_keyid", c->context_priv->their_keyid);
        put_int("saved_macs", c->context_priv->numsavedkeys);
        end();
    }
}

static void cmd_fingerprints(char *arg)
{
    for (ConnContext *c = us->context_root; c; c = c->next) {
        if (c != c->m_context || strcmp(c->accountname, opt.account) ||
            strcmp(c->protocol, opt.protocol))
            continue;
        for (Fingerprint *f = c->fingerprint_root.next; f; f = f->next) {
            begin("known_fp");
            put_str("user", c->username);
            put_fingerprint("fp", f->fingerprint);
            put_str("trust", f->trust ? f->trust : "");
            end();
        }
    }
}

static void put_session_keys(DH_sesskeys *s, int ours, int theirs)
{
    char key[32];
#define FIELD(name) (snprintf(key, sizeof key, name "_%d%d", ours, theirs), key)
    put_hex(FIELD("send_mac"), s->sendmackey, 20);
    put_hex(FIELD("recv_mac"), s->rcvmackey, 20);
    put_hex(FIELD("send_ctr"), s->sendctr, 8);
    put_hex(FIELD("recv_ctr"), s->rcvctr, 8);
    put_hex(FIELD("extra"), s->extrakey, OTRL_EXTRAKEY_BYTES);
#undef FIELD
}

/* Secrets, for test vectors and for otr_sesskeys; _ij is our key our_keyid-i with their
 * key their_keyid-j. */
static void cmd_keys(char *arg)
{
    ConnContext *c = conversation();
    ConnContextPriv *p;
    if (!c) return;
    p = c->context_priv;
    begin("keys");
    put_context(c);
    put_int("our_keyid", p->our_keyid);
    put_int("their_keyid", p->their_keyid);
    put_mpi("our_priv", p->our_dh_key.priv);
    put_mpi("our_pub", p->our_dh_key.pub);
    put_mpi("our_old_priv", p->our_old_dh_key.priv);
    put_mpi("our_old_pub", p->our_old_dh_key.pub);
    put_mpi("their_pub", p->their_y);
    put_mpi("their_old_pub", p->their_old_y);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            put_session_keys(&p->sesskeys[i][j], i, j);
    end();
    begin("ake_keys");
    put_mpi("priv", c->auth.our_dh.priv);
    put_mpi("pub", c->auth.our_dh.pub);
    put_hex("r", c->auth.r, 16);
    put_mpi("their_pub", c->auth.their_pub);
    end();
}

/* An authentic data message with any text, flags and TLVs. */
static void cmd_raw(char *arg)
{
    char *save, *flags = strtok_r(arg, " ", &save), *b64 = strtok_r(NULL, " ", &save), *spec;
    char *text, *message = NULL;
    OtrlTLV *chain = NULL, **tail = &chain;
    ConnContext *c = conversation();
    gcry_error_t err;
    if (!c) return;
    if (!flags || !b64) {
        emit_error("raw FLAGS B64|- [TYPE:HEX ...]");
        return;
    }
    while ((spec = strtok_r(NULL, " ", &save))) {
        char *colon = strchr(spec, ':');
        size_t n;
        unsigned char *value = decode_hex(colon ? colon + 1 : "", &n);
        *tail = otrl_tlv_new(strtoul(spec, NULL, 0), n, value);
        tail = &(*tail)->next;
        free(value);
    }
    text = strcmp(b64, "-") ? decode_b64(b64, NULL) : strdup("");
    err = otrl_proto_create_data(&message, c, text, chain, strtoul(flags, NULL, 0), NULL);
    if (err)
        emit_gcry_error("raw", err);
    else
        emit_inject(message);
    free(message);
    free(text);
    otrl_tlv_free(chain);
}

/* ---- main ---------------------------------------------------------------------------------- */

static const struct command {
    const char *name;
    void (*run)(char *arg);
} commands[] = {
    {"recv", cmd_recv},
    {"recvfile", cmd_recvfile},
    {"send", cmd_send},
    {"sendb64", cmd_sendb64},
    {"start", cmd_start},
    {"end", cmd_end},
    {"smp-start", cmd_smp_start},
    {"smp-ask", cmd_smp_ask},
    {"smp-respond", cmd_smp_respond},
    {"smp-abort", cmd_smp_abort},
    {"symkey", cmd_symkey},
    {"trust", cmd_trust},
    {"policy", cmd_policy},
    {"fragsize", cmd_fragsize},
    {"age", cmd_age},
    {"status", cmd_status},
    {"fingerprints", cmd_fingerprints},
    /* optional ones */
    {"end-one", cmd_end_one},
    {"instance", cmd_instance},
    {"peer", cmd_peer},
    {"online", cmd_online},
    {"autoabort", cmd_autoabort},
    {"newinstag", cmd_newinstag},
    {"keys", cmd_keys},
    {"raw", cmd_raw},
};

static void run_command(char *line)
{
    char *arg = strchr(line, ' ');
    if (arg)
        *arg++ = 0;
    else
        arg = line + strlen(line);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(line, commands[i].name)) {
            commands[i].run(arg);
            return;
        }
    if (strcmp(line, "quit")) emit_error("unknown command");
}

static void command_loop(void)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int quit = 0;
    while (!quit && (n = getline(&line, &cap, stdin)) > 0) {
        if (line[n - 1] == '\n') line[--n] = 0;
        if (!n || line[0] == '#') continue;
        run_command(line);
        quit = !strcmp(line, "quit");
        begin("done");
        put_str("cmd", line);
        end();
    }
    free(line);
}

static void usage(void)
{
    fputs("usage: libotr-peer --dir DIR --account NAME --peer NAME [--protocol ID] "
          "[--import KEYFILE] [--policy POLICY] [--fragsize N] [--no-autoabort]\n",
          stderr);
    exit(2);
}

static void parse_args(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (!strcmp(name, "--no-autoabort")) {
            opt.autoabort = 0;
            continue;
        }
        if (!value) usage();
        if (!strcmp(name, "--dir"))
            opt.dir = value;
        else if (!strcmp(name, "--account"))
            opt.account = value;
        else if (!strcmp(name, "--peer"))
            opt.peer = value;
        else if (!strcmp(name, "--protocol"))
            opt.protocol = value;
        else if (!strcmp(name, "--import"))
            opt.import = value;
        else if (!strcmp(name, "--fragsize"))
            opt.fragsize = atoi(value);
        else if (strcmp(name, "--policy") || parse_policy(value, &opt.policy))
            usage();
        i++;
    }
}

static void read_file_error(const char *what, gcry_error_t err)
{
    if (err && gcry_err_code(err) != GPG_ERR_ENOENT) emit_gcry_error(what, err);
}

static void load_files(void)
{
    mkdir(opt.dir, 0700);
    snprintf(opt.key_file, PATH_LEN, "%s/otr.private_key", opt.dir);
    snprintf(opt.fp_file, PATH_LEN, "%s/otr.fingerprints", opt.dir);
    snprintf(opt.tag_file, PATH_LEN, "%s/otr.instance_tags", opt.dir);
    if (opt.import && import_key(opt.import)) {
        emit_error("cannot import the key");
        exit(1);
    }
    us = otrl_userstate_create();
    read_file_error("read keys", otrl_privkey_read(us, opt.key_file));
    read_file_error("read fingerprints",
                    otrl_privkey_read_fingerprints(us, opt.fp_file, NULL, NULL));
    read_file_error("read instance tags", otrl_instag_read(us, opt.tag_file));
    if (!otrl_privkey_find(us, opt.account, opt.protocol))
        cb_create_privkey(NULL, opt.account, opt.protocol);
    if (!otrl_instag_find(us, opt.account, opt.protocol))
        cb_create_instag(NULL, opt.account, opt.protocol);
}

static void emit_ready(void)
{
    unsigned char fp[20];
    OtrlInsTag *tag = otrl_instag_find(us, opt.account, opt.protocol);
    begin("ready");
    put_str("impl", "libotr");
    put_str("impl_version", otrl_version());
    put_str("account", opt.account);
    put_str("protocol", opt.protocol);
    put_str("peer", opt.peer);
    if (otrl_privkey_fingerprint_raw(us, fp, opt.account, opt.protocol))
        put_fingerprint("fp", fp);
    if (tag) put_tag("instag", tag->instag);
    put_key("versions");
    fputs("[2,3]", stdout);
    end();
}

int main(int argc, char **argv)
{
    parse_args(argc, argv);
    gcry_control(GCRYCTL_ENABLE_QUICK_RANDOM, 0); /* tests only: fast keys */
    OTRL_INIT;
    load_files();
    emit_ready();
    command_loop();
    otrl_userstate_free(us);
    return 0;
}
