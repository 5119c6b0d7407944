# SPDX-License-Identifier: GPL-2.0-or-later
"""A peer is one side of the conversation: a Pidgin with the plugin under test, used as a person would."""
import html
import json
import os
import re

from gi.repository import GLib

from .desktop import Desktop
from .life import ROOT, which
from .pidgin import F_ERROR, F_RECV, F_SYSTEM, PidginProc
from .stall import StallMeter
from .tap import Tap
from .ui import NotThere, Screen
from .wait import Fail, Setup, need, pump, wait_for

STATES = ("plaintext", "unverified", "private", "finished")


def plain(markup):
    """Text of a message as a person reads it."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?i)<br\s*/?>", "\n", markup)))


def typed(text):
    """The markup that Pidgin's entry makes of typed text."""
    return html.escape(text, quote=False).replace('"', "&quot;").replace("\n", "<br>")


def pidgin_otr():
    """pidgin-otr as Debian installs it, looked up beside the pidgin that is on the PATH."""
    lib = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(which("pidgin")))), "lib")
    for d in ["", *sorted(os.listdir(lib))]:
        path = os.path.join(lib, d, "pidgin", "pidgin-otr.so")
        if os.path.exists(path):
            return path
    raise Setup("pidgin-otr.so not found; install pidgin-otr")


def labels_for(plugin):
    """What labels.json says of the UI of the plugin with this file name, and of Pidgin itself."""
    with open(os.path.join(ROOT, "labels.json")) as f:
        known = json.load(f)
    base = os.path.basename(plugin or "")
    mine = next((v for v in known.values()
                 if isinstance(v, dict) and "match" in v and re.search(v["match"], base)), {})
    if plugin and not mine:
        raise Setup("labels.json has no entry for " + base)
    return mine, known["pidgin"]


