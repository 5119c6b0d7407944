# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of the manual; scripts/screenshots puts them in their place."""
from kit.stage import scenario
from kit.wait import pump, wait_for

from .menus import BLIST
from .pages import (other_program, pictures_of_configuration, pictures_of_import, pictures_of_questions,
                    pictures_of_windows)
from .sessions import entries, start_from
from .smp import result, tour
from .takeovers import THEIRS, WINDOW, tick

WORDS = {
    "en": ("Hello Bob, how was your journey?", "Long, but worth it!", "Where did we first meet?"),
    "fr": ("Bonjour Bob, ce voyage ?", "Long, mais il en valait la peine !", "Où nous sommes-nous rencontrés ?"),
}


def picture(p, name):
    """The conversation, in front of everything and without a tool tip."""
    p.desk.x("xdotool", "mousemove", 0, 0)
    p.desk.raise_window(p.window)
    p.ui.shot(name, p.window)


def picture_of_menu(p, name, window, press):
    """A window and the menu that `press` opens over it, cut out of the screen."""
    p.desk.raise_window(window)
    press()
    entries = wait_for(p.ui.c.popup_entries, 5, "the menu")
    pump(0.3)
    boxes = [x.extents() for x in [*p.ui.c.windows(window), *entries]]
    left, top = (max(0, min(box[i] for box in boxes)) for i in (0, 1))
    right, bottom = (max(box[i] + box[i + 2] for box in boxes) for i in (0, 1))
    path = p.run.path("shots", "%s-99-%s.png" % (p.side, name))
    p.desk.shot(path)
    p.desk.x("convert", path, "-crop", "%dx%d+%d+%d" % (right - left, bottom - top, left, top), "+repage", path)
    p.desk.x("xdotool", "key", "Escape", "key", "Escape")


def talk(t, a, b):
    hello, answer, _ = WORDS[t.run.language]
    a.send(hello)
    b.wait_received(hello)
    b.send(answer)
    a.wait_received(answer)


def pictures_of_levels(t, a, b):
    a.conv()
    picture(a, "not-private")
    t.go_secure()
    talk(t, a, b)
    picture(a, "unverified")
    level = a.L["state"]["unverified"]
    picture_of_menu(a, "otr-menu", a.window, lambda: a.ui.mouse(a.window, level))
    question, answer = WORDS[t.run.language][2], t.secret("answer")
    a.do("smp_question", question=question, secret=answer)
    b.ui.wait_window(b.L["answer_window"], 20)
    b.ui.shot("request-window", b.L["answer_window"])
    b.desk.x("xdotool", "windowmove", b.desk.window(b.L["answer_window"])[0], 0, 0)
    picture(b, "request")
    b.do("smp_asked_question", question=question, secret=answer)
    for p in (a, b):
        result(p, "success", "right" if p is a else "right-answer")
    a.wait_state("private")
    talk(t, a, b)
    picture(a, "private")
    tour(t, a, b)


def pictures_of_the_end(t, a, b):
    """A has ended: what B sees, and what becomes of B's text."""
    b.wait_state("finished")
    picture(b, "finished")
    b.type(WORDS[t.run.language][1])
    b.wait_says("not_sent")
    picture(b, "held")


def picture_of_buddy_menu(p):
    row = p.ui.retry(lambda: p.ui.c.one(window=BLIST, role="table cell", name="^%s$" % p.other), 5)
    x, y, width, height = row.extents()

    def press():
        p.desk.x("xdotool", "mousemove", x + width // 2, y + height // 2, "click", 3)

    picture_of_menu(p, "buddy-menu", BLIST, press)


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


@scenario
def pictures_of_devices(t):
    """what the OTR menu says of a contact with two devices, for the manual; --language fr"""
    a = t.peer("a").start()
    devices = [t.peer(side, resource=name).start() for side, name in (("b", "laptop"), ("c", "phone"))]
    t.wait_buddies()
    a.conv()
    for p in devices:
        p.wait_buddy()
        start_from(t, a, p)
    wait_for(lambda: all(any(x.startswith(name) for x in entries(a)) for name in ("laptop", "phone")), 20,
             lambda: "two devices: %s" % entries(a))
    window = a.desk.window(a.window)[0]
    a.desk.x("xdotool", "windowmove", window, 0, 0, "windowsize", window, 1000, 420)    # the menus within it
    for path, press in ((["^OTR$"], ["click", 1]), (["^OTR$", "^Sessions$"], [])):
        x, y, width, height = a.ui.retry(lambda: a.ui.c.menu_entry(a.window, path), 5).extents()
        a.desk.x("xdotool", "mousemove", x + width // 2, y + height // 2, *press)
        pump(0.6)
    a.ui.shot("devices", a.window, covered=True)
    a.desk.x("xdotool", "key", "Escape", "Escape")
