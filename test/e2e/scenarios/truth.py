# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing lies: every place that shows the level, against what the next message really does."""
import re

from kit.stage import now, scenario
from kit.wait import wait_for

from .sessions import choose, start_from
from .trust import filed_trust

WORDS = {"Not private": "plaintext", "Unverified": "unverified", "Private": "private", "Finished": "finished"}
ENCRYPTED = ("unverified", "private")
WITHOUT_TAG = {"/OTR/enabled": True, "/OTR/automatic": False, "/OTR/onlyprivate": False}


def starting_word(text):
    return next((level for word, level in WORDS.items() if re.match(word + r"\b", text)), None)


def menu(p):
    """The OTR menu: (level it names, whether it offers Refresh, End, Verify identity)."""
    kids = p.ui.c.menu_entry(p.window, ["^OTR$"]).kids()

    def offers(rx):
        return any(re.search(rx, k.name) and "SENSITIVE" in k.states() for k in kids)

    status = next(k.name for k in kids if k.name.startswith("Status: "))
    return (starting_word(status.removeprefix("Status: ")), offers("^Refresh private"), offers("^End private"),
            offers("^Verify identity"))


def tab(p):
    tabs = p.ui.c.find_all(window=p.window, role="page tab", any=True)
    said = [starting_word(x.prop("Accessible", "Description")) for x in tabs]
    return next((level for level in said if level), None)


def bar(p):
    text = "\n".join(p.ui.texts(p.window, "label"))
    names = ("request", "new_key", "unverified", "finished", "over")
    return next((n for n in names if re.search(p.L["bar"][n], text)), None)


def uses(p, fingerprint):
    """Of the contact's keys in the list of known fingerprints: what this one does, and what all others do."""
    mine, others = None, set()
    for _, columns, cells in p.ui.c.rows(p.L["known_window"]):
        labels = [c.label() for c in cells]
        for row in (labels[i:i + columns] for i in range(0, len(labels), columns)):
            if row[:1] == [p.other]:
                if any(x.replace(" ", "") == fingerprint for x in row):
                    mine = row[1]
                else:
                    others.add(row[1])
    return mine, others


def command(p):
    """What /otr status says; nothing is asked while the account is off line."""
    t0 = now()
    p.type("/otr status")
    said = wait_for(lambda: next((x for x in p.system(t0) if "Policy: " in x), None), 10, "answer to /otr status")
    return starting_word(said.removeprefix("[OTR] "))


def places(p, fingerprint):
    return {"button": p.state(), "menu": menu(p), "tab": tab(p), "bar": bar(p), "known": uses(p, fingerprint)[0]}


def expected(level, shown_bar, fingerprint, in_use):
    word = next(w for w, x in WORDS.items() if x == level)
    encrypted = level in ENCRYPTED
    return {"button": level, "menu": (level, encrypted, level != "plaintext", encrypted), "tab": level,
            "bar": shown_bar, "known": None if not fingerprint else word if in_use else "Unused"}


def agree(t, p, event, level, bar=None, key="", in_use=None):
    """All places say this level; `in_use`: whether the list has a session on this key of the contact's."""
    used = level != "plaintext" if in_use is None else in_use
    want = expected(level, bar, key, used)
    wait_for(lambda: p.alive() and places(p, key) == want, 15,
             lambda: "%s: every place says %r; they say %r" % (event, want, places(p, key)))
    p.ui.shot(re.sub(r"\W+", "-", event), p.window)


def does(t, p, there, clear):
    """What becomes of a message that is typed now: 'clear', 'encrypted' or 'held'."""
    text, t0 = t.text("truth") if clear else t.secret("truth"), now()
    p.type(text)

    def outcome():
        if any(text in m.body for m in p.tap.sent(since=t0) if m.kind in ("plain", "tagged")):
            return "clear"
        if any(text in x for x in there.received(t0)):
            return "encrypted"
        return "held" if p.says("not_sent", t0) and p.entry() == text else None

    got = wait_for(lambda: p.alive() and outcome(), 15, lambda: "what becomes of %r; %r" % (text, p.shown(t0)))
    p.clear_entry()
    return got


