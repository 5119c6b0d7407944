# SPDX-License-Identifier: GPL-2.0-or-later
"""For people who write labels.json."""
from kit.stage import scenario


@scenario
def look(t):
    """prints windows, menus and widgets of A's plugin and takes pictures; needs --keep"""
    a, _ = t.up()
    a.conv()
    out = []

    def snap(title, rx, hidden=True):
        out.append("== %s\n%s" % (title, a.ui.dump(rx, hidden)))
        a.ui.shot(title)

    snap("conversation", a.window)
    a.open_config()
    snap("configuration", a.L["config"]["window"], False)
    a.close_config()
    t.go_secure()
    snap("in-private", a.window)
    with open(t.run.path("look.txt"), "w") as f:
        f.write("\n".join(out))
    print("\n".join(out))
