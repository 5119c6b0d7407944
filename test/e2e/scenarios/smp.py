# SPDX-License-Identifier: GPL-2.0-or-later
"""Who it really is: comparing secrets, in windows and by their buttons."""
import contextlib
import os
import signal

from kit.stage import now, scenario
from kit.wait import wait_for

from .trust import filed_trust


def result(p, how, shot=None):
    """The window of this comparison says how it ended, in one of these ways, and is closed."""
    r = p.L["smp_result"]
    p.ui.wait_text(r["window"], "|".join(r[x] for x in how.split()), 40)
    if shot:
        p.ui.shot(shot, r["window"])
    p.do("smp_done")


def run(t, asker, answerer, how, right=True):
    """One comparison to its end: what both windows say of it."""
    question, secret = t.text("question"), t.secret("answer")
    names = {"question": question, "secret": secret}
    asker.do("smp_" + how, **names)
    answerer.do("smp_asked_" + how, **{**names, "secret": secret if right else t.secret("wrong")})
    for p in (asker, answerer):
        result(p, "success" if right else "failure",
               "%s-%s-%s" % (p.user, how, "right" if right else "wrong"))


def is_ours(p):
    return "bar" in p.L


def tour(t, a, b):
    """Pictures of the windows of A and B, for people to look at."""
    window = a.L["verify_window"]
    a.do("ask_window")
    a.ui.shot("question", window)
    a.ui.steps([["window", window], ["click", "^(Ask|Demander)$"]])
    a.ui.wait_text(window, "must not be empty|ne doit pas")
    a.ui.shot("question-problems", window)
    a.do("choose_secret")
    a.ui.shot("secret", window)
    a.do("choose_compare")
    a.ui.set_text(window, "0" * 40, after="^(Fingerprint you|Empreinte reçue)")
    a.ui.wait_text(window, "fingerprints differ|empreintes diff")
    a.ui.shot("compare", window)
    a.ui.steps([["window", window], ["click", "^(Show a code|Afficher un code)"]])
    a.ui.shot("compare-code", window)
    a.ui.steps([["window", window], ["click", "^(Cancel|Annuler)$"], ["gone"]])
    a.do("smp_question", question="Où nous sommes-nous rencontrés ?", secret=t.secret("answer"))
    b.ui.wait_window(b.L["answer_window"], 20)
    b.ui.shot("asked", b.L["answer_window"])
    b.ui.shot("asked-bar", b.window)
    a.ui.shot("waiting", window)
    b.do("smp_asked_question", question="Où nous", secret=t.secret("wrong"))
    for p in (a, b):
        result(p, "failure", "failed")
    a.ui.shot("lines", a.window)


@scenario
def verify_tour(t):
    """every window that verifies, seen once"""
    a, b = t.up()
    t.go_secure()
    tour(t, a, b)


@scenario
def smp(t):
    """question wrong and right, secret right and wrong, asked by A: trust, levels, windows"""
    a, b = t.up()
    t.go_secure()
    theirs = a.fingerprints()["their"]
    ours = b.fingerprints()["their"]
    run(t, a, b, "question", right=False)
    t.check("a wrong answer verifies nobody", not filed_trust(a, theirs) and a.state() == "unverified",
            (filed_trust(a, theirs), a.state()))
    run(t, a, b, "question")
    a.wait_state("private")
    t.check("filed as pidgin-otr does", filed_trust(a, theirs) == "smp", filed_trust(a, theirs))
    t.check("who answered has verified nobody", not filed_trust(b, ours), filed_trust(b, ours))
    run(t, a, b, "secret")
    b.wait_state("private")
    t.check("a shared secret verifies both", filed_trust(b, ours) == "smp", filed_trust(b, ours))
    run(t, a, b, "secret", right=False)
    for p, fp in ((a, theirs), (b, ours)):
        if is_ours(p):
            t.check("side %s: a failure takes no trust away" % p.side,
                    filed_trust(p, fp) == "smp" and p.state() == "private", (filed_trust(p, fp), p.state()))
    t.exchange()


