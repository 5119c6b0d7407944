# SPDX-License-Identifier: GPL-2.0-or-later
"""Private keys: made, kept, taken over."""
import os
import re

from kit.peer import pidgin_otr
from kit.stage import now, scenario


@scenario
def keygen(t):
    """key generation from Tools > Plugins > Configure; the key is shown, and is the one that is used"""
    a, b = t.up()
    a.open_config()
    c = a.L["config"]
    t.check("no key at first", re.search(c["no_key"], a.ui.text(c["window"])), a.ui.texts(c["window"]))
    a.ui.shot("no-key", c["window"])
    t0 = now()
    a.config("generate")
    fp = a.config_fingerprint(60)
    t.figure(keygen_ms=round((now() - t0) * 1000))
    a.ui.shot("key", c["window"])
    a.clear_keygen_window()
    a.close_config()
    t.go_secure()
    t.check("the peer sees this very key", b.fingerprints()["their"] == fp, fp)
    t.exchange()


@scenario
def restart(t):
    """A quits and comes back: the same key, and B is still trusted"""
    a, b = t.up()
    t.go_secure()
    a.do("verify")
    a.wait_state("private")
    before = a.fingerprints()
    a.quit()
    if t.server.kind == "xmpp":     # prpl-irc throws away what is queued when it quits
        b.wait_state("finished")
    a.start()
    t.wait_buddies()
    t0 = now()
    t.go_secure()
    a.wait_state("private")
    t.check("same fingerprints", a.fingerprints() == before, (a.fingerprints(), before))
    t.check("B is not told of a new key", not b.says("new_fingerprint", t0), b.system(t0))
    t.exchange()


def otr_file(p, name):
    with open(os.path.join(p.proc.dir, "otr." + name)) as f:
        return f.read()


@scenario
def takeover(t):
    """A's pidgin-otr folder is used by the plugin under test and then by pidgin-otr again"""
    ours = t.plugins["a"]
    a = t.peer("a", plugin=pidgin_otr()).start()
    t.peer("b").start()
    t.wait_buddies()
    t.go_secure()
    a.do("verify")
    a.wait_state("private")
    fingerprints = a.fingerprints()
    for plugin in (ours, pidgin_otr()):
        a.quit()
        key, tags = otr_file(a, "private_key"), otr_file(a, "instance_tags")
        a.change_plugin(plugin)
        a.start()
        t.wait_buddies()
        t.go_secure()
        a.wait_state("private")
        name = os.path.basename(plugin)
        t.check(name + ": same fingerprints", a.fingerprints() == fingerprints, fingerprints)
        t.check(name + ": key file untouched", otr_file(a, "private_key") == key)
        t.check(name + ": same instance tag", otr_file(a, "instance_tags") == tags,
                (tags, otr_file(a, "instance_tags")))
        t.exchange()
        a.ui.shot("private", a.window)
    line = otr_file(a, "fingerprints").strip()
    t.check("trust is filed once, as pidgin-otr files it",
            re.match(r"bob\S*\talice\S*\tprpl-\w+\t%s\tverified$" % fingerprints["their"].lower(), line),
            line)
