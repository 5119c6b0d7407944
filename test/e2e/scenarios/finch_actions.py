# SPDX-License-Identifier: GPL-2.0-or-later
"""What is offered outside of conversations, in Finch."""
import os
import re

from kit.life import ROOT
from kit.stage import scenario
from kit.wait import wait_for

TITLE = "^Off-the-Record Messaging"
KEYS, KNOWN = "^My OTR keys$", "^Known OTR fingerprints$"
CODE = "^QR code of"
IMPORT, HELP = "^Import from", "^Help for Off-the-Record Messaging$"
IMPORTED = "7c914b0d9a14ee6ee2b007680f6e3ae92c147dd6"
PROFANITY = os.path.join(os.path.dirname(ROOT), "support", "import", "profanity")


def open_window(p, entry, window):
    """From the menu of the buddy list, whose tool tip hides a part of its frame."""
    p.terminal.key("M-1")
    wait_for(lambda: re.search("bob|Buddies", p.screen.focused()), 10, "the buddy list in front")
    p.screen.menu(TITLE, entry)
    p.screen.focus(window)


def close(p, window, button="^Close$"):
    p.screen.focus(window)
    p.screen.press(button)
    p.screen.wait_gone(window)


def keys(t, a):
    fingerprint = a.fingerprints()["own"]
    open_window(a, "My keys", KEYS)
    shown = re.sub(r"\s", "", a.screen.text(KEYS))
    t.check("the window has the key in use", fingerprint in shown, (fingerprint, shown))
    a.screen.press("^OK$")
    a.screen.wait_text(KEYS, "Replace")
    a.screen.press("^Show QR code")
    a.screen.wait_text(CODE, "otr-fingerprint=" + fingerprint)
    close(a, CODE)
    close(a, KEYS)


def known(a, b):
    """The contact's key is selected; what can be done with it is asked for next."""
    open_window(a, "Known", KNOWN)
    a.screen.row(r"\] bob")
    a.terminal.key("Space")
    a.screen.press("^OK$")
    a.screen.wait_text(KNOWN, "End private")
    a.screen.press("^End private")
    b.wait_state("finished")
    close(a, KNOWN)


def filed(p):
    with open(os.path.join(p.folder(), "otr.fingerprints")) as f:
        return f.read()


def imported(t, a):
    """Another program's files, from a folder that is typed; the plan is shown before anything is done."""
    open_window(a, "Import", IMPORT)
    a.screen.move_to("^_", "Tab")
    a.terminal.type(PROFANITY)
    a.screen.press("^OK$")
    a.screen.wait_text(IMPORT, "Next")
    a.screen.press("^Next$")
    a.screen.wait_text(IMPORT, "1 fingerprint is added")
    t.check("nothing is written before OK", IMPORTED not in filed(a))
    a.screen.press("^OK$")
    a.screen.wait_text(IMPORT, "Back")
    a.screen.press("^Import$")
    wait_for(lambda: IMPORTED in filed(a), 10, "the fingerprint is known")
    a.screen.focus(IMPORT)      # Finch brings nothing to the front that no key has asked for
    a.screen.wait_text(IMPORT, "1 fingerprint was imported")
    close(a, IMPORT)


def helped(a):
    open_window(a, "Help", HELP)
    a.screen.press("^Commands$")
    a.screen.wait_text(HELP, "/otr start")
    close(a, HELP)


@scenario
def finch_actions(t):
    """the plugin's entries in the menu of Finch's buddy list: each window opens, does its work and closes"""
    a, b = t.up()
    t.go_secure()
    keys(t, a)
    known(a, b)
    helped(a)
    imported(t, a)
