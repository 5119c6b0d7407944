# SPDX-License-Identifier: GPL-2.0-or-later
"""The screen of one Pidgin as a user has it: windows, menus, buttons, texts; step lists of labels.json."""
import re
import time

from gi.repository import GLib

from .atspi import Client, NotThere
from .wait import Fail, pump, wait_for


class Screen:
    def __init__(self, run, side, desktop, pid):
        self.run, self.side, self.desk, self.pid = run, side, desktop, pid
        self.c = Client(desktop.bus, pid)
        self.shots = 0

    def retry(self, fn, timeout, step=0.05):
        end = time.monotonic() + timeout
        while True:
            try:
                return fn()
            except (NotThere, GLib.Error) as e:
                if time.monotonic() > end:
                    if isinstance(e, GLib.Error):
                        raise NotThere("side %s: %s" % (self.side, e.message))
                    raise NotThere("side %s: %s" % (self.side, e))
                pump(step)

    # -- windows and texts -----------------------------------------------------------------------
    def windows(self):
        return [w.name for w in self.c.tops()]

    def has_window(self, rx):
        return any(re.search(rx, n) for n in self.windows())

    def wait_window(self, rx, timeout=10):
        return wait_for(lambda: next((n for n in self.windows() if re.search(rx, n)), None), timeout,
                        lambda: "side %s: window /%s/ (there are %s)" % (self.side, rx, self.windows()), 0.03)

    def wait_no_window(self, rx, timeout=10):
        wait_for(lambda: not self.has_window(rx), timeout, "side %s: window /%s/ gone" % (self.side, rx), 0.03)

    def dump(self, rx=".", hidden=False):
        out = []
        for w in self.c.windows(rx, hidden):
            for x, d in w.walk(showing=not hidden):
                n = x.info()
                st = " ".join(s for s in n["states"] if s not in ("SHOWING", "VISIBLE", "ENABLED"))
                t = (" text=%r" % n["text"][:160]) if n.get("text") and n["text"] != n["name"] else ""
                out.append("%s%s %r%s [%s]" % ("  " * d, n["role"], n["name"], t, st))
        return "\n".join(out)

    def texts(self, window, role="label|text|push button|toggle button"):
        try:
            return [x.label() for x in self.c.find_all(window=window, role=role)]
        except (NotThere, GLib.Error):
            return []

    def text(self, window):
        return "\n".join(self.texts(window))

    def wait_text(self, window, rx, timeout=10):
        r = re.compile(rx)
        return wait_for(lambda: r.search(self.text(window)), timeout,
                        lambda: "side %s: text /%s/ in window /%s/; it says: %s" % (
                            self.side, rx, window, self.texts(window)), 0.04)

    # -- actions ---------------------------------------------------------------------------------
    def _sensitive(self, x):
        if "SENSITIVE" not in x.states():
            raise NotThere("insensitive: %s %r" % (x.role, x.name))
        return x

    def _note(self, what, window, name):
        self.run.log("ui", self.side, what, window, repr(name))

    def menu(self, window, path):
        """An entry of the menu bar; the menus need not be open."""
        self.retry(lambda: self._sensitive(self.c.menu_entry(window, path)).act(), 3)
        self._note("menu", window, path)

    def menu_sensitive(self, window, path):
        return "SENSITIVE" in self.retry(lambda: self.c.menu_entry(window, path), 3).states()

    def click(self, window, name):
        role = "push button|toggle button"
        self.retry(lambda: self._sensitive(self.c.one(window=window, role=role, name=name)).act(), 5)
        self._note("click", window, name)

    def mouse(self, window, name):
        """A real pointer click in the middle of a button."""
        x = self.retry(lambda: self.c.one(window=window, role="push button|toggle button", name=name), 5)
        px, py, dx, dy = x.extents()
        self.desk.raise_window(window)
        self.desk.x("xdotool", "mousemove", px + dx // 2, py + dy // 2, "click", 1)
        self._note("mouse", window, x.name)

    def popup(self, name):
        """Choose from a popup menu that is open now."""
        def go():
            entries = self.c.popup_entries()
            x = next((x for x in entries if re.search(name, x.name)), None)
            if x is None:
                raise NotThere("no open popup entry %s; showing: %s" % (name, [x.name for x in entries]))
            x.act()
        self.retry(go, 3)
        self._note("popup", ".", name)

    def set_text(self, window, text, after):
        """Fill the first text field after the label that fits `after`."""
        def go():
            x = self.c.one(window=window, role="text|password text|entry", after=after)
            if not x.call("EditableText", "SetTextContents", "(s)", text):
                raise NotThere("could not set the text of %r" % x.name)
        self.retry(go, 5)

    def combo(self, window, item):
        """Choose an item in whichever combo box has it."""
        self._note("combo", window, self.retry(lambda: self.c.combo_select(window, item), 5))

    def check(self, window, name, value):
        def go():
            x = self.c.one(window=window, role="check box|radio button|toggle button", name=name)
            if ("CHECKED" in x.states()) != bool(value):
                self._sensitive(x).act()
                pump(0.1)
        self.retry(go, 5)
        self._note("check", window, name)

    def tab(self, window, name):
        self.retry(lambda: self.c.tab(window, name), 5)

    def row(self, window, rx):
        self.retry(lambda: self.c.row_select(window, rx), 5)

    def shot(self, name, window=None, covered=False):
        """A PNG of a window or of the whole screen, among the artefacts of the run; see Desktop.shot."""
        self.shots += 1
        path = self.run.path("shots", "%s-%02d-%s.png" % (self.side, self.shots, name))
        try:
            pump(0.15)      # what was just changed is drawn
            self.desk.shot(path, window, covered)
        except (Fail, OSError) as e:
            self.run.log("screenshot failed:", e)

    # -- step lists ------------------------------------------------------------------------------
    def steps(self, steps, names=None):
        """Run a step list of labels.json; every string may hold $name or $re(name) from `names`."""
        window, got = ".", {}
        for op, *args in steps:
            args = [self._fill(a, names or {}) for a in args]
            if op == "window":
                window = args[0]
                self.wait_window(window)
            elif op == "read":
                got[args[0]] = self.wait_text(window, args[1]).group(1)
            elif op in STEPS:
                STEPS[op](self, window, *args)
            else:
                raise Fail("labels.json: unknown step %r" % (op,))
        return got

    @staticmethod
    def _fill(text, names):
        if isinstance(text, str):
            for k, v in names.items():
                text = text.replace("$re(%s)" % k, re.escape(v)).replace("$" + k, v)
        return text


STEPS = {
    "menu": lambda ui, _window, where, *path: ui.menu(where, path),
    "mouse": Screen.mouse,
    "popup": lambda ui, _window, name: ui.popup(name),
    "click": Screen.click,
    "check": Screen.check,
    "tab": Screen.tab,
    "row": Screen.row,
    "combo": Screen.combo,
    "entry": lambda ui, window, after, text: ui.set_text(window, text, after=after),
    "text": Screen.wait_text,
    "gone": lambda ui, window, other=None: ui.wait_no_window(other or window),
    "sleep": lambda _ui, _window, seconds: pump(seconds),
}
