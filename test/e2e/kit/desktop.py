# SPDX-License-Identifier: GPL-2.0-or-later
"""A desktop of one user: an X display of its own, a D-Bus session of its own, a small window manager."""
import os
import re
import subprocess
import time

from .life import which
from .wait import Fail, Setup, wait_for


def start_display(run, label, size="1280x1000x24"):
    """An X display of its own on a free number: its name."""
    r, w = os.pipe()
    xvfb = run.spawn([which("Xvfb"), "-displayfd", str(w), "-screen", "0", size, "-nolisten", "tcp",
                      "-noreset", "-ac", "-dpi", "96"], "xvfb-%s.log" % label, pass_fds=(w,))
    os.close(w)
    os.set_blocking(r, False)
    num = b""
    end = time.monotonic() + 15
    while not num.endswith(b"\n"):
        if time.monotonic() > end or xvfb.poll() is not None:
            raise Setup("Xvfb did not come up")
        try:
            num += os.read(r, 32)
        except BlockingIOError:
            time.sleep(0.02)
    os.close(r)
    return ":" + num.decode().strip()


def start_bus(run, label, env):
    """A D-Bus session of its own: its address."""
    sock = os.path.join(run.short, "bus-" + label)
    daemon = run.spawn([which("dbus-daemon"), "--session", "--nofork", "--nopidfile",
                        "--address=unix:path=" + sock], "dbus-%s.log" % label, env=env)
    end = time.monotonic() + 10
    while not os.path.exists(sock):
        if time.monotonic() > end or daemon.poll() is not None:
            raise Setup("dbus-daemon did not come up")
        time.sleep(0.01)
    return "unix:path=" + sock


class Desktop:
    def __init__(self, run, side):
        self.run, self.side = run, side
        self.home = run.mkdir(side, "home")
        self.xdg = os.path.join(run.short, side)
        os.mkdir(self.xdg, 0o700)
        self.display = start_display(run, side)
        self.bus = start_bus(run, side, self.env(bus=False))
        self._wm()

    def _wm(self):
        cfg = self.run.path(self.side, "openbox.xml")
        with open(cfg, "w") as f:
            f.write('<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc">'
                    "<focus><focusNew>yes</focusNew></focus><desktops><number>1</number></desktops>"
                    "<keyboard><keybind key='A-F4'><action name='Close'/></keybind></keyboard>"
                    "</openbox_config>")
        self.wm = self.run.spawn([which("openbox"), "--sm-disable", "--config-file", cfg],
                                 "openbox-%s.log" % self.side, env=self.env(a11y=False))

    def env(self, bus=True, a11y=True):
        e = dict(HOME=self.home, XDG_RUNTIME_DIR=self.xdg, DISPLAY=self.display,
                 XDG_CONFIG_HOME=os.path.join(self.home, ".config"),
                 XDG_CACHE_HOME=os.path.join(self.home, ".cache"),
                 XDG_DATA_HOME=os.path.join(self.home, ".local/share"),
                 GSETTINGS_BACKEND="memory", GIO_USE_VFS="local", GTK_IM_MODULE="gtk-im-context-simple")
        if bus:
            e["DBUS_SESSION_BUS_ADDRESS"] = self.bus
        if a11y:
            e["GTK_MODULES"] = "gail:atk-bridge"
        else:
            e["NO_AT_BRIDGE"] = "1"
        return self.run.env(**e)

    # -- X11 -------------------------------------------------------------------------------------
    def x(self, *argv, check=True, timeout=10):
        p = subprocess.run([which(argv[0])] + [str(a) for a in argv[1:]], env=self.env(a11y=False),
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
        if check and p.returncode:
            raise Fail("%s failed: %s" % (argv[0], p.stderr.decode(errors="replace")[:200]))
        return p.stdout.decode(errors="replace")

    def windows(self):
        """(id, title) of all mapped, titled top-level windows."""
        out = self.x("xdotool", "search", "--onlyvisible", "--name", ".+", check=False)
        res = []
        for wid in out.split():
            title = self.x("xdotool", "getwindowname", wid, check=False).strip()
            res.append((int(wid), title))
        return res

    def window(self, title_re, timeout=5):
        rx = re.compile(title_re)
        return wait_for(lambda: next((w for w in self.windows() if rx.search(w[1])), None), timeout,
                        "window with title /%s/" % title_re, 0.05)

    def raise_window(self, title_re):
        wid = self.window(title_re)[0]
        self.x("xdotool", "windowactivate", "--sync", wid, check=False, timeout=5)
        return wid

    def shot(self, path, title_re=None, covered=False):
        """A PNG of one window (by title) or of the whole screen. `covered`: with what lies over the window."""
        wid = "root" if title_re is None else str(self.window(title_re)[0])
        self.x("import", "-silent", *(["-screen"] if covered else []), "-window", wid, path, timeout=20)
        return path

    def type(self, text, enter=False):
        """Real key events (XTEST) to the focused widget."""
        self.x("xdotool", "type", "--delay", "4", text)
        if enter:
            self.x("xdotool", "key", "Return")
