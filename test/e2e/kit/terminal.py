# SPDX-License-Identifier: GPL-2.0-or-later
"""A terminal of its own for one program: real keys go in, what a person sees comes out (tmux)."""
import os
import re
import shlex
import subprocess
import uuid

from .life import which
from .wait import Fail, wait_for

COLUMNS, LINES = 150, 40


class Terminal:
    def __init__(self, run, side):
        self.run, self.side = run, side
        self.socket = os.path.join(run.short, "tmux-" + side)
        self.env = self.pid = self.ended = None

    def start(self, argv, folder, errors=os.devnull, **env):
        """Runs the program, standard error into a file; its end leaves the last screen there."""
        self.ended = self.run.path(self.side, "terminal", uuid.uuid4().hex)
        command = "%s 2>>%s; echo $? >%s" % (shlex.join(argv), shlex.quote(errors), shlex.quote(self.ended))
        if self.env is not None:
            self._tmux("respawn-pane", "-k", "-c", folder, command)
        else:
            self._open(folder, command, self.run.env(HOME=folder, TERM="screen-256color", **env))
        self.pid = wait_for(self._program, 5, "the program runs")

    def _program(self):
        """The program's process: the only child of the shell that notes how it ends."""
        shell = self._tmux("display-message", "-p", "#{pane_pid}")
        with open("/proc/%s/task/%s/children" % (shell, shell)) as f:
            return int((f.read().split() or ["0"])[0])

    def _open(self, folder, command, env):
        self.env = env
        self._tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(LINES), "-c", folder, "-s", "e2e", command)
        self._tmux("set-option", "-g", "remain-on-exit", "on")
        self._tmux("set-option", "-g", "status", "off")
        self._tmux("set-option", "-s", "escape-time", "0")
        self.run.closers.append(self.close)

    def _tmux(self, *args):
        done = subprocess.run([which("tmux"), "-S", self.socket, "-f", os.devnull, "-u", *args],
                              env=self.env, capture_output=True, text=True, timeout=30)
        if done.returncode != 0:
            raise Fail("tmux %s: %s" % (args[0], done.stderr.strip()))
        return done.stdout.rstrip("\n")

    def close(self):
        try:
            self._tmux("kill-server")
        except (Fail, subprocess.TimeoutExpired) as e:
            self.run.log("terminal", self.side, e)

    # -- hands -----------------------------------------------------------------------------------
    def type(self, text):
        """Keys for these characters."""
        for at in range(0, len(text), 1000):
            part = text[at:at + 1000]
            # At the end of an argument a semicolon would separate commands of tmux's.
            self._tmux("send-keys", "-l", "--", re.sub(";$", r"\;", part))

    def key(self, *names):
        """Keys by tmux's names, one after the other: Enter, Tab, Down, M-a, C-n ..."""
        self._tmux("send-keys", *names)

    def line(self, text):
        """A line, and Enter."""
        self.type(text)
        self.key("Enter")

    # -- eyes ------------------------------------------------------------------------------------
    def screen(self):
        """What the person sees now, line by line, without blanks at the ends."""
        return self._tmux("capture-pane", "-p")

    def styled(self):
        """The same with its colours, as escape sequences."""
        return self._tmux("capture-pane", "-p", "-e")

    def wait_screen(self, see, timeout=15):
        """Until `see(text of the screen)` is truthy, which comes back."""
        return wait_for(lambda: see(self.screen()), timeout,
                        lambda: "side %s sees it; the screen is\n%s" % (self.side, self.screen()), 0.1)

    # -- life ------------------------------------------------------------------------------------
    def running(self):
        return self.pid is not None and self._status() is None

    def _status(self):
        try:
            with open(self.ended) as f:
                return f.read().strip() or None
        except FileNotFoundError:
            return None

    def wait_end(self, timeout=15):
        """The program's exit status as a shell has it, above 128 for a signal; 'hung' when it goes on running."""
        try:
            return int(wait_for(self._status, timeout, "the program ends", 0.02))
        except Fail:
            self.run.log("screen", self.side, "\n" + self.screen())
            return "hung"
