# SPDX-License-Identifier: GPL-2.0-or-later
"""More pictures of the manual: what is asked, and what goes wrong."""
from kit.stage import scenario
from kit.wait import pump

from .faults import broken_copy
from .pictures import picture, talk
from .uncovered import WARNING

# The same in all languages, but for Pidgin's own name of the plugin.
ANY_WARNING = WARNING + "|^Messagerie confidentielle OTR$"


@scenario
def pictures_of_trouble(t):
    """what is asked before a file goes, and a new key of a verified contact; --language fr"""
    a, b = t.up(probe=True)
    t.go_secure()
    a.do("verify")
    a.wait_state("private")
    talk(t, a, b)
    path = t.run.path("a", "holiday.txt")
    with open(path, "w") as f:
        f.write("not private")
    a.probe("file", a.other_jid, path)
    a.ui.wait_window(ANY_WARNING)
    a.ui.shot("file-question", ANY_WARNING)
    a.ui.steps([["window", ANY_WARNING], ["click", "^(Cancel|Annuler)$"], ["gone"]])
    b.quit()
    a.wait_state("finished")
    b.forget_keys()
    b.start()
    t.wait_buddies()
    t.go_secure()
    a.ui.wait_text(a.window, a.L["bar"]["new_key"])
    picture(a, "new-key")


@scenario
def pictures_without_engine(t):
    """what is said when a part is missing; --language fr"""
    a = t.peer("a", plugin=broken_copy(t)).start()
    t.peer("b").start()
    t.wait_buddies()
    a.ui.wait_window(ANY_WARNING)
    pump(0.3)
    a.ui.shot("engine-missing", ANY_WARNING)
    a.ui.steps([["window", ANY_WARNING], ["click", "^(Close|Fermer)$"], ["gone"]])
