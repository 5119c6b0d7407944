# SPDX-License-Identifier: GPL-2.0-or-later
"""A small AT-SPI client that speaks the D-Bus protocol directly (no libatspi, no cache, no threads).

A widget is named by a selector: {"window": regex, "role": regex, "name": regex, "nth": int,
"after": regex, "any": bool}. Only widgets that are showing count unless "any" is set.
"""
import re

from gi.repository import Gio, GLib

from .wait import Fail, wait_for

A = "org.a11y.atspi."
STATES = {1: "ACTIVE", 3: "BUSY", 4: "CHECKED", 6: "DEFUNCT", 7: "EDITABLE", 8: "ENABLED", 11: "FOCUSABLE",
          12: "FOCUSED", 15: "ICONIFIED", 16: "MODAL", 23: "SELECTED", 24: "SENSITIVE", 25: "SHOWING",
          30: "VISIBLE"}
TOP = ("frame", "dialog", "window", "alert", "file chooser")


class NotThere(Fail):
    """A window, widget or menu entry is not there (yet)."""


class Node:
    __slots__ = ("c", "bus", "path", "_role", "_name", "_ifs")

    def __init__(self, client, ref):
        self.c, (self.bus, self.path) = client, ref
        self._role = self._name = self._ifs = None

    def call(self, iface, method, sig=None, *args):
        v = GLib.Variant(sig, args) if sig else None
        r = self.c.conn.call_sync(self.bus, self.path, A + iface, method, v, None, 0, self.c.timeout, None)
        self.c.calls += 1
        r = r.unpack()
        return r[0] if len(r) == 1 else r

    def prop(self, iface, name):
        r = self.c.conn.call_sync(self.bus, self.path, "org.freedesktop.DBus.Properties", "Get",
                                  GLib.Variant("(ss)", (A + iface, name)), None, 0, self.c.timeout, None)
        self.c.calls += 1
        return r.unpack()[0]

    @property
    def role(self):
        if self._role is None:
            try:
                self._role = self.call("Accessible", "GetRoleName")
            except GLib.Error:
                return "?"
        return self._role

    @property
    def name(self):
        if self._name is None:
            try:
                self._name = self.prop("Accessible", "Name") or ""
            except GLib.Error:
                return ""
        return self._name

    def states(self):
        try:
            lo, hi = self.call("Accessible", "GetState")
        except (GLib.Error, ValueError):
            return set()
        bits = lo | hi << 32
        return {n for b, n in STATES.items() if bits >> b & 1}

    def kids(self):
        try:
            refs = self.call("Accessible", "GetChildren")
        except GLib.Error:
            return []
        return [Node(self.c, r) for r in refs if not r[1].endswith("/null")]

    def interfaces(self):
        if self._ifs is None:
            try:
                self._ifs = [i.rsplit(".", 1)[-1] for i in self.call("Accessible", "GetInterfaces")]
            except GLib.Error:
                return []
        return self._ifs

    def text(self):
        if "Text" not in self.interfaces():
            return None
        try:
            n = self.prop("Text", "CharacterCount")
            return self.call("Text", "GetText", "(ii)", 0, n)
        except GLib.Error:
            return None

    def label(self):
        """What a person reads on the widget."""
        return self.name or self.text() or ""

    def extents(self):
        return list(self.call("Component", "GetExtents", "(u)", 0))

    def index(self):
        return self.call("Accessible", "GetIndexInParent")

    def parent(self):
        return Node(self.c, self.prop("Accessible", "Parent"))

    def act(self):
        try:
            return self.call("Action", "DoAction", "(i)", 0)
        except GLib.Error as e:
            raise NotThere("widget has no action: %s %r (%s)" % (self.role, self.name, e.message))

    def walk(self, depth=0, maxd=40, showing=False):
        yield self, depth
        if depth < maxd:
            for k in self.kids():
                if showing and "SHOWING" not in k.states():
                    continue
                yield from k.walk(depth + 1, maxd, showing)

    def info(self):
        d = {"role": self.role, "name": self.name, "states": sorted(self.states())}
        t = self.text()
        if t is not None:
            d["text"] = t
        return d


