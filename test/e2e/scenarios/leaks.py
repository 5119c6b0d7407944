# SPDX-License-Identifier: GPL-2.0-or-later
"""The leak matrix: every way for a text out of Pidgin, in every state of a conversation."""
from kit.classify import leaks as leaked
from kit.stage import now, scenario
from kit.wait import pump, wait_for

from .faults import REQUIRED, broken_copy

XHTML = ("<message to='%s' type='chat'><html xmlns='http://jabber.org/protocol/xhtml-im'>"
         "<body xmlns='http://www.w3.org/1999/xhtml'><p>%s</p></body></html></message>")
BODY = "<message to='%s' type='%s'><body>%s</body></message>"

# name: what it does with the peer, the contact and a text
COMMON = {
    "typed": lambda p, who, x: p.send(x),
    "/me": lambda p, who, x: p.probe("command", who, "me " + x),
    "serv_send_im": lambda p, who, x: p.probe("direct", who, x),
    "auto-reply": lambda p, who, x: p.probe("auto", who, x),
    "buddy pounce": lambda p, who, x: p.probe("pounce", who, x),
    "looks like OTR": lambda p, who, x: p.probe("direct", who, "?OTR:%s." % x),
}
IRC = {
    "/msg": lambda p, who, x: p.probe("command", who, "msg %s %s" % (who, x)),
    "/query": lambda p, who, x: p.probe("command", who, "query %s %s" % (who, x)),
    "/notice": lambda p, who, x: p.probe("command", who, "notice %s %s" % (who, x)),
    "/ctcp": lambda p, who, x: p.probe("command", who, "ctcp %s ACTION %s" % (who, x)),
    "/quote": lambda p, who, x: p.probe("command", who, "quote PRIVMSG %s :%s" % (who, x)),
    "/quote, two targets": lambda p, who, x: p.probe("command", who, "quote privmsg #x,%s :%s" % (who.upper(), x)),
    "raw line": lambda p, who, x: p.probe("raw", who, "PRIVMSG %s :%s" % (who, x)),
    "raw ?OTR": lambda p, who, x: p.probe("raw", who, "PRIVMSG %s :?OTR:%s." % (who, x)),
}
XMPP = {
    "stanza": lambda p, who, x: p.probe("stanza", who, BODY % (who, "chat", x)),
    "stanza, full address": lambda p, who, x: p.probe("stanza", who, BODY % (who + "/Home", "chat", x)),
    "headline": lambda p, who, x: p.probe("stanza", who, BODY % (who, "headline", x)),
    "XHTML only": lambda p, who, x: p.probe("stanza", who, XHTML % (who, x)),
    "stanza ?OTR": lambda p, who, x: p.probe("stanza", who, BODY % (who, "chat", "?OTR:%s." % x)),
    "raw stanza": lambda p, who, x: p.probe("raw", who, BODY % (who, "chat", x)),
}


# The line about an automatic reply, which comes back to nobody.
TOLD = ("automatic reply", "Not sent: private messaging is not working")


