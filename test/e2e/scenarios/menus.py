# SPDX-License-Identifier: GPL-2.0-or-later
"""What is offered outside of conversations."""
from kit.stage import now, scenario
from kit.wait import wait_for

BLIST = "^(Buddy List|Liste de contacts)$"


@scenario
def menus(t):
    """Tools -> Off-the-Record Messaging, and the menu of a buddy, with the mouse"""
    a, b = t.up()
    a.ui.menu(BLIST, ["^(Tools|Outils)$", a.L["plugin_name"], "^(Help|Aide)$"])
    a.ui.wait_window("Off-the-Record|OTR")
    a.ui.shot("help")
    a.ui.steps([["window", "Help|Aide"], ["click", "^(Close|Fermer)$"]])
    row = a.ui.retry(lambda: a.ui.c.one(window=BLIST, role="table cell", name="^%s$" % a.other), 5)
    x, y, width, height = row.extents()
    a.desk.raise_window(BLIST)
    a.desk.x("xdotool", "mousemove", x + width // 2, y + height // 2, "click", 3)
    t.pause(0.5)
    a.ui.shot("buddy-menu")
    a.ui.popup("^OTR$")     # opens what is under it
    t.pause(0.3)
    a.ui.shot("buddy-submenu")
    t0 = now()
    a.desk.x("xdotool", "key", "Return")    # the first entry: Start private conversation
    t.wait_secure(t0)
    wait_for(lambda: a.ui.has_window(a.window), 5, "the conversation")
    t.exchange()
