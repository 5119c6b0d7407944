# SPDX-License-Identifier: GPL-2.0-or-later
"""What cannot be used is said beside the field, and what was typed stays in it."""
import os

from kit.stage import now, scenario

from .finch import VERIFY, ended
from .smp import result

FIELD = "text|password text|entry"
QUESTION, ANSWER, SECRET, GIVEN = "^Question", "^Answer", "^Secret", "^Fingerprint you"


def beside(t, p, window, after, problem):
    """Under this field, and under no other, stands what is wrong with it."""
    p.ui.wait_text(window, problem)
    field = p.ui.c.one(window=window, role=FIELD, after=after)
    said = p.ui.c.find_all(window=window, role="label", name=problem)
    x, y, width, height = field.extents()
    at = [s.extents() for s in said]
    near = [b for b in at if 0 <= b[1] - (y + height) < 20 and b[0] < x + width and b[0] + b[2] > x]
    t.check("beside the field after %s: %s" % (after, problem), len(near) == len(at) == 1, (field.extents(), at))
    p.ui.shot("bad-field", window)


def press(p, window, button):
    p.ui.steps([["window", window], ["click", button]])


def field(p, window, after):
    return p.ui.c.one(window=window, role=FIELD, after=after).text()


@scenario
def bad_fields(t):
    """empty secrets, a question that has the answer, a malformed fingerprint, a file that is none: said, and kept"""
    a, b = t.up()
    t.go_secure()
    sent = len(a.tap.sent("otr", "data"))
    questions(t, a)
    secrets(t, a)
    fingerprints(t, a)
    t.check("nothing of it was sent", len(a.tap.sent("otr", "data")) == sent, a.tap.sent("otr", "data"))
    answers(t, a, b)
    files(t, a)


def questions(t, a):
    window, answer = a.L["verify_window"], t.secret("answer")
    a.do("ask_window")
    press(a, window, "^Ask$")
    beside(t, a, window, QUESTION, "Type the question")
    beside(t, a, window, ANSWER, "This must not be empty")
    asked = "Is it %s?" % answer.upper()
    a.ui.set_text(window, asked, after=QUESTION)
    a.ui.set_text(window, answer, after=ANSWER)
    press(a, window, "^Ask$")
    beside(t, a, window, QUESTION, "The question contains the answer")
    t.check("the question is kept", field(a, window, QUESTION) == asked, field(a, window, QUESTION))
    t.check("the answer is kept, masked", len(field(a, window, ANSWER)) == len(answer), field(a, window, ANSWER))
    press(a, window, "^Cancel$")
    a.ui.wait_no_window(window)


def secrets(t, a):
    window = a.L["verify_window"]
    a.do("ask_window")
    a.do("choose_secret")
    a.ui.set_text(window, "   ", after=SECRET)
    press(a, window, "^Compare$")
    beside(t, a, window, SECRET, "This must not be empty")


def fingerprints(t, a):
    window, typed = a.L["verify_window"], "940C0EA7 30EE599A and so on"
    a.do("choose_compare")
    a.ui.set_text(window, typed, after=GIVEN)
    beside(t, a, window, GIVEN, "This is not a fingerprint: it must have forty digits")
    t.check("the fingerprint is kept", field(a, window, GIVEN) == typed, field(a, window, GIVEN))
    press(a, window, "^Cancel$")
    a.ui.wait_no_window(window)


def answers(t, a, b):
    """B answers with nothing, is told, then answers: what A typed after a first mistake is what is compared."""
    window, question, answer = a.L["verify_window"], t.text("question"), t.secret("answer")
    a.do("ask_window")
    a.ui.set_text(window, answer, after=ANSWER)
    press(a, window, "^Ask$")
    beside(t, a, window, QUESTION, "Type the question")
    a.ui.set_text(window, question, after=QUESTION)
    press(a, window, "^Ask$")
    b.ui.wait_text(b.L["answer_window"], question, 20)
    press(b, b.L["answer_window"], "^Answer$")
    beside(t, b, b.L["answer_window"], "^Your answer", "This must not be empty")
    b.do("smp_asked_question", question=question, secret=answer)
    for p in (a, b):
        result(p, "success")
    a.wait_state("private")


def files(t, a):
    window, bad = a.L["import_window"], os.path.join(a.desk.home, "otr.private_key")
    with open(bad, "w") as f:
        f.write("(privkeys (account")
    a.do("import")
    a.ui.combo(window, "^Another folder or file$")
    for path, problem in ((bad, "otr.private_key cannot be used"), (bad + ".none", "otr.private_key.none")):
        a.ui.set_text(window, path, after="^Folder or file")
        press(a, window, "^Next$")
        beside(t, a, window, "^Folder or file", problem)
        kept = field(a, window, "^Folder or file")
        t.check("the path is kept", kept == path, kept)


@scenario
def finch_bad_fields(t):
    """no question, in Finch: the window says so and keeps the answer, which counts when there is a question"""
    a, b = t.up()
    t.go_secure()
    answer, question = t.secret("answer"), t.text("question")
    a.type("/otr auth")
    a.screen.wait_text(VERIFY, "What fits")
    a.screen.press("^Ask something")
    a.screen.wait_text(VERIFY, "Question:")
    a.terminal.key("Tab")
    a.terminal.type(answer)
    a.screen.press("^Ask$")
    a.screen.wait_text(VERIFY, "Type the question")
    a.terminal.type(question)
    t0 = now()
    a.screen.press("^Ask$")
    b.do("smp_asked_question", question=question, secret=answer)
    ended(a, VERIFY, t0)
    t.check("the answer typed before the mistake was compared", a.state() == "private", a.state())