def true(t, event, level, bar=None, key="", held=False, there=None, **more):
    """After this event: all places agree, so does /otr status, and so does what the next message does."""
    a, there = t.a, there or t.b
    agree(t, a, event, level, bar, key, **more)
    said = command(a)
    t.check("%s: /otr status" % event, said == level, said)
    want = "held" if held or level == "finished" else "encrypted" if level in ENCRYPTED else "clear"
    got = does(t, a, there, clear=level == "plaintext")
    t.check("%s: the next message" % event, got == want, (got, want))
    if level in ENCRYPTED:
        trust = filed_trust(a, key)
        t.check("%s: trust in the key that reads it" % event, bool(trust) == (level == "private"), trust)
    agree(t, a, event + ", message typed", level, bar, key, **more)


@scenario
def truth(t):
    """after each event every place shows the level of the session that the next message really uses"""
    a, b = t.up(prefs=WITHOUT_TAG)
    a.conv()
    a.do("known")
    true(t, "nothing yet", "plaintext")
    t.go_secure()
    key = b.fingerprints()["own"]
    true(t, "started", "unverified", "unverified", key)
    a.do("verify")
    true(t, "verified", "private", None, key)
    a.do("unverify")
    true(t, "trust taken back", "unverified", "unverified", key)
    a.do("verify")
    b.do("end")
    true(t, "ended by B", "finished", "finished", key)
    a.do("end")
    true(t, "ended by A too", "plaintext", None, key)
    b.start_otr()
    true(t, "started by B", "private", None, key)
    a.purple.call("PurpleConversationDestroy", a.conv())
    a.ui.wait_no_window(a.window)
    a.conv()
    true(t, "window closed and opened", "private", None, key)
    b.do("refresh")
    true(t, "refreshed by B", "private", None, key)
    off_line(t, a, b, key)
    another_key(t, a, b, key)


def off_line(t, a, b, key):
    a.window = r"^\(?%s\)?$" % re.escape(a.other)     # Pidgin puts the title of what is off line in brackets
    a.purple.call("PurpleAccountDisconnect", a.account)
    b.wait_state("finished")
    agree(t, a, "account off line", "finished", "over", key, in_use=False)
    a.purple.call("PurpleAccountConnect", a.account)
    t.wait_buddies()
    true(t, "account on line again", "finished", "over", key, in_use=False)
    b.do("end")
    t.go_secure()
    true(t, "started again", "private", None, key)


def another_key(t, a, b, key):
    b.quit()
    true(t, "B gone", "finished", "finished", key)
    b.forget_keys()
    b.start()
    t.wait_buddies()
    t.go_secure()
    new = b.fingerprints()["own"]
    true(t, "another key", "unverified", "new_key", new, held=True)
    t.check("the old key is unused", uses(a, new)[1] == {"Unused"}, uses(a, new))
    a.do("bar.continue")
    true(t, "another key accepted", "unverified", "unverified", new)
    a.do("verify")
    true(t, "another key verified", "private", None, new)


@scenario
def truth_of_devices(t):
    """the same with two devices of B: the places follow the device that the next message goes to"""
    a = t.peer("a", prefs=WITHOUT_TAG).start()
    b = t.peer("b", prefs=WITHOUT_TAG, resource="laptop").start()
    c = t.peer("c", prefs=WITHOUT_TAG, resource="phone").start()
    t.wait_buddies()
    a.conv()
    keys = []
    for p in (b, c):
        p.wait_buddy()
        start_from(t, a, p)
        keys.append(p.fingerprints()["own"])
    laptop, phone = keys
    a.do("known")
    choose(a, "^laptop: ")
    agree(t, a, "laptop chosen", "unverified", "unverified", laptop)
    a.do("verify")
    agree(t, a, "laptop verified", "private", None, laptop)
    t.check("the phone's key is not", uses(a, laptop)[1] == {"Unverified"}, uses(a, laptop))
    choose(a, "^phone: ")
    true(t, "phone chosen", "unverified", "new_key", phone, there=c, held=True)
    a.do("bar.continue")
    true(t, "phone accepted", "unverified", "unverified", phone, there=c)
    choose(a, "^laptop: ")
    true(t, "laptop again", "private", None, laptop)
    c.do("end")
    t.pause(1)
    true(t, "the other device has ended", "private", None, laptop)
    choose(a, "^phone: ")
    true(t, "the device that has ended chosen", "finished", "finished", phone, there=c)
    choose(a, "^laptop: ")
    b.do("end")
    true(t, "both have ended", "finished", "finished", laptop)