def asker(t, a, b):
    """What makes A ask B, whose window then comes; and what B answers."""
    names = {"question": t.text("question"), "secret": t.secret("answer")}

    def asked():
        a.do("smp_question", **names)
        b.ui.wait_window(b.L["smp_asked"]["window"], 30)

    return asked, names


def unverified_but_works(t, a, b):
    t.check("nobody is verified", (a.state(), b.state()) == ("unverified", "unverified"), (a.state(), b.state()))
    run(t, a, b, "question")
    a.wait_state("private")


@scenario
def smp_cancel(t):
    """stopped by who asked and by who was asked, at each step; the other's window says so; nothing changes"""
    a, b = t.up()
    t.go_secure()
    asked, _ = asker(t, a, b)
    asked()                                     # the one who asked stops it
    a.do("smp_cancel_waiting")
    if is_ours(a):
        result(a, "error", "stopped-by-us")
    if is_ours(b):
        result(b, "error", "stopped-by-them")
    else:
        b.do("smp_cancel_asked")
    asked()                                     # the one who was asked refuses
    b.do("smp_cancel_asked")
    result(a, "error", "refused")
    unverified_but_works(t, a, b)


@contextlib.contextmanager
def standing_still(p):
    """This side's program does nothing: what it was sent waits."""
    os.kill(p.pid(), signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(p.pid(), signal.SIGCONT)


def sends(p, since):
    """Until this side has sent something encrypted."""
    wait_for(lambda: p.tap.sent("otr", "data", since=since), 20, "side %s sends" % p.side, 0.005)


@scenario
def smp_cancel_late(t):
    """stopped after the answer is given: by who answered, by who asked; who asked has verified nobody"""
    a, b = t.up()
    t.go_secure()
    asked, names = asker(t, a, b)
    asked()                                     # the one who answered stops it
    with standing_still(a):
        t0 = now()
        b.do("smp_asked_question", **names)
        sends(b, t0)
        b.do("smp_cancel_answered")
    result(a, "error", "answerer-stopped")
    if is_ours(b):
        result(b, "error", "answerer-stopped")
    asked()                                     # the one who asked stops it, one step before the end
    t0 = now()
    b.do("smp_asked_question", **names)
    sends(b, t0)
    with standing_still(b):
        sends(a, t0)
        a.do("smp_cancel_waiting")
        t.pause(0.5)
    if is_ours(a):
        result(a, "error", "asker-stopped")
    result(b, "success error")                  # it depends on what B reads first after its standstill
    unverified_but_works(t, a, b)


@scenario
def smp_asker_gone(t):
    """the one who asked goes away before the answer: the other's window says so; asked again, it works"""
    a, b = t.up()
    t.go_secure()
    a.do("smp_question", question=t.text("question"), secret=t.secret("answer"))
    b.ui.wait_window(b.L["smp_asked"]["window"], 30)
    t.check("Pidgin a quits cleanly while B is asked", a.quit() == 0)
    b.wait_state("finished")
    if is_ours(b):
        result(b, "error", "asker-gone")
    a.start()
    t.wait_buddies()
    t.go_secure()
    run(t, a, b, "question")
    a.wait_state("private")


@scenario
def smp_gone(t):
    """the one who was asked goes away in the middle: the window says so, the comparison is over"""
    a, b = t.up()
    t.go_secure()
    a.do("smp_question", question=t.text("question"), secret=t.secret("answer"))
    b.ui.wait_window(b.L["smp_asked"]["window"], 30)
    t.check("Pidgin b quits cleanly while it is asked", b.quit() == 0)
    a.wait_state("finished")
    result(a, "error", "gone")
    b.start()
    t.wait_buddies()
    t.go_secure()
    run(t, a, b, "question")
    a.wait_state("private")


@scenario
def smp_cross(t):
    """a request comes while A has the own window open: two windows, two comparisons, both come to an end"""
    a, b = t.up()
    t.go_secure()
    mine, yours = t.text("mine"), t.text("yours")
    first, second = t.secret("first"), t.secret("second")
    a.do("ask_window")
    a.ui.set_text(a.L["verify_window"], mine, after="^Question")
    b.do("smp_question", question=yours, secret=first)
    a.ui.wait_text(a.L["answer_window"], yours)
    t.check("the own window keeps what was typed", mine in a.ui.text(a.L["verify_window"]))
    a.ui.shot("crossing")
    a.ui.set_text(a.L["verify_window"], second, after="^(Answer|Réponse)")
    a.ui.steps([["window", a.L["verify_window"]], ["click", "^(Ask|Demander)$"]])
    a.do("smp_asked_question", question=yours, secret=first)
    b.ui.wait_text(b.L["smp_result"]["window"], b.L["smp_result"]["success"], 40)
    b.do("smp_asked_question", question=mine, secret=second)
    for p in (a, b):
        p.wait_state("private")


@scenario
def smp_quiet(t):
    """a request takes no focus: what A is typing stays what it is; the bar leads to the window, by keyboard"""
    a, b = t.up()
    t.go_secure()
    a.conv()
    a.desk.raise_window(a.window)
    a._entry().call("Component", "GrabFocus")
    t.pause(0.3)
    a.desk.type("half a sent")
    question, secret = t.text("question"), t.secret("answer")
    b.do("smp_question", question=question, secret=secret)
    a.ui.wait_window(a.L["answer_window"], 20)
    t.pause(0.5)
    a.desk.type("ence")
    wait_for(lambda: a.entry() == "half a sentence", 5, lambda: "typed text in the entry; it is %r" % a.entry())
    t.check("the bar names the question", question in a.ui.text(a.window), a.ui.texts(a.window))
    a.ui.shot("asked-while-typing")
    a.clear_entry()
    a.ui.steps([["window", a.L["answer_window"]], ["click", "^(Later|Plus tard)$"], ["gone"]])
    a.do("bar.answer")
    a.ui.wait_window(a.L["answer_window"], 10)
    t.pause(0.3)
    a.desk.type(secret, enter=True)
    b.wait_state("private")
    result(a, "success", "answered")
    result(b, "success")


@scenario
def smp_commands(t):
    """by commands only: question and secret with special characters; no word of them leaves or is shown"""
    a, b = t.up()
    t.go_secure()
    t0, secret = now(), 'q<&">' + t.secret("cmd")
    a.type('/otr question "Who <b>&</b> why?" ' + secret)
    b.ui.wait_text(b.L["smp_asked"]["window"], "Who <b>&</b> why")
    b.do("smp_asked_question", question="Who", secret=secret)
    a.wait_state("private")
    b.do("smp_done")
    t.check("the secret is shown nowhere", not any(secret in x for _, _, x in a.shown(t0) + b.shown(t0)),
            (a.shown(t0), b.shown(t0)))
    b.do("smp_secret", secret=secret)
    wait_for(lambda: a.ui.has_window(a.L["answer_window"]), 20, "request at A")
    a.type("/otr answer " + secret)
    b.wait_state("private")


@scenario
def new_key(t):
    """B, verified, comes back with another key: A is warned, nothing is sent; A goes on, then verifies"""
    a, b = t.up()
    t.go_secure()
    a.do("verify")
    a.wait_state("private")
    t.exchange()
    b.quit()
    a.wait_state("finished")
    b.forget_keys()
    b.start()
    t.wait_buddies()
    t0 = now()
    t.go_secure()
    a.wait_says("new_fingerprint", since=t0)
    a.wait_state("unverified")
    a.ui.wait_text(a.window, a.L["bar"]["new_key"])
    a.ui.shot("new-key", a.window)
    t1, s = now(), t.secret("held")
    a.type(s)
    a.wait_says("not_sent", since=t1)
    t.pause(0.5)
    sent = [m for m in a.tap.sent(since=t1) if m.kind == "otr" and m.type == "data"]
    t.check("nothing is sent to the new key", not sent, sent)
    t.check("the text is back in the entry", a.entry() == s, a.entry())
    a.clear_entry()
    a.do("bar.continue")
    t.exchange()
    a.do("verify")
    a.wait_state("private")
    t.exchange()
