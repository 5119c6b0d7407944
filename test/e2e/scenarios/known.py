# SPDX-License-Identifier: GPL-2.0-or-later
"""Keys: one's own beyond making one, and the list of those that are known."""
import os
import re

from kit.stage import now, scenario
from kit.wait import wait_for

FINGERPRINT = re.compile(r"^([0-9A-F]{8} ){4}[0-9A-F]{8}$")


def row(p, contact):
    """The cells of a contact's row in the window of known fingerprints; None: there is no such row."""
    window = p.L["known_window"]
    for _, columns, cells in p.ui.c.rows(window):
        labels = [c.label() for c in cells]
        rows = [labels[i:i + columns] for i in range(0, len(labels), columns)]
        found = next((r for r in rows if r and r[0] == contact), None)
        if found:
            return found
    return None


def wait_row(p, contact, *want):
    wait_for(lambda: p.alive() and (row(p, contact) or [None] * 3)[1:1 + len(want)] == list(want), 10,
             lambda: "row of %s: %s; it is %s" % (contact, want, row(p, contact)))


def button(p, window, name):
    x = p.ui.c.one(window=window, role="push button", name=name)
    return "SENSITIVE" in x.states()


@scenario
def known(t):
    """the list of known fingerprints: true states; start, end, verify, forget and undo from it"""
    a, b = t.up()
    t.go_secure()
    window = a.L["known_window"]
    a.do("known")
    wait_row(a, b.user, "Unverified", "No")
    t.check("the row has B's fingerprint", any(FINGERPRINT.match(x) for x in row(a, b.user)), row(a, b.user))
    t.check("nothing can be done before a row is selected", not button(a, window, "^Verify"))
    a.ui.row(window, "^bob$")
    a.do("known_verify")
    a.wait_state("private")
    wait_row(a, b.user, "Private")
    t.check("how and when it was verified", row(a, b.user)[2].startswith("Fingerprint, 20"), row(a, b.user))
    t.check("a key in use cannot be forgotten", not button(a, window, "^Forget"))
    a.do("known_end")
    b.wait_state("finished")
    wait_row(a, b.user, "Unused")
    b.do("end")
    a.do("known_start")
    a.wait_state("private")
    wait_row(a, b.user, "Private")
    a.do("known_end")
    wait_row(a, b.user, "Unused")
    a.do("known_forget")
    a.do("forget_yes")
    wait_for(lambda: row(a, b.user) is None, 5, "B's key is gone")
    with open(os.path.join(a.proc.dir, "otr.fingerprints")) as f:
        t.check("it is gone from pidgin-otr's file", "bob" not in f.read())
    a.ui.shot("forgotten", window)
    a.do("known_undo")
    wait_row(a, b.user, "Unused")
    t.check("with its trust", row(a, b.user)[2].startswith("Fingerprint, 20"), row(a, b.user))


@scenario
def replace_key(t):
    """A replaces its key: asked twice; the old one is kept; B, who had verified it, is warned and holds"""
    a, b = t.up()
    t.go_secure()
    b.do("verify")
    b.wait_state("private")
    before = a.fingerprints()["own"]
    a.do("end")
    b.do("end")
    a.do("keys")
    a.do("keys_replace")
    a.do("keys_replace_yes")
    text = a.ui.wait_text(a.L["keys_window"], "There is a new key", 30)
    t.check("the page says so", text is not None)
    a.ui.shot("replaced", a.L["keys_window"])
    with open(os.path.join(a.proc.dir, "otr-ts.former_keys")) as f:
        t.check("the old key is kept", "private-key" in f.read())
    t0 = now()
    a.start_otr()
    b.wait_says("new_fingerprint", since=t0)
    b.wait_state("unverified")
    after = a.fingerprints()["own"]
    t.check("it is another key", after != before, (before, after))
    s = t.secret("held")
    b.type(s)
    t.pause(1.0)
    t.check("B's text is held", s not in a.received(t0), a.received(t0))
    b.clear_entry()
