# SPDX-License-Identifier: GPL-2.0-or-later
"""One Pidgin process on a purple folder of its own, driven over libpurple's D-Bus API."""
import os
import shutil
import signal
import time
import xml.etree.ElementTree as ET

from gi.repository import Gio, GLib

from .life import which
from .probe import PROBE, Probe
from .profile import account_name, link_plugin, protocol, set_loaded, write_profile
from .wait import Fail, Setup, need, pump, wait_for

NAME, PATH, IFACE = "im.pidgin.purple.PurpleService", "/im/pidgin/purple/PurpleObject", "im.pidgin.purple.PurpleInterface"
F_RECV, F_SYSTEM, F_ERROR = 2, 4, 0x200


class Purple:
    """Calls and signals of one libpurple process. Argument types come from introspection."""

    def __init__(self, address):
        self.conn = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.sigs = {}
        self.events = []            # (t, signal, args)
        self.conn.signal_subscribe(None, IFACE, None, PATH, None, Gio.DBusSignalFlags.NONE,
                                   self._signal, None)

    def _signal(self, conn, sender, path, iface, name, params, data):
        self.events.append((time.monotonic(), name, params.unpack()))

    def owner(self):
        try:
            r = self.conn.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                    "GetNameOwner", GLib.Variant("(s)", (NAME,)), None, 0, 2000, None)
            return r.unpack()[0]
        except GLib.Error:
            return None

    def introspect(self):
        r = self.conn.call_sync(NAME, PATH, "org.freedesktop.DBus.Introspectable", "Introspect", None, None,
                                0, 20000, None)
        for i in ET.fromstring(r.unpack()[0]).iter("interface"):
            if i.get("name") == IFACE:
                for m in i.iter("method"):
                    self.sigs[m.get("name")] = [a.get("type") for a in m.iter("arg")
                                                if a.get("direction") == "in"]

    def _args(self, method, args):
        sig = self.sigs.get(method)
        if sig is None:
            raise Setup("libpurple has no D-Bus method " + method)
        return GLib.Variant("(" + "".join(sig) + ")", tuple(args))

    def call(self, method, *args, timeout=20):
        r = self.conn.call_sync(NAME, PATH, IFACE, method, self._args(method, args), None, 0,
                                int(timeout * 1000), None).unpack()
        return r[0] if len(r) == 1 else r

    def call_nowait(self, method, *args):
        self.conn.call(NAME, PATH, IFACE, method, self._args(method, args), None, 0, 120000, None, None)

    def ping(self, timeout=20):
        self.conn.call_sync(NAME, PATH, "org.freedesktop.DBus.Peer", "Ping", None, None, 0,
                            int(timeout * 1000), None)


class PidginProc:
    """The purple folder, the process, and its purple connection."""

    def __init__(self, run, side, desktop, user, **options):
        """options: server, port, plugin (`loaded`: others are on), folder (one that is there already), under (a
        program with its arguments that runs Pidgin, and its environment), and write_profile's."""
        self.run, self.side, self.desk, self.user = run, side, desktop, user
        self.server = options.pop("server")
        probe = options.pop("probe", False)
        self.under, self.under_env = options.pop("under", ([], {}))
        self.dir = options.pop("folder", None) or run.mkdir(side, "purple")
        self.proc = self.purple = self.account = self.plugin_path = None
        self.starts = 0
        plugin = options.pop("plugin", None)
        self.name = account_name(self.server, user, options.get("resource", "Home"))
        if plugin:
            self.plugin_path = link_plugin(self.dir, plugin)
            options["plugins"] = options.pop("loaded", [self.plugin_path])
        self.probe = None
        if probe:
            self.probe = Probe(run, side)
            options.setdefault("plugins", []).append(link_plugin(self.dir, PROBE))
        write_profile(self.dir, self.server, user, options.pop("port"), **options)

    def change_plugin(self, plugin):
        """While Pidgin is closed: another plugin on the same folder."""
        shutil.rmtree(os.path.join(self.dir, "plugins"))
        self.plugin_path = link_plugin(self.dir, plugin)
        set_loaded(self.dir, self.plugin_path)

    def start(self, timeout=40):
        self.starts += 1
        argv = [*self.under, which("pidgin"), "-c", self.dir, "-f", "-d"]
        env = dict(self.desk.env(), **self.under_env, **(self.probe.env() if self.probe else {}))
        self.proc = self.run.spawn(argv, "pidgin-%s-%d.log" % (self.side, self.starts), env=env)
        self.purple = Purple(self.desk.bus)
        wait_for(lambda: self.alive() and self.purple.owner(), timeout,
                 lambda: "Pidgin %s on D-Bus (log/%s)" % (self.side, self.proc.label), 0.01)
        wait_for(self._answers, timeout, "main loop of Pidgin %s" % self.side, 0.01)
        self.purple.introspect()
        self.account = need(
            self.purple.call("PurpleAccountsFind", self.name, protocol(self.server)),
            "account of %s not in the folder of side %s" % (self.user, self.side))
        wait_for(lambda: self.alive() and self.purple.call("PurpleAccountIsConnected", self.account),
                 timeout, "account of %s on line" % self.user, 0.03)

    def _answers(self):
        try:
            self.purple.ping(5)         # the name is there before the main loop runs
            return True
        except GLib.Error:
            return not self.alive()

    def running(self):
        return self.proc is not None and self.proc.poll() is None

    def alive(self):
        rc = self.proc.poll()
        if rc is not None:
            raise Fail("Pidgin %s ended by itself with %s%s" % (
                self.side, rc, " (signal %s)" % signal.Signals(-rc).name if rc < 0 else ""))
        return True

    def quit(self, timeout=20):
        """Quit as from the menu; the exit status comes back, or 'hung'."""
        if not self.running():
            return self.proc.returncode if self.proc else None
        try:
            self.purple.call_nowait("PurpleCoreQuit")
        except GLib.Error:
            pass
        end = time.monotonic() + timeout
        while self.running() and time.monotonic() < end:
            pump(0.02)
        if self.running():
            self.run.stop(self.proc, 2)
            return "hung"
        return self.proc.returncode