class Client:
    """The accessibility bus of one desktop, and one application on it."""
    timeout = 15000

    def __init__(self, bus_address, pid):
        self.pid, self.calls = pid, 0
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                 Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        ses = Gio.DBusConnection.new_for_address_sync(bus_address, flags, None, None)
        addr = ses.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0,
                             10000, None).unpack()[0]
        ses.close_sync(None)
        self.conn = Gio.DBusConnection.new_for_address_sync(addr, flags, None, None)
        self._app = None

    def app(self):
        if self._app is None:
            self._app = wait_for(self._find_app, 10, "pid %d on the accessibility bus" % self.pid, 0.05)
        return self._app

    def _find_app(self):
        root = Node(self, (A + "Registry", "/org/a11y/atspi/accessible/root"))
        for k in root.kids():
            try:
                pid = self.conn.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                          "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                          GLib.Variant("(s)", (k.bus,)), None, 0, 5000, None).unpack()[0]
            except GLib.Error:
                continue
            if pid == self.pid:
                return k
        return None

    def tops(self, anyway=False):
        return [w for w in self.app().kids() if w.role in TOP and (anyway or "SHOWING" in w.states())]

    def windows(self, rx=".", anyway=False):
        r = re.compile(rx)
        return [w for w in self.tops(anyway) if r.search(w.name)]

    def find_all(self, window=".", role=None, name=None, after=None, any=False, **_):
        wins = self.windows(window, any)
        if not wins:
            raise NotThere("no window /%s/; there are: %s" % (window, [w.name for w in self.tops()]))
        rr = re.compile("^(?:%s)$" % role) if role else None
        nr = re.compile(name) if name else None
        ar = re.compile(after) if after else None
        res = []
        for w in wins:
            passed = ar is None
            for x, _d in w.walk(showing=not any):
                if not passed:
                    passed = x.role == "label" and bool(ar.search(x.label()))
                    continue
                if rr and not rr.match(x.role):
                    continue
                if nr and not nr.search(x.label()):
                    continue
                res.append(x)
        return res

    def one(self, nth=0, **sel):
        got = self.find_all(**sel)
        if not -len(got) <= nth < len(got):
            raise NotThere("no widget %s (nth %d of %d)" % (sel, nth, len(got)))
        return got[nth]

    def menu_entry(self, window, path):
        """An entry of the menu bar by labels; the menus need not be open."""
        bar = None
        for w in self.windows(window):
            bar = next((x for x, _ in w.walk(maxd=6) if x.role == "menu bar"), None)
            if bar:
                break
        if bar is None:
            raise NotThere("no menu bar in /%s/" % window)
        node, seen = bar, []
        for part in path:
            rx = re.compile(part)
            kids = node.kids()
            nxt = next((k for k in kids if rx.search(k.name) and "VISIBLE" in k.states()), None)
            if nxt is None:
                raise NotThere("no menu entry /%s/ under %s; there are: %s" % (part, seen,
                                                                             [k.name for k in kids]))
            seen.append(nxt.name)
            node = nxt
        return node

    def popup_entries(self):
        """Entries of the popup menus that are open now."""
        out = []
        for w in self.app().kids():
            if w.role in ("window", "popup menu", "menu"):
                for x, _ in w.walk(maxd=6):
                    if "menu" in x.role and x.role not in ("menu bar", "popup menu") and \
                            "SHOWING" in x.states() and x.name:
                        out.append(x)
        return out

    def combo_select(self, window, item):
        rx, seen = re.compile(item), []
        for c in self.find_all(window=window, role="combo box"):
            items = [x for x, _ in c.walk(maxd=5) if x.role == "menu item"]
            names = [x.name for x in items]
            seen.append(names)
            for i, n in enumerate(names):
                if rx.search(n):
                    try:
                        if c.call("Selection", "SelectChild", "(i)", i):
                            return n
                    except GLib.Error:
                        pass
                    items[i].act()
                    return n
        raise NotThere("no combo box with /%s/; there are %s" % (item, seen))

    def tab(self, window, name):
        x = self.one(window=window, role="page tab", name=name, any=True)
        return x.parent().call("Selection", "SelectChild", "(i)", x.index())

    def rows(self, window):
        """Tables and lists of a window: [(node, columns, [cells])]."""
        out = []
        for t in self.find_all(window=window, role="table|tree table|list|tree"):
            try:
                cols = t.prop("Table", "NColumns")
            except GLib.Error:
                cols = 1
            out.append((t, cols, t.kids()))
        return out

    def row_toggle(self, window, rx):
        """The check box cell before the cell with this text: (node, checked)."""
        r = re.compile(rx)
        for _t, _c, cells in self.rows(window):
            for i, c in enumerate(cells):
                if i and r.search(c.label()):
                    return cells[i - 1], "CHECKED" in cells[i - 1].states()
        raise NotThere("no row /%s/ in /%s/" % (rx, window))

    def row_select(self, window, rx):
        r = re.compile(rx)
        for t, cols, cells in self.rows(window):
            for i, c in enumerate(cells):
                if r.search(c.label()):
                    try:
                        row = t.call("Table", "GetRowAtIndex", "(i)", c.index())
                        t.call("Table", "AddRowSelection", "(i)", row)
                    except GLib.Error:
                        t.call("Selection", "SelectChild", "(i)", i)
                    return c
        raise NotThere("no row /%s/ in /%s/" % (rx, window))
