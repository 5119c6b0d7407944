# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of the manual (scripts/screenshots)."""
from kit.stage import scenario
from kit.wait import pump

from .pages import other_program, shut
from .smp import result

# What is said in them, in the language of the run.
WORDS = {
    "en": {"hello": "Hello Bob!", "reply": "Hello Alice. One moment…", "private": "Now nobody else reads along.",
           "question": "Where did we meet?", "answer": "in Lisbon", "held": "See you on Friday!"},
    "fr": {"hello": "Bonjour Bob !", "reply": "Bonjour Alice. Un instant…",
           "private": "Plus personne d’autre ne nous lit.", "question": "Où nous sommes-nous rencontrés ?",
           "answer": "à Lisbonne", "held": "On se voit vendredi !"},
}


def menu(p):
    """The OTR menu, as it drops from the button."""
    p.ui.steps([["window", p.window], ["mouse", p.L["state"]["unverified"]]])
    pump(0.4)
    p.ui.shot("menu", p.window, covered=True)
    p.desk.x("xdotool", "key", "Escape", "mousemove", "0", "0")     # away from tooltips
    pump(0.3)


def verifying(a, b, words):
    window = a.L["verify_window"]
    a.do("ask_window")
    a.ui.set_text(window, words["question"], after="^Question")
    a.ui.shot("question", window)
    a.do("choose_secret")
    a.ui.shot("secret", window)
    a.do("choose_compare")
    a.ui.shot("compare", window)
    a.ui.steps([["window", window], ["click", "^(Cancel|Annuler)$"], ["gone"]])
    a.do("smp_question", question=words["question"], secret=words["answer"])
    b.ui.wait_window(b.L["answer_window"], 20)
    b.ui.shot("answer", b.L["answer_window"])
    b.do("smp_asked_question", question=words["question"], secret=words["answer"])
    result(b, "success")
    result(a, "success", "verified")


def configuration(p):
    config = p.L["config"]["window"]
    p.open_config()
    for page in ("keys", "defaults", "privacy", "fingerprints"):
        p.config("tab_" + page)
        p.ui.shot("config-" + page, config)
    p.close_config()
    p.do("settings")
    p.ui.shot("settings", p.L["settings_window"])
    shut(p, p.L["settings_window"])


@scenario
def pictures(t):
    """pictures for the manual: a conversation from the first word to its end, and the windows"""
    words = WORDS[t.run.language]
    a, b = t.up()
    other_program(a, "profanity", ".local/share/profanity/otr")
    a.conv()
    a.ui.shot("plain", a.window)
    t.go_secure()
    for p, text in ((a, words["hello"]), (b, words["reply"])):
        p.send(text)
    pump(0.5)
    a.ui.shot("unverified", a.window)
    menu(a)
    verifying(a, b, words)
    a.send(words["private"])
    a.wait_state("private")
    pump(0.5)
    a.ui.shot("private", a.window)
    configuration(a)
    a.do("import")
    a.do("import_next")
    a.ui.shot("import", a.L["import_window"])
    shut(a, a.L["import_window"])
    b.do("end")
    a.wait_state("finished")
    a.type(words["held"])
    pump(1)
    a.ui.shot("finished", a.window)
