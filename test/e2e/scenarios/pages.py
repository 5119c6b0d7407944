# SPDX-License-Identifier: GPL-2.0-or-later
"""The configuration page, and the windows that are not about one conversation."""
import os
import shutil

from kit.life import ROOT
from kit.stage import now, scenario
from kit.wait import wait_for

CLOSE = [["click", "^(Close|Fermer|Cancel|Annuler)$"], ["gone"]]


def shut(p, window):
    p.ui.steps([["window", window]] + CLOSE)


def other_program(p, program, folder):
    """The files of another program, where it puts them in this person's home."""
    files = os.path.join(os.path.dirname(ROOT), "support", "import", program)
    shutil.copytree(files, os.path.join(p.desk.home, folder))


def pictures_of_configuration(p):
    config = p.L["config"]["window"]
    p.open_config()
    for page in ("keys", "defaults", "privacy", "fingerprints", "about"):
        p.config("tab_" + page)
        p.ui.shot("config-" + page, config)
    p.close_config()


def pictures_of_windows(p):
    for name in ("keys", "known", "settings", "help"):
        p.do(name)
        window = p.L[name + "_window"]
        if name == "known":
            p.ui.row(window, "^bob$")
        p.ui.shot(name, window)
        if name == "help":
            tabs = p.ui.c.one(window=window, role="page tab list")
            for tab in range(1, 5):
                tabs.call("Selection", "SelectChild", "(i)", tab)
                p.ui.shot("help-%d" % tab, window)
        shut(p, window)


def pictures_of_questions(p):
    """What is asked once more before it is done, and the QR code."""
    p.do("keys")
    for step in ("code", "export", "replace"):
        p.do("keys_" + step)
        p.ui.shot("keys-" + step, p.L["keys_" + step + "_window"])
        shut(p, p.L["keys_" + step + "_window"])
    shut(p, p.L["keys_window"])
    p.do("end")
    p.wait_state("plaintext")
    p.do("known")
    p.ui.row(p.L["known_window"], "^bob$")
    p.do("known_forget")
    p.ui.shot("forget", p.L["forget_window"])
    shut(p, p.L["forget_window"])
    shut(p, p.L["known_window"])


def pictures_of_import(p):
    p.do("import")
    p.ui.shot("import", p.L["import_window"])
    p.do("import_next")
    p.ui.shot("import-plan", p.L["import_window"])
    shut(p, p.L["import_window"])


@scenario
def windows(t):
    """pictures of every window that is not about one conversation, for people to look at"""
    a, _ = t.up()
    other_program(a, "profanity", ".local/share/profanity/otr")
    t.go_secure()
    a.do("verify")
    pictures_of_configuration(a)
    pictures_of_windows(a)
    pictures_of_questions(a)
    pictures_of_import(a)


@scenario
def imports(t):
    """Import...: the plan first, nothing before OK, then the result; a bad file says which and why"""
    a, _ = t.up()
    other_program(a, "profanity", ".local/share/profanity/otr")
    window = a.L["import_window"]
    bad = os.path.join(a.desk.home, "otr.private_key")
    with open(bad, "w") as f:
        f.write("(privkeys (account")
    a.do("import")
    a.ui.combo(window, "^Another folder or file$")
    a.ui.set_text(window, bad, after="^Folder or file")
    a.ui.steps([["window", window], ["click", "^Next$"]])
    a.ui.wait_text(window, "otr.private_key cannot be used: .*damaged")
    a.ui.shot("bad", window)
    a.ui.combo(window, "^profanity$")
    a.do("import_next")
    a.ui.wait_text(window, "1 key of yours is added")
    t.check("nothing is written before OK", not os.path.exists(os.path.join(a.proc.dir, "otr.private_key")))
    a.do("import_do")
    a.ui.wait_text(window, "1 key was imported. 1 fingerprint was imported.")
    a.ui.shot("imported", window)
    shut(a, window)
    with open(os.path.join(a.proc.dir, "otr.private_key")) as f:
        t.check("the key is in pidgin-otr's file", "private-key" in f.read())
    a.do("keys")
    text = a.ui.wait_text(a.L["keys_window"], "940C0EA7 30EE599A FBCDF510 B69BD670 BF880435")
    t.check("and is shown as ours", text is not None)
    shut(a, a.L["keys_window"])


@scenario
def keyboard(t):
    """with the keyboard alone: start from the menu, the contact's settings, the list of known fingerprints"""
    a, b = t.up()
    a.conv()
    b.conv()

    def press(*keys):
        a.desk.x("xdotool", "key", "--delay", "60", *keys)
        t.pause(0.5)

    a.desk.raise_window(a.window)
    press("alt+t", "s")             # OTR, Start private conversation
    a.wait_state("unverified")
    a.desk.raise_window(a.window)
    press("alt+t", "t")             # OTR, Settings for this contact
    a.ui.wait_window(a.L["settings_window"])
    press("alt+d")                  # not the defaults
    press("alt+r")                  # required
    box = a.ui.c.one(window=a.L["settings_window"], role="check box", name="^Require")
    t.check("the box is ticked by its letter", "CHECKED" in box.states(), box.states())
    press("Escape")
    a.ui.wait_no_window(a.L["settings_window"])
    a.do("known")
    window = a.L["known_window"]
    a.desk.raise_window(window)
    press("alt+h", "b", "o", "b")   # search
    press("Tab", "Down", "space")   # the row
    press("alt+e")                  # End
    b.wait_state("finished")
    a.wait_state("plaintext")
    a.ui.shot("keyboard", window)
    press("Escape")
    a.ui.wait_no_window(window)
    a.desk.raise_window(a.window)
    press("alt+t", "h")             # OTR, Help
    a.ui.wait_window(a.L["help_window"])
    press("alt+m")                  # Commands
    a.ui.wait_text(a.L["help_window"], "/otr sessions")
    press("Escape")
    a.ui.wait_no_window(a.L["help_window"])


WORDS = ("Not private", "Unverified", "Private", "Finished")


def tab_words(p):
    """The level that each tab tells assistive programs, from left to right."""
    tabs = p.ui.c.find_all(window=p.window, role="page tab", any=True)
    said = [x.prop("Accessible", "Description") for x in tabs]
    return [next((w for w in WORDS if x.startswith(w + ". ")), None) for x in said if x]


@scenario
def tabs(t):
    """the level stands in each tab, and is that of the button"""
    a, b = t.up()
    a.conv()
    a.purple.call("PurpleConversationNew", 1, a.account, t.server.jid("carol"))
    a.window = "^(bob|carol)"
    wait_for(lambda: tab_words(a) == ["Not private", "Not private"], 5, lambda: "two tabs: %s" % tab_words(a))
    t0 = now()
    b.start_otr()
    wait_for(lambda: tab_words(a) == ["Unverified", "Not private"], 15, lambda: "B's tab: %s" % tab_words(a))
    a.ui.shot("tabs")
    t.figure(tab_ms=round((now() - t0) * 1000))
    b.do("end")
    wait_for(lambda: tab_words(a) == ["Finished", "Not private"], 15, lambda: "B's tab: %s" % tab_words(a))
