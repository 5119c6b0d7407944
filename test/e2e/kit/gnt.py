# SPDX-License-Identifier: GPL-2.0-or-later
"""The screen of a program made with libgnt, as Finch is: windows with frames, a bar of their names, focus by colour."""
import re
import unicodedata

from .wait import Fail, pump, wait_for

STYLE = re.compile(r"\x1b\[[\d;]*m")
FOCUS = "\x1b[37m\x1b[44m"
RIGHT = "\x1bOC"     # as the terminal's description has it; tmux's own Right is another one


def cells(line):
    """One string per column: what is two columns wide has an empty one behind it."""
    out = []
    for c in line:
        if out and unicodedata.combining(c) or c in "\u200d\ufe0f\u200b":
            out[-1] += c
        else:
            out.append(c)
            if unicodedata.east_asian_width(c) in "WF":
                out.append("")
    return out


class GntScreen:
    def __init__(self, terminal):
        self.terminal = terminal

    # -- eyes ------------------------------------------------------------------------------------
    def names(self):
        """Titles of the windows that the bar at the bottom lists, in order."""
        lines = self.terminal.screen().split("\n")
        return [x.strip() for x in lines[-1].split("│")]

    def inside(self, rx):
        """The lines inside the frame of the window with this title; None when it is not all to be seen."""
        rows = [cells(x) for x in self.terminal.screen().split("\n")]
        for at, row in enumerate(rows):
            top = "".join(row)
            for m in re.finditer("┤([^├┤]+)├", top):
                if not re.search(rx, m.group(1)):
                    continue
                left = max(top.rfind(c, 0, m.start()) for c in "┌┐│")
                right = min((i for i in (top.find(c, m.end()) for c in "┐┌│") if i >= 0), default=-1)
                return self._frame(rows, at, left, right) if top[left] == "┌" and right > 0 else None
        return None

    @staticmethod
    def _frame(rows, at, left, right):
        out = []
        for row in rows[at + 1:]:
            if left < len(row) and row[left] == "└":
                return out
            if left >= len(row) or row[left] != "│":
                return None
            out.append("".join(row[left + 1:right]).rstrip(" ▒↑↓"))
        return None

    def text(self, rx):
        """What is written in the window, wrapped as the screen has it."""
        return "\n".join(self.inside(rx) or [])

    def settle(self):
        """Until nothing is being drawn."""
        def same():
            before = self.terminal.styled()
            pump(0.1)
            return self.terminal.styled() == before
        wait_for(same, 5, "the screen settles", 0.0)

    def wait_text(self, rx, see, timeout=15):
        """Until the window with that title shows what fits `see`, all drawn: the match."""
        wait_for(lambda: re.search(see, self.text(rx)), timeout,
                 lambda: "/%s/ in window /%s/; the screen is\n%s" % (see, rx, self.terminal.screen()), 0.1)
        self.settle()
        return wait_for(lambda: re.search(see, self.text(rx)), timeout,
                        lambda: "/%s/ in window /%s/; the screen is\n%s" % (see, rx, self.terminal.screen()), 0.1)

    def wait_gone(self, rx, timeout=10):
        wait_for(lambda: not any(re.search(rx, n) for n in self.names()), timeout,
                 lambda: "window /%s/ goes away; there are %r" % (rx, self.names()), 0.1)

    # -- hands -----------------------------------------------------------------------------------
    def focus(self, rx, timeout=10):
        """To the front, by its number in the bar."""
        at = wait_for(lambda: next((i + 1 for i, n in enumerate(self.names()) if re.search(rx, n)), None), timeout,
                      lambda: "a window /%s/; there are %r" % (rx, self.names()), 0.1)
        self.terminal.key("M-%d" % (at % 10))
        wait_for(lambda: self.inside(rx), timeout, lambda: "window /%s/ in front" % rx, 0.05)

    def focused(self):
        """From where the focus is to the end of its column: a button's or a box's label, a row of a list."""
        found = ""
        for line in self.terminal.styled().split("\n")[:-1]:
            before, *parts = line.split(FOCUS)
            for n, part in enumerate(parts):
                if not STYLE.sub("", before).endswith("┤"):      # a title
                    found = STYLE.sub("", "".join(parts[n:])).split("│")[0].strip(" ▒↑↓")
                    break
                before += part
        return found

    def move_to(self, rx, key):
        """This key until what fits has the focus."""
        for _ in range(60):
            if re.search(rx, self.focused()):
                return
            self.terminal.key(key)
            pump(0.05)
        raise Fail("focus on /%s/; the screen is\n%s" % (rx, self.terminal.screen()))

    def press(self, rx):
        """The button with this label."""
        self.move_to(rx, "Tab")
        self.terminal.key("Enter")

    def row(self, rx):
        """The row of the list that has the focus."""
        self.move_to(rx, "C-n")

    def menu(self, title, entry):
        """An entry under this title in the menu bar of the window that has the focus."""
        self.terminal.key("F10")
        self.settle()
        for _ in range(9):
            if re.search(title, self.focused()):
                break
            self.terminal.type(RIGHT)
            self.settle()
        self.terminal.type(RIGHT)
        letter = self.terminal.wait_screen(lambda s: re.search(entry + r"[^│]*\((\w)\)", s)).group(1)
        self.terminal.type(letter)
