# SPDX-License-Identifier: GPL-2.0-or-later
"""One side of the conversation in Finch, in a terminal, with the plugin under test: keys in, screen out."""
import os
import re

from .gnt import GntScreen
from .life import which
from .peer import labels_for
from .profile import link_plugin, write_profile
from .tap import Tap
from .terminal import Terminal
from .wait import Fail, wait_for
from .other import now

COLUMNS = 100       # what surely fits beside time and name
CONVERSATION = "^%s \\("
PLACES = {"/finch/conversations/position/x": 0, "/finch/conversations/position/y": 0,
          "/finch/conversations/size/width": 120, "/finch/conversations/size/height": 36,
          "/finch/blist/position/x": 121, "/finch/blist/position/y": 0,
          "/finch/blist/size/width": 28, "/finch/blist/size/height": 30}
GNTRC = "[general]\nshadow = 0\n"
ENTRY = re.compile(r"^\(\d\d:\d\d:\d\d\) ")
WORDS = {"Not private": "plaintext", "Unverified": "unverified", "Private": "private", "Finished": "finished"}


class FinchPeer:
    name = "Finch"
    cannot_type = "\t\n"
    longest_typed = 20000
    cuts = False
    longest = 2000
    resolves_markup = False
    ui = meter = None

    def __init__(self, run, side, names, server, plugin, **options):
        self.run, self.side, self.server, self.plugin = run, side, server, plugin
        self.user, self.other = names
        labels, _ = labels_for(plugin)
        # Nothing goes back into Finch's entry: what was typed and not sent stands in the conversation.
        self.L = dict(labels, traits=dict(labels["traits"], hands_back=False))
        self.other_jid = server.jid(self.other)
        self.tap = Tap(run, side, server, self.user)
        self.terminal = Terminal(run, side)
        self.screen = GntScreen(self.terminal)
        self.dir = run.mkdir(side, "purple")
        self.window = CONVERSATION % re.escape(self.other)
        self.seen_lines = []            # (t, text): what the conversation has shown
        self.starts = 0
        link = link_plugin(self.dir, plugin)
        prefs = dict(PLACES, **{"/finch/plugins/loaded": [link]}, **(options.get("prefs") or {}))
        write_profile(self.dir, server, self.user, self.tap.port, ui="gnt-purple", buddies=[self.other], prefs=prefs)
        with open(os.path.join(self.dir, ".gntrc"), "w") as f:
            f.write(GNTRC)

    # -- life ------------------------------------------------------------------------------------
    def start(self):
        self.starts += 1
        self.terminal.start([which("finch"), "-c", self.dir], self.dir, self._log())
        self.terminal.wait_screen(lambda s: "Buddy List" in s, 30)
        wait_for(lambda: self.maps(os.path.realpath(self.plugin)), 10, "plugin %s in the process" % self.plugin, 0.1)
        return self

    def _log(self):
        return self.run.path("log", "finch-%s-%d.log" % (self.side, self.starts))

    def maps(self, part):
        """Whether a file whose path has this part is mapped into the process."""
        with open("/proc/%d/maps" % self.pid()) as f:
            return part in f.read()

    def pid(self):
        return self.terminal.pid

    def running(self):
        return self.terminal.running()

    def alive(self):
        if not self.running():
            raise Fail("Finch %s ended by itself" % self.side)
        return True

    def quit(self):
        if self.running():
            self.terminal.key("M-q")
        return self.terminal.wait_end()

    def folder(self):
        return self.dir

    def debug_logs(self):
        folder = os.path.join(self.run.dir, "log")
        return [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.startswith("finch-%s-" % self.side)]

    # -- conversation ----------------------------------------------------------------------------
    def wait_buddy(self, timeout=20):
        """The other one is in the buddy list, as one who is on line."""
        self.terminal.wait_screen(lambda s: re.search(r"◯ %s\b" % re.escape(self.other), s), timeout)

    def conv(self):
        """The conversation, in front; opened from the buddy list if it is not there."""
        if not any(re.search(self.window, n) for n in self.screen.names()):
            self.screen.focus("^Buddy List$")
            self.terminal.key("C-n", "Enter")
        self.screen.focus(self.window)
        return True

    def type(self, text):
        self.conv()
        self.run.log(self.side, "types", repr(text[:80]))
        self.terminal.line(text)

    send = say = type

    def entry(self):
        """What stands in the entry, not sent."""
        return self.screen.inside(self.window)[-1].strip("_ ")

    @staticmethod
    def wrapped(text):
        """Where the window breaks a line, a blank or a newline may have been."""
        return text if len(text) < COLUMNS else re.sub(r"\s+", " ", text)

    def look(self):
        """Adds to `seen_lines` what the conversation shows that was not there before."""
        lines = self.screen.inside(self.window)
        if lines is None:
            return
        shown = []
        for line in lines[:-1]:
            if ENTRY.match(line):
                shown.append(line)
            elif shown:
                shown[-1] += "\n" + line
        shown = [x.rstrip("\n") for x in shown]
        known = [x for _, x in self.seen_lines]
        same = next(n for n in range(min(len(known), len(shown)), -1, -1) if known[len(known) - n:] == shown[:n])
        for new in shown[same:]:
            self.run.log("finch", self.side, new)
            self.seen_lines.append((now(), new))

    def shown(self, since=0.0):
        """(t, who, text) of all that the conversation has shown; who is '' for lines of ours."""
        self.look()
        out = []
        for t, x in self.seen_lines:
            if t >= since:
                who, text = re.match(r"\(\S+\) (?:([^\s:\[]+): )?(.*)$", x, re.S).groups()
                out.append((t, who or "", text))
        return out

    def received(self, since=0.0):
        return [x for _, who, x in self.shown(since) if who == self.other]

    def arrived(self, text, since=0.0):
        return next(t for t, who, x in self.shown(since) if x == text and who == self.other)

    def system(self, since=0.0):
        """Lines of ours; a line goes on where the screen broke it."""
        return [x.replace("\n", " ") for _, who, x in self.shown(since) if who == ""]

    def wait_received(self, text, timeout=10, since=0.0):
        wait_for(lambda: self.alive() and text in self.received(since), timeout,
                 lambda: "side %s receives %r; it shows %r" % (self.side, text, self.shown(since)[-6:]))

    def wait_received_anyhow(self, text, since=0.0):
        """The text is on the screen, even if only inside a warning that it was not encrypted."""
        wait_for(lambda: any(text in x for _, _, x in self.shown(since)), 10,
                 lambda: "side %s shows %r; it shows %r" % (self.side, text, self.shown(since)))

    def says(self, key, since=0.0):
        rx = re.compile(self.L["messages"][key])
        return next((x for x in self.system(since) if rx.search(x)), None)

    def wait_says(self, key, timeout=10, since=0.0):
        return wait_for(lambda: self.alive() and self.says(key, since), timeout,
                        lambda: "side %s shows a line like /%s/; it shows %r" % (
                            self.side, self.L["messages"][key], self.system(since)))

    # -- OTR by commands -------------------------------------------------------------------------
    def command(self, words, answer, timeout=10):
        """Types /otr WORDS; the first line of ours after it that fits."""
        t0 = now()
        self.type("/otr " + words)
        return wait_for(lambda: next((x for x in self.system(t0) if re.search(answer, x)), None), timeout,
                        lambda: "answer /%s/ to /otr %s; there is %r" % (answer, words, self.system(t0)))

    def start_otr(self):
        self.type("/otr start")

    def do(self, what):
        commands = {"end": "end", "refresh": "refresh", "start": "start"}
        if what not in commands:
            raise Fail("Finch cannot do %r here" % what)
        self.type("/otr " + commands[what])

    def state(self):
        line = self.command("status", r"\[OTR\] (%s)\." % "|".join(WORDS))
        return WORDS[re.search(r"\[OTR\] ([^.]+)\.", line).group(1)]

    def wait_state(self, *want, timeout=15):
        wait_for(lambda: self.alive() and self.state() in want, timeout,
                 lambda: "side %s: state %s; it shows %r" % (self.side, "/".join(want), self.system()[-6:]), 0.5)

    def fingerprints(self):
        line = self.command("fingerprint", "Fingerprint that")
        own, their = re.findall(r"(?:[0-9A-F]{8}\s?){5}", line)
        return {k: re.sub(r"\s", "", v) for k, v in (("own", own), ("their", their))}

    def clear_keygen_window(self):
        pass

    def clear_entry(self):
        self.terminal.key("C-u")

    # -- windows ---------------------------------------------------------------------------------
    def open_plugins(self):
        self.terminal.key("M-a")
        self.terminal.wait_screen(lambda s: "┤Actions├" in s)
        self.screen.row("^Plugins$")
        self.terminal.key("Enter")
        self.screen.focus("^Plugins$")
        self.screen.row(self.L["plugin_name"].lstrip("^"))

    def open_config(self):
        """The plugin's preferences, from the list of plugins."""
        self.open_plugins()
        self.screen.press("^Configure Plugin$")
