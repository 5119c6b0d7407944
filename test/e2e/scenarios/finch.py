# SPDX-License-Identifier: GPL-2.0-or-later
"""A uses Finch: no windows of ours, no entry that text could go back into; commands, requests, lines."""
import re

from kit.stage import now, scenario
from kit.wait import wait_for

from .faults import broken_copy

VERIFY = "^Verify identity: bob$"
ANSWER = "wants to verify you$"


@scenario
def finch_commands(t):
    """the whole way by /otr commands in Finch: start, status, fingerprints, verify by its window, end"""
    a, b = t.up()
    t.check("Finch has no GTK in it", not a.maps("libgtk"))
    a.conv()
    t0 = now()
    a.command("start", "Asking bob")
    t.wait_secure(t0)
    t.exchange(2)
    a.command("status", "Unverified")
    prints = a.fingerprints()
    t.check("both fingerprints, as Pidgin has them",
            (prints["own"], prints["their"]) == tuple(b.fingerprints()[k] for k in ("their", "own")), prints)
    verify(t, a, b)
    a.command("end", "private conversation with bob has ended")
    b.wait_state("finished")
    t.check("no command on the wire", b"/otr" not in a.tap.raw())


def verify(t, a, b):
    """By comparing fingerprints: Cancel changes nothing; the button does."""
    for buttons, level in ((["^Cancel$"], "unverified"), (["^OK$", "^Mark as verified$"], "private")):
        a.type("/otr verify")
        a.screen.wait_text(VERIFY, "Compare both fingerprints")
        shown = re.sub(r"\s", "", a.screen.text(VERIFY))
        for whose, value in b.fingerprints().items():
            t.check("the window shows the fingerprint (%s)" % whose, value in shown, shown)
        for button in buttons:
            a.screen.press(button)
        a.screen.wait_gone(VERIFY)
        t.check("after %s: %s" % (buttons[-1], level), a.state() == level, a.state())


@scenario
def finch_smp(t):
    """A asks a question in Finch and B answers, B asks for a secret and A answers in Finch: by windows"""
    a, b = t.up()
    t.go_secure()
    names = {"question": t.text("question"), "secret": t.secret("answer")}
    a.type("/otr auth")
    a.screen.wait_text(VERIFY, "What fits")
    a.screen.press("^Ask something")
    a.screen.wait_text(VERIFY, "Question:")
    a.terminal.type(names["question"])
    a.terminal.key("Tab")
    a.terminal.type(names["secret"])
    t.check("the answer is not on the screen", names["secret"] not in a.terminal.screen())
    a.screen.press("^Ask$")
    t0 = now()
    b.do("smp_asked_question", **names)
    ended(a, VERIFY, t0)
    b.do("smp_done")
    t.check("the key is verified", a.state() == "private", a.state())
    names, t1 = {"secret": t.secret("secret")}, now()
    b.do("smp_secret", **names)
    answer(t, a, "wants to compare a secret", names["secret"])
    ended(a, ANSWER, t1)
    b.do("smp_done")
    b.wait_state("private")


def answer(t, a, asked, secret):
    """A line says how to answer; no window takes the focus by itself."""
    wait_for(lambda: any(asked in x for x in a.system()), 20, lambda: "A is asked; %r" % a.system()[-3:])
    t.check("no window opens by itself", not a.screen.inside(ANSWER), a.screen.names())
    a.type("/otr answer")
    a.screen.wait_text(ANSWER, "compared|same")
    a.terminal.type(secret)
    a.screen.press("^OK$")
    a.screen.press("^(Answer|Compare)$")


def ended(a, window, since):
    """The conversation says how the comparison ended, and so does the window, which takes no focus."""
    wait_for(lambda: any(re.search(a.L["smp_result"]["success"], x) for x in a.system(since)), 30,
             lambda: "A is told of the result; %r" % a.system()[-3:])
    a.screen.focus(window)
    a.screen.wait_text(window, a.L["smp_result"]["success"], 30)
    a.screen.press("^Close$")
    a.screen.wait_gone(window)


@scenario
def finch_holds(t):
    """B ends: what is typed in Finch does not leave, is there to be read in full, and goes on as chosen"""
    a, b = t.up()
    t.go_secure()
    t.exchange()
    b.do("end")
    a.wait_state("finished")
    long = " ".join(t.secret("held%d" % i) for i in range(8)) + " <b> & c"
    t0 = now()
    a.type(long)
    a.wait_says("not_sent", since=t0)
    t.pause(1.0)
    t.held_back(a, t0)
    flat = re.sub(r"\s+", "", "".join(x for _, _, x in a.shown(t0)))
    t.check("what was typed is there to be read", "Notsent:" + re.sub(r"\s+", "", long) in flat, a.shown(t0))
    t.check("it does not look sent", not any("alice" in who for _, who, _ in a.shown(t0)), a.shown(t0))
    a.command("start", "Asking bob")
    t.wait_secure(t0)
    t.exchange()
    a.command("end", "has ended")
    clear = t.text("clear")
    t1 = now()
    a.type(clear)
    b.wait_received_anyhow(clear, since=t1)


@scenario
def finch_settings(t):
    """the preference page in Finch; require there holds text until a session stands"""
    a, b = t.up()
    a.open_config()
    a.screen.wait_text("^Preferences$", "Require private messaging")
    page = a.screen.text("^Preferences$")
    t.check("no switch for what Finch does not have", "button" not in page, page)
    a.screen.move_to("Require private messaging", "Tab")
    a.terminal.key("Space")
    a.screen.wait_text("^Preferences$", r"\[X\]\s*Require private messaging")
    a.screen.press("^Save$")
    a.screen.wait_gone("^Preferences$")
    a.screen.press("^Close$")
    texts, t0 = [t.secret("first"), t.secret("second")], now()
    for text in texts:
        a.type(text)
    t.wait_secure(t0)
    for text in texts:
        b.wait_received(text)
    t.held_back(a, t0)
    t.exchange()


@scenario
def finch_engine_missing(t):
    """the runtime object cannot be loaded in Finch: a window says so; private text is held and stays readable"""
    required = {"/OTR/enabled": True, "/OTR/automatic": True, "/OTR/onlyprivate": True}
    a = t.peer("a", plugin=broken_copy(t), prefs=required).start()
    t.peer("b").start()
    t.wait_buddies()
    a.screen.focus(a.L["engine_missing"])
    t.run.log("window\n" + a.terminal.screen())
    a.screen.press("^(Close|OK)$")
    a.screen.wait_gone(a.L["engine_missing"])
    t0, held = now(), t.secret("held")
    a.type(held)
    a.wait_says("not_sent", since=t0)
    t.held_back(a, t0)
    t.check("what was typed is there to be read", any(held in x for x in a.system(t0)), a.shown(t0))
