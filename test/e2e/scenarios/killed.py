# SPDX-License-Identifier: GPL-2.0-or-later
"""Pidgin is killed at random moments while files are being written. OTR_KILLS: how often (4); OTR_KILL_SEED:
the moments of an earlier run."""
import os
import random
import re
import xml.etree.ElementTree as ET

from kit.otrfiles import LOCK, contents, litter, lost, torn
from kit.stage import now, scenario
from kit.wait import pump, wait_for

from .leaks import command, secure
from .pages import other_program


def process_name(pid):
    """As the plugin writes it into its lock: number and start."""
    with open("/proc/%d/stat" % pid) as f:
        return "%d-%s" % (pid, f.read().rsplit(")", 1)[1].split()[19])


def ready(p):
    """The window is there, and the engine answers."""
    p.conv()
    p.wait_state("plaintext")


class Life:
    """One Pidgin that is killed again and again, and what each of its lives may lose: nothing."""

    def __init__(self, t, a, b):
        self.t, self.a, self.b = t, a, b
        self.folder = a.proc.dir
        self.seed = int(os.environ.get("OTR_KILL_SEED", 0)) or random.SystemRandom().randrange(1 << 30)
        self.random = random.Random(self.seed)
        self.their = re.search(r"\t([0-9a-f]{40})", self.file("otr.fingerprints").decode()).group(1)
        self.written = 0        # rounds in which the write had taken place
        self.left = 0           # rounds that left a temporary file
        self.locks = 0          # locks that were put there

    def file(self, name):
        return contents(self.folder).get(name, b"")

    def kill(self, after, longest):
        """So many seconds at most after something was begun."""
        pump(self.random.uniform(0, longest))
        name = process_name(self.a.pid())
        self.a.proc.proc.kill()
        self.a.proc.proc.wait()
        self.t.run.log("killed", after)
        self.hold_lock(name)

    def hold_lock(self, name):
        """It has the lock for less than a millisecond: every third round is as if it had been killed then, every
        third as if between the two calls that make the lock."""
        kind = self.random.choice(("as it is", name, ""))
        if kind != "as it is" and LOCK not in contents(self.folder):
            with open(os.open(os.path.join(self.folder, LOCK), os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
                f.write(kind)
            self.locks += 1

    def judge(self, what, before, being_written):
        """Right after the kill: each file is the old or the new one, whole, and has all that the old one had."""
        wrong = torn(self.folder)
        self.t.check("%s: every file is whole, and its owner's" % what, not wrong, wrong)
        after = contents(self.folder)
        gone = lost(before, after)
        self.t.check("%s: no file, no key, no tag is gone" % what, not gone, gone)
        self.written += any(after.get(n) != before.get(n) for n in being_written)
        self.left += any(n != LOCK for n in litter(self.folder))

    def again(self, what):
        """It starts with nothing to say, works, and what the killed one left is cleared away."""
        since = now()
        own = self.file("otr.private_key")
        # B has a limit for how many key exchanges it takes part in
        self.b.quit()
        self.b.start()
        self.a.start()
        self.a.ui.wait_window("^Buddy List$")
        self.t.wait_buddies()
        said = [w for w in self.a.ui.windows() if "Off-the-Record" in w]
        self.t.check("%s: no window complains" % what, not said, said)
        ready(self.a)
        secure(self.t, self.a)
        self.toggle()
        left = litter(self.folder)
        self.t.check("%s: no lock and nothing unfinished is left" % what, not left, left)
        wrong = torn(self.folder)
        self.t.check("%s: every file is whole after the next write" % what, not wrong, wrong)
        self.t.check("%s: a key that was there is the key" % what, not own or self.file("otr.private_key") == own)
        bad = [x for x in self.a.system(since) if "cannot" in x or "could not" in x or "not working" in x]
        self.t.check("%s: no line complains" % what, not bad, bad)

    def toggle(self):
        """Trust in B's key changes, on disk."""
        before = self.file("otr.fingerprints")
        self.trust(before)
        wait_for(lambda: self.a.alive() and self.file("otr.fingerprints") != before and not litter(self.folder), 20,
                 lambda: "the trust is written: %r" % contents(self.folder))

    def trust(self, filed):
        is_verified = re.search(r"\t%s\t\w" % self.their, filed.decode())
        command(self.a, "distrust" if is_verified else "verify " + self.their)


def key(life):
    """A has no key, and makes one."""
    life.a.quit()
    life.a.forget_keys()
    life.a.start()
    ready(life.a)
    before = contents(life.folder)
    command(life.a, "genkey")
    life.kill("key", 0.6)
    life.judge("key", before, ["otr.private_key"])


def trust(life):
    """Trust is being written, and the record of how and when."""
    before = contents(life.folder)
    life.trust(before["otr.fingerprints"])
    life.kill("trust", 0.05)
    life.judge("trust", before, ["otr.fingerprints"])


def imports(life):
    """Keys and fingerprints of another program are taken over."""
    a = life.a
    a.quit()
    a.forget_keys()
    for name in ("otr.fingerprints", "otr.fingerprints.bak"):
        path = os.path.join(life.folder, name)
        if os.path.exists(path):
            os.remove(path)
    a.start()
    ready(a)
    before = contents(life.folder)
    window = a.L["import_window"]
    a.do("import")
    a.ui.combo(window, "^profanity$")
    a.do("import_next")
    a.ui.wait_text(window, "1 key of yours is added")
    a.do("import_do")
    life.kill("import", 0.15)
    life.judge("import", before, ["otr.private_key", "otr.fingerprints"])


def settings(life):
    """Settings of the contact: libpurple writes its files five seconds after a change."""
    before = contents(life.folder)
    command(life.a, "policy %s" % life.random.choice(("manual", "always", "default")))
    pump(4.8)
    life.kill("settings", 0.5)
    life.judge("settings", before, [])
    for name in ("blist.xml", "prefs.xml", "accounts.xml"):
        ET.parse(os.path.join(life.folder, name))


@scenario
def killed(t):
    """killed at random moments of making a key, verifying, importing, setting: every file old or new; all works again"""
    a, b = t.up(probe=True)
    other_program(a, "profanity", ".local/share/profanity/otr")
    a.conv()
    b.conv()
    secure(t, a)
    life = Life(t, a, b)
    t.figure(seed=life.seed)
    life.toggle()
    rounds = int(os.environ.get("OTR_KILLS", 4))
    for i in range(rounds):
        kind = (key, trust, imports, settings)[i % 4]
        kind(life)
        life.again("%d %s" % (i + 1, kind.__name__))
    t.figure(rounds=rounds, written=life.written, left_behind=life.left, locks=life.locks)
