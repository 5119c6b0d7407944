# SPDX-License-Identifier: GPL-2.0-or-later
"""The peers that are other programs, by the name that run.py takes."""
from .irssi import IrssiPeer
from .mcabber import McabberPeer
from .potrpeer import PotrPeer
from .profanity import ProfanityPeer
from .wait import Setup

OTHERS = {"irssi": IrssiPeer, "mcabber": McabberPeer, "profanity": ProfanityPeer, "potr": PotrPeer}


def other(name, run, side, names, server):
    kind = OTHERS[name]
    if kind.kind != server.kind:
        raise Setup("%s speaks %s only" % (name, kind.kind))
    return kind(run, side, names, server)
