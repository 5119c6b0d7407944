# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of the manual; scripts/screenshots puts them in their place."""
from kit.stage import scenario

from .menus import BLIST
from .pages import (other_program, pictures_of_configuration, pictures_of_import, pictures_of_questions,
                    pictures_of_windows)
from .smp import result, tour
from .takeovers import THEIRS, WINDOW, tick

WORDS = {
    "en": ("Hello Bob, how was your journey?", "Long, but worth it!", "Where did we first meet?"),
    "fr": ("Bonjour Bob, ce voyage ?", "Long, mais il en valait la peine !", "Où nous sommes-nous rencontrés ?"),
}


def picture_of_menu(p, name, press, window=None):
    """A menu that `press` opens over the window: cut out of the screen by what has changed on it."""
    p.desk.raise_window(window or p.window)
    press()
    p.ui.retry(lambda: p.ui.c.popup_entries()[0], 5)
    p.ui.shot(name)
    p.desk.x("xdotool", "key", "Escape", "Escape")


def talk(t, a, b):
    hello, answer, _ = WORDS[t.run.language]
    a.send(hello)
    b.wait_received(hello)
    b.send(answer)
    a.wait_received(answer)


def pictures_of_levels(t, a, b):
    a.conv()
    a.ui.shot("not-private", a.window)
    t.go_secure()
    talk(t, a, b)
    a.ui.shot("unverified", a.window)
    level = a.L["state"]["unverified"]
    picture_of_menu(a, "otr-menu", lambda: a.ui.mouse(a.window, level))
    tour(t, a, b)
    question, answer = WORDS[t.run.language][2], t.secret("answer")
    a.do("smp_question", question=question, secret=answer)
    b.do("smp_asked_question", question=question, secret=answer)
    for p in (a, b):
        result(p, "success", "right" if p is a else "right-answer")
    a.wait_state("private")
    talk(t, a, b)
    a.ui.shot("private", a.window)


def pictures_of_the_end(t, a, b):
    """A has ended: what B sees, and what becomes of B's text."""
    b.wait_state("finished")
    b.ui.shot("finished", b.window)
    b.type(t.secret("held"))
    b.wait_says("not_sent")
    b.ui.shot("held", b.window)


def picture_of_buddy_menu(p):
    row = p.ui.retry(lambda: p.ui.c.one(window=BLIST, role="table cell", name="^%s$" % p.other), 5)
    x, y, width, height = row.extents()

    def press():
        p.desk.x("xdotool", "mousemove", x + width // 2, y + height // 2, "click", 3)

    picture_of_menu(p, "buddy-menu", press, BLIST)


@scenario
def pictures(t):
    """every window, page, menu and bar, for the manual and for people to look at; --language fr"""
    a, b = t.up()
    other_program(a, "profanity", ".local/share/profanity/otr")
    picture_of_buddy_menu(a)
    pictures_of_levels(t, a, b)
    pictures_of_configuration(a)
    pictures_of_windows(a)
    pictures_of_questions(a)
    pictures_of_the_end(t, a, b)
    pictures_of_import(a)
    a.ui.steps(a.P["plugins_open"])
    tick(a, THEIRS)
    a.ui.wait_window(WINDOW, 20)
    a.ui.shot("take-over", WINDOW)