class Peer:
    name = "Pidgin"
    cannot_type = ""
    longest_typed = 20000
    cuts = False
    longest = 20000
    resolves_markup = False

    def __init__(self, run, side, names, server, plugin, **options):
        self.run, self.side, self.server = run, side, server
        self.user, self.other = names
        self.plugin = plugin
        self.L, self.P = labels_for(plugin)
        self.other_jid = server.jid(self.other)
        self.window = "^%s$" % re.escape(self.other)
        self.tap = Tap(run, side, server, self.user)
        self.desk = Desktop(run, side)
        options.setdefault("buddies", [self.other])
        self.proc = PidginProc(run, side, self.desk, self.user, plugin=plugin, server=server,
                               port=self.tap.port, **options)
        self.meter = self.ui = None

    # -- life ------------------------------------------------------------------------------------
    def start(self):
        self.proc.start()
        self.purple, self.account = self.proc.purple, self.proc.account
        if self.plugin:
            need(self._mapped(), "side %s: plugin %s is not in the process after the start "
                 "(see the Pidgin log)" % (self.side, self.plugin))
        self.ui = Screen(self.run, self.side, self.desk, self.proc.proc.pid)
        return self

    def _mapped(self):
        real = os.path.realpath(self.proc.plugin_path)
        with open("/proc/%d/maps" % self.proc.proc.pid) as f:
            return any(line.rstrip("\n").endswith(real) for line in f)

    @staticmethod
    def labels(plugin):
        """What the UI of this plugin is called, where several are in one Pidgin."""
        return labels_for(plugin)[0]

    def change_plugin(self, plugin):
        """While Pidgin is closed: another plugin on the same purple folder."""
        self.proc.change_plugin(plugin)
        self.plugin = plugin
        self.L, self.P = labels_for(plugin)

    def forget_keys(self):
        """While Pidgin is closed: as after a new installation."""
        for n in ("otr.private_key", "otr.private_key.bak"):
            path = os.path.join(self.proc.dir, n)
            if os.path.exists(path):
                os.remove(path)

    def quit(self):
        if self.meter:
            self.meter.stop()
            self.meter = None
        return self.proc.quit()

    def alive(self):
        return self.proc.alive()

    def running(self):
        return self.proc.running()

    def pid(self):
        return self.proc.proc.pid

    def folder(self):
        return self.proc.dir

    def debug_logs(self):
        folder = os.path.join(self.run.dir, "log")
        return [os.path.join(folder, n) for n in sorted(os.listdir(folder))
                if n.startswith("pidgin-%s-" % self.side)]

    def measure(self, period_ms=10):
        self.meter = StallMeter(self.run, self.side, self.desk, period_ms)
        return self.meter

    # -- conversation ----------------------------------------------------------------------------
    def wait_buddy(self, timeout=15):
        """The other one is on line in our buddy list."""
        def on():
            b = self.purple.call("PurpleFindBuddy", self.account, self.other_jid)
            return b and self.purple.call("PurpleBuddyIsOnline", b)
        wait_for(on, timeout, "side %s: buddy %s online" % (self.side, self.other), 0.05)

    def conv(self):
        """The conversation with the other one; opened if it is not there."""
        c = self.purple.call("PurpleFindConversationWithAccount", 1, self.other_jid, self.account)
        if not c:
            c = self.purple.call("PurpleConversationNew", 1, self.account, self.other_jid)
            self.ui.wait_window(self.window)
        return c

    def send(self, text):
        """As the Send key does it: through the sending-im-msg signal, so the plugin sees it."""
        im = self.purple.call("PurpleConvIm", self.conv())
        self.run.log(self.side, "sends", repr(text[:80]))
        self.purple.call("PurpleConvImSend", im, text, timeout=60)

    def say(self, text):
        """What is sent when a person types this."""
        self.send(typed(text))

    @staticmethod
    def wrapped(text):
        return text

    def seen(self):
        """All that the conversation window shows, as a person reads it."""
        return self.ui.c.one(window=self.window, role="text", nth=0).text()

    def probe(self, verb, who, text):
        """Through the probe plugin: see kit/probe.py."""
        self.proc.probe.do(verb, who, text)

    def _entry(self):
        return self.ui.c.one(window=self.window, role="text", nth=-1)

    def type(self, text):
        """Real key strokes in the conversation window, and Return."""
        self.conv()
        self.type_blind(text)

    def type_blind(self, text):
        """The same in a window that is open, also where libpurple does not answer over D-Bus."""
        self.run.log(self.side, "types", repr(text[:80]))
        self.desk.raise_window(self.window)
        self._entry().call("Component", "GrabFocus")
        pump(0.1)
        self.desk.type(text, enter=True)

    def entry(self):
        """What stands in the entry, not sent."""
        return self._entry().text()

    def clear_entry(self):
        self._entry().call("EditableText", "SetTextContents", "(s)", "")

    def shown(self, since=0.0):
        """(t, flags, text) of everything written into conversation windows."""
        return [(t, a[4], plain(a[2])) for t, n, a in self.purple.events
                if n == "WroteImMsg" and t >= since]

    def received(self, since=0.0):
        return [x for t, f, x in self.shown(since) if f & F_RECV and not f & F_SYSTEM]

    def arrived(self, text, since=0.0):
        """When the message was written into the conversation window."""
        return next(t for t, f, x in self.shown(since) if x == text and f & F_RECV)

    def system(self, since=0.0):
        return [x for t, f, x in self.shown(since) if f & (F_SYSTEM | F_ERROR)]

    def wait_received(self, text, timeout=10, since=0.0):
        wait_for(lambda: self.alive() and text in self.received(since), timeout,
                 lambda: "side %s receives %r; got %r, system %r" % (
                     self.side, text, self.received(since), self.system(since)))

    def wait_received_anyhow(self, text, since=0.0):
        """The text is on the screen, even if only inside a warning that it was not encrypted."""
        wait_for(lambda: any(text in x for x in self.received(since) + self.system(since)), 10,
                 lambda: "side %s shows %r; it showed %r" % (self.side, text, self.shown(since)))

    def says(self, key, since=0.0):
        """The first line of our plugin's that fits this entry of labels.json's messages, or None."""
        rx = re.compile(self.L["messages"][key])
        return next((x for x in self.system(since) if rx.search(x)), None)

    def wait_says(self, key, timeout=10, since=0.0):
        return wait_for(lambda: self.alive() and self.says(key, since), timeout,
                        lambda: "side %s shows a message like /%s/; it showed %r" % (
                            self.side, self.L["messages"][key], self.system(since)))

    def logs(self):
        """Texts of all conversation logs that Pidgin wrote."""
        out = []
        for base, _, names in os.walk(os.path.join(self.proc.dir, "logs")):
            for n in names:
                with open(os.path.join(base, n), errors="replace") as f:
                    out.append(f.read())
        return out

    # -- OTR through the UI ----------------------------------------------------------------------
    def do(self, what, **names):
        steps = self.L
        for part in what.split("."):
            if part not in steps:
                raise Fail("labels.json has no %r for %s" % (what, self.plugin))
            steps = steps[part]
        return self.ui.steps(steps, {"buddy": self.other, "user": self.user, **names})

    def state(self):
        """plaintext, unverified, private or finished: what the conversation window says."""
        st = self.L["state"]
        try:
            names = [x.name for x in self.ui.c.find_all(window=self.window, role=st["role"])]
        except (NotThere, GLib.Error):
            return None
        return next((k for k in STATES if any(re.search(st[k], n) for n in names)), None)

    def wait_state(self, *want, timeout=15):
        wait_for(lambda: self.alive() and self.state() in want, timeout,
                 lambda: "side %s: state %s (it is %s)" % (self.side, "/".join(want), self.state()), 0.03)

    def start_otr(self):
        self.conv()
        self.do("start")

    def fingerprints(self):
        """{own, their} as the verification window shows them: 40 upper-case hexadecimal digits."""
        return {k: re.sub(r"\s", "", v).upper() for k, v in self.do("fingerprints").items()}

    def clear_keygen_window(self):
        k = self.L.get("keygen_wait")
        if k and self.ui.has_window(k["window"]):
            self.ui.wait_text(k["window"], k["done"], 30)
            self.ui.steps([["window", k["window"]]] + k["close"])

    def plugin_enabled(self, value):
        """Set the check box of the plugin in Tools > Plugins."""
        def toggle():
            return self.ui.c.row_toggle("^Plugins$", self.L["plugin_name"])

        self.ui.steps(self.P["plugins_open"])
        box, on = self.ui.retry(toggle, 5)
        if on != value:
            box.act()
            wait_for(lambda: self.alive() and toggle()[1] == value, 20,
                     "plugin switched %s" % ("on" if value else "off"), 0.1)
        self.ui.steps(self.P["plugins_close"])

    # -- the plugin's configuration window -------------------------------------------------------
    def open_config(self):
        self.ui.steps(self.P["plugins_open"])
        self.ui.row("^Plugins$", self.L["plugin_name"])
        pump(0.2)
        self.ui.steps([["window", "^Plugins$"]] + self.P["plugins_configure"])
        self.ui.wait_window(self.L["config"]["window"])

    def close_config(self):
        c = self.L["config"]
        self.ui.steps([["window", c["window"]]] + c["close"])
        self.ui.steps(self.P["plugins_close"])

    def config(self, what):
        """Do what labels.json says of the open configuration window."""
        c = self.L["config"]
        self.ui.steps([["window", c["window"]]] + c[what], {"buddy": self.other, "user": self.user})

    def config_fingerprint(self, timeout=5):
        """Our own fingerprint as the open configuration window shows it."""
        c = self.L["config"]
        m = self.ui.wait_text(c["window"], c["own_fingerprint"], timeout)
        return re.sub(r"\s", "", m.group(1)).upper()