class Matrix:
    def __init__(self, t, a, b):
        self.t, self.a, self.b = t, a, b
        self.gates = dict(COMMON, **(IRC if t.server.kind == "irc" else XMPP))
        self.columns = {}

    def outcome(self, secret, since, entry):
        """What became of a text, as the two people see it; None: nothing yet."""
        wire = b"".join(d for t, way, d in self.a.tap.chunks if way == "c2s" and t >= since)
        if leaked(wire, secret):
            return "PLAINTEXT"
        if any(secret in x for x in self.b.received(since)):
            return "encrypted"
        if secret in entry:
            return "returned"
        lines = self.a.system(since)
        if any(secret in x for x in lines):
            return "waiting"
        return None

    def fire(self, state, private=True):
        """Every gate once; then what became of each text. Not `private`: the control, all of it in clear."""
        self.a.clear_entry()
        since = now()
        texts = {}
        # The automatic reply last: what is said after it is about it.
        for gate, act in sorted(self.gates.items(), key=lambda each: each[0] == "auto-reply"):
            self.last = now()
            texts[gate] = self.t.secret("leak") if private else self.t.text("leak")
            act(self.a, self.a.other_jid, texts[gate])
            pump(0.05)

        def look():
            entry = self.a.entry()
            return {g: self.outcome(x, since, entry) for g, x in texts.items()}

        end = now() + 6
        found = look()
        while None in found.values() and now() < end:
            pump(0.2)
            found = look()
        self.t.pause(0.7)       # for what must not come
        self.columns[state] = found = look()
        if private:
            self.judge(state, since)
        else:
            for gate, outcome in found.items():
                self.t.check("%s, %s: the wire shows it" % (state, gate), outcome == "PLAINTEXT", outcome)
        self.a.clear_entry()

    def judge(self, state, since):
        """Nothing in clear, and nothing gone without a word."""
        found, told = self.columns[state], self.a.system(since)
        refused = any(w in x for x in self.a.system(self.last) for w in TOLD)
        for gate, outcome in found.items():
            self.t.check("%s, %s: not in clear" % (state, gate), outcome != "PLAINTEXT", outcome)
            if outcome is None and gate == "auto-reply" and refused:
                found[gate] = "refused"
            self.t.check("%s, %s: the person knows" % (state, gate), found[gate] is not None, told)
        self.a.ui.shot("leaks-" + state.replace(" ", "-"), self.a.window)

    def table(self):
        states = list(self.columns)
        rows = [["way out"] + states, ["---"] * (len(states) + 1)]
        rows += [["`%s`" % g] + [self.columns[s][g] or "nothing" for s in states] for g in self.gates]
        return "".join("| %s |\n" % " | ".join(r) for r in rows)

    def keep(self, name):
        with open(self.t.run.path("%s-%s.md" % (name, self.t.server.kind)), "w") as f:
            f.write(self.table())
        self.t.run.notes.append("\n" + self.table())


def command(a, words):
    a.probe("command", a.other_jid, "otr " + words)


def secure(t, a):
    since = now()
    command(a, "start")
    t.wait_secure(since)


@scenario
def leaks(t):
    """every gate in every state: no text in clear, and the person knows what became of it"""
    a, b = t.up(probe=True)
    a.conv()
    b.conv()
    m = Matrix(t, a, b)

    command(a, "policy always")
    a.tap.mute = True
    m.fire("required")
    a.tap.mute = False
    secure(t, a)
    m.fire("private")
    b.do("end")
    a.wait_state("finished")
    m.fire("finished")
    command(a, "policy default")

    secure(t, a)
    a.probe("online", "-", "0")
    wait_for(lambda: not a.purple.call("PurpleAccountIsConnected", a.account), 20, "A is off line")
    b.wait_state("finished")
    a.probe("online", "-", "1")
    wait_for(lambda: a.purple.call("PurpleAccountIsConnected", a.account), 20, "A is back")
    t.wait_buddies()
    m.fire("signed off")

    secure(t, a)
    command(a, "end")
    a.wait_state("plaintext")
    a.tap.mute = True
    command(a, "start")
    m.fire("exchange running")
    a.tap.mute = False
    m.keep("leaks")


@scenario
def leaks_control(t):
    """the same with a contact who is never private: the wire shows every text, so the matrix would see a leak"""
    a, b = t.up(probe=True)
    a.conv()
    b.conv()
    command(a, "policy never")
    m = Matrix(t, a, b)
    m.fire("plaintext", private=False)
    m.keep("leaks-control")


@scenario
def leaks_no_engine(t):
    """the same where encryption is required and the engine cannot be loaded"""
    a = t.peer("a", probe=True, plugin=broken_copy(t), prefs=REQUIRED).start()
    b = t.peer("b").start()
    t.wait_buddies()
    a.ui.wait_window(a.L["engine_missing"])
    a.conv()
    b.conv()
    m = Matrix(t, a, b)
    m.fire("engine missing")
    m.keep("leaks-no-engine")
