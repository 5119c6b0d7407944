# SPDX-License-Identifier: GPL-2.0-or-later
"""The settings of one contact."""
import os

from kit.stage import now, scenario
from kit.wait import pump


@scenario
def settings(t):
    """settings of one contact: Cancel changes nothing; required, nothing leaves in clear; as pidgin-otr has them"""
    a, b = t.up(prefs={"/OTR/enabled": True, "/OTR/automatic": False, "/OTR/onlyprivate": False})
    a.conv()
    window = a.L["settings_window"]
    own = [["window", window], ["check", "^(Use the default settings|Utiliser les paramètres)", False],
           ["check", "^(Start .* automatically$|Démarrer automatiquement)", True],
           ["check", "^(Require|Exiger)", True]]
    a.do("settings")
    a.ui.steps(own + [["click", "^(Cancel|Annuler)$"], ["gone"]])
    hello = t.text("clear")
    a.send(hello)
    b.wait_received(hello)
    a.do("settings")
    a.ui.steps(own)
    a.ui.shot("required", window)
    a.ui.steps([["window", window], ["click", "^(Save|Enregistrer)$"], ["gone"]])
    t0, s = now(), t.secret("required")
    a.type(s)
    t.query_on_wire(a, t0)
    t.wait_secure(t0)
    b.wait_received(s)
    t.held_back(a, t0)
    pump(7)             # libpurple writes the buddy list five seconds after a change
    with open(os.path.join(a.proc.dir, "blist.xml")) as f:
        text = f.read()
    for name in ("overridedefault", "enabled", "automatic", "onlyprivate"):
        line = "<setting name='OTR/%s' type='bool'>1</setting>" % name
        t.check("pidgin-otr's setting %s is on" % name, line in text)
    t.exchange()


@scenario
def account_settings(t):
    """defaults of one account: private messaging is required on it alone"""
    a, b = t.up()
    a.conv()
    a.open_config()
    a.config("require_on_account")
    a.ui.shot("account", a.L["config"]["window"])
    a.close_config()
    t0, s = now(), t.secret("required")
    a.type(s)
    t.query_on_wire(a, t0)
    t.wait_secure(t0)
    b.wait_received(s)
    t.held_back(a, t0)
