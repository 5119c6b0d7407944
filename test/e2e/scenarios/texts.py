# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person types arrives as it was typed, whatever the program at the other end."""
from kit.stage import now, scenario
from kit.wait import Fail, wait_for

# The first two show whether a program escapes what is typed into it.
TEXTS = {
    "comparison": "if a < b & c > d",
    "heart": "I <3 you",
    "entities": "typed &lt; and &amp; and &quot; stay",
    "tags": "<b>not bold</b> <i> </p> <script>x</script> <br> <me@example.org> <div class=\"x\">",
    "quotes": "\"double\" 'single' `back` \\ 100% %s",
    "link": "see http://example.org/?a=1&b=2#c. Bye",
    "emoji": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f \U0001f1eb\U0001f1f7",
    "rtl": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 abc",
    "combining": "e\u0301 n\u0303 \u1112\u1161\u11ab A\u030a",
    "blanks": "two  blanks, three   blanks, a\ttab",
    "lines": "one\ntwo\n\nfour",
    "long": ("10 kB of <text> & more; " * 420)[:10000].strip(),
}


def carried(t, x, y, name, text):
    """x says it; y must read exactly that."""
    key, t0 = t.secret(name), now()
    said = key + " " + text
    x.say(said)
    what = "%s: %s" % (x.side + y.side, name)
    try:
        got = wait_for(lambda: read_by(x, y, key, len(said), t0), 10, "it arrives")
    except Fail:
        got = "\n".join(y.received(t0))
    t.check(what + " arrives as typed", y.wrapped(said) == y.wrapped(got), (len(got), got[-300:], len(said), said[-300:]))
    if y.ui and name != "long":
        t.check(what + " is seen as typed", said in y.seen(), (said, y.seen()[-400:]))


def read_by(x, y, key, length, since):
    """The message that begins with `key`; of a program that cuts, all of its pieces."""
    got = y.received(since)
    if not x.cuts:
        return next((m for m in got if m.startswith(key)), None)
    whole = "".join(got)
    return whole if len(whole) >= length else None


def suits(x, y, name, text):
    """Whether the two programs can type and show this at all."""
    if y.resolves_markup and name in ("entities", "tags"):
        return False
    return len(text) < min(x.longest_typed, y.longest) and not any(c in x.cannot_type + y.cannot_type for c in text)


@scenario
def texts(t):
    """everything that may be typed, both ways, in a private conversation"""
    a, b = t.up()
    t.go_secure()
    # How the other program writes shows when it writes: until then ours can only guess.
    first, second = (b, a) if "bar" in a.L else (a, b)
    for x, y in ((first, second), (second, first)):
        for name, text in TEXTS.items():
            if suits(x, y, name, text):
                carried(t, x, y, name, text)
    for p in (a, b):
        if p.ui:
            p.ui.shot("texts", p.window)
