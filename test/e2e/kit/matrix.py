# SPDX-License-Identifier: GPL-2.0-or-later
"""The leak matrix: every way for a text out of Pidgin, and what became of it. OTR_LEAK_CELLS names a folder
into which each run writes what it has found (scripts/leak-matrix)."""
import json
import os
import time

from .classify import leaks as leaked
from .life import ROOT
from .wait import pump

now = time.monotonic
# What was found when docs/TESTING.md was written: {network: {state: {way out: outcome}}}.
RECORDED = os.path.join(ROOT, "leaks.json")

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
CLEAR = "in clear"


class Matrix:
    def __init__(self, t, a, b):
        self.t, self.a, self.b = t, a, b
        self.gates = dict(COMMON, **(IRC if t.server.kind == "irc" else XMPP))
        self.columns = {}       # state: {way out: outcome}

    def outcome(self, secret, since, entry):
        """What became of a text, as the two people see it; None: nothing yet."""
        wire = b"".join(d for t, way, d in self.a.tap.chunks if way == "c2s" and t >= since)
        if leaked(wire, secret):
            return CLEAR
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
        texts = self.texts = {}
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
            self._judge(state, since)
        else:
            for gate, outcome in found.items():
                self.t.check("%s, %s: the wire shows it" % (state, gate), outcome == CLEAR, outcome)
        self._keep(state)
        self.a.clear_entry()

    def _judge(self, state, since):
        """Nothing in clear, and nothing gone without a word."""
        found, told = self.columns[state], self.a.system(since)
        refused = any(w in x for x in self.a.system(self.last) for w in TOLD)
        for gate, outcome in found.items():
            self.t.check("%s, %s: not in clear" % (state, gate), outcome != CLEAR, outcome)
            if outcome is None and gate == "auto-reply" and refused:
                found[gate] = "refused"
            self.t.check("%s, %s: the person knows" % (state, gate), found[gate] is not None, told)
        self.a.ui.shot("leaks-" + state.replace(" ", "-"), self.a.window)

    def _keep(self, state):
        """The column is compared with what docs/TESTING.md says, and kept where the run was asked to."""
        network, cells = self.t.server.kind, {g: x or "nothing" for g, x in self.columns[state].items()}
        self.t.run.notes.append("%s over %s: %s" % (state, network, json.dumps(cells)))
        folder = os.environ.get("OTR_LEAK_CELLS")
        if folder:
            with open(os.path.join(folder, "%s %s.json" % (network, state)), "w") as f:
                json.dump({network: {state: cells}}, f)
            return
        with open(RECORDED) as f:
            recorded = json.load(f)[network].get(state)
        self.t.check("%s: as docs/TESTING.md has it" % state, cells == recorded,
                     {g: (x, (recorded or {}).get(g)) for g, x in cells.items() if x != (recorded or {}).get(g)})
