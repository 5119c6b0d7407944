# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a purple folder: one account that signs on by itself, its buddies, quiet preferences, the plugin."""
import os
import re
from xml.sax.saxutils import escape

from .servers import PASSWORD
from .wait import Setup

HEAD = "<?xml version='1.0' encoding='UTF-8' ?>\n"
XMPP = {"connect_server": "127.0.0.1", "connection_security": "opportunistic_tls",
        "auth_plain_in_clear": True, "check-mail": False, "custom_smileys": False, "ft_proxies": ""}
IRC = {"ssl": False, "encoding": "UTF-8", "autodetect_utf8": False}
# Pidgin sends one IRC line in two seconds after a burst of five; this is the fastest it can do
FAST_IRC = {"ratelimit-interval": 0, "ratelimit-burst": 1000}
QUIET = {
    "/pidgin/sound/mute": True, "/pidgin/sound/method": "none",
    "/pidgin/blist/list_visible": True, "/pidgin/blist/x": 0, "/pidgin/blist/y": 0,
    "/pidgin/blist/width": 300, "/pidgin/blist/height": 500,
    "/pidgin/conversations/im/x": 320, "/pidgin/conversations/im/y": 20,
    "/pidgin/conversations/im/default_width": 560, "/pidgin/conversations/im/default_height": 400,
    "/pidgin/conversations/show_formatting_toolbar": True,
    "/pidgin/conversations/spellcheck": False, "/pidgin/smileys/theme": "none",
    "/pidgin/conversations/im/close_immediately": True,
    "/pidgin/conversations/im/hide_new": "never",
    "/pidgin/conversations/placement": "last",
    "/pidgin/docklet/show": "never", "/pidgin/debug/enabled": False,
    "/purple/savedstatus/startup": 1, "/purple/savedstatus/startup_current_status": False,
    "/purple/savedstatus/default": 1, "/purple/away/idle_reporting": "none",
    "/purple/away/auto_response/idle": "never", "/purple/away/away_when_idle": False,
    "/purple/away/auto_reply": "never",
    "/purple/logging/log_ims": True, "/purple/logging/log_chats": False,
    "/purple/logging/log_system": False, "/purple/logging/format": "txt",
    "/purple/conversations/im/send_typing": False,
    "/purple/network/auto_ip": False, "/purple/network/map_ports": False,
}


def protocol(server):
    return "prpl-jabber" if server.kind == "xmpp" else "prpl-irc"


def account_name(server, user, resource="Home"):
    return "%s@%s%s" % (user, server.host, "/" + resource if server.kind == "xmpp" else "")


def write_profile(folder, server, user, port, **options):
    """options: resource, buddies (names), plugins (paths to load), prefs (further ones), fast_irc, ui (its id)."""
    os.makedirs(os.path.join(folder, "plugins"), exist_ok=True)
    prefs = dict(QUIET)
    prefs["/pidgin/plugins/loaded"] = options.get("plugins", [])
    prefs.update(options.get("prefs") or {})
    name = account_name(server, user, options.get("resource", "Home"))
    files = {
        "accounts.xml": accounts_xml(server, name, port, options.get("ui", "gtk-gaim"),
                                     options.get("fast_irc", True)),
        "blist.xml": blist_xml(server, name, options.get("buddies", ())),
        "status.xml": HEAD + "<statuses version='1.0'><status name='Available' created='1' "
                             "lastused='1' usage_count='1'><state>available</state></status></statuses>\n",
        "prefs.xml": prefs_xml(prefs),
    }
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)


def accounts_xml(server, name, port, ui, fast_irc):
    if server.kind == "xmpp":
        st = dict(XMPP, port=port)
    else:
        user = name.split("@")[0]
        st = dict(IRC, port=port, username=user, realname=user, **(FAST_IRC if fast_irc else {}))
    kinds = {bool: "bool", int: "int", str: "string"}
    rows = "".join("<setting name='%s' type='%s'>%s</setting>" % (
        k, kinds[type(v)], v if isinstance(v, str) else int(v)) for k, v in st.items())
    password = "<password>%s</password>" % PASSWORD if server.kind == "xmpp" else ""
    return HEAD + (
        "<account version='1.0'><account><protocol>%s</protocol><name>%s</name>%s<alias/>"
        "<statuses><status type='available' name='Available' active='true'><attributes/></status>"
        "</statuses><settings>%s</settings><settings ui='%s'>"
        "<setting name='auto-login' type='bool'>1</setting></settings></account></account>\n"
        % (protocol(server), escape(name), password, rows, ui))


def blist_xml(server, name, buddies):
    who = (protocol(server), escape(name))
    rows = "".join("<contact><buddy proto='%s' account='%s'><name>%s</name></buddy></contact>"
                   % (who + (escape(server.jid(b)),)) for b in buddies)
    return HEAD + ("<purple version='1.0'><blist><group name='Buddies'>%s</group></blist>"
                   "<privacy><account proto='%s' name='%s' mode='1'/></privacy></purple>\n"
                   % ((rows,) + who))


def link_plugin(folder, plugin):
    """The plugin, linked into `plugins` of a purple folder: its path there."""
    src, dest = os.path.abspath(plugin), os.path.join(folder, "plugins")
    if not os.path.exists(src):
        raise Setup("plugin under test not found: " + src)
    os.makedirs(dest, exist_ok=True)
    link = os.path.join(dest, os.path.basename(src))
    os.symlink(src, link)
    return link


def set_loaded(folder, plugin):
    """Change which plugin an existing folder loads, everything else as Pidgin left it."""
    path = os.path.join(folder, "prefs.xml")
    with open(path) as f:
        text = f.read()
    text, n = re.subn(r"(<pref name='loaded' type='pathlist'>).*?(</pref>)",
                      lambda m: m.group(1) + "<item value='%s'/>" % escape(plugin) + m.group(2),
                      text, count=1, flags=re.S)
    if n != 1:
        raise Setup("no list of loaded plugins in " + path)
    with open(path, "w") as f:
        f.write(text)


def prefs_xml(prefs):
    """libpurple's nested <pref> file from {path: value}."""
    tree = {}
    for path, val in prefs.items():
        node = tree
        for part in path.strip("/").split("/"):
            node = node.setdefault(part, {})
        node[None] = val
    return HEAD + "\n".join(_pref_lines("/", tree)) + "\n"


def _pref_lines(name, node):
    val = node.get(None)
    head = "<pref%s name='%s'" % (" version='1'" if name == "/" else "", escape(name))
    kids = [k for k in node if k is not None]
    inner = [x for k in kids for x in _pref_lines(k, node[k])]
    if isinstance(val, bool):
        head += " type='bool' value='%d'" % val
    elif isinstance(val, int):
        head += " type='int' value='%d'" % val
    elif isinstance(val, str):
        head += " type='string' value='%s'" % escape(val)
    elif isinstance(val, list):
        head += " type='pathlist'"
        inner = ["<item value='%s'/>" % escape(v) for v in val]
    return [head + ">", *inner, "</pref>"]
