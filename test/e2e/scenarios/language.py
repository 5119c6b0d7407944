# SPDX-License-Identifier: GPL-2.0-or-later
"""The same in French."""
from kit.stage import scenario

from .smp import tour


@scenario
def french(t):
    """a whole conversation with Pidgin and the plugin in French"""
    t.run.language = "fr"
    a, b = t.up()
    a.conv()
    a.ui.shot("non-prive", a.window)
    t.go_secure()
    t.exchange()
    a.ui.shot("non-verifie", a.window)
    a.open_config()
    a.ui.shot("configuration", a.L["config"]["window"])
    a.close_config()
    tour(t, a, b)
    a.do("verify")
    a.wait_state("private")
    a.ui.shot("prive", a.window)
    a.do("end")
    b.wait_state("finished")
    b.ui.shot("termine", b.window)
