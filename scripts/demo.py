#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Two Pidgins, alice and bob, on a private loopback server in temporary folders; see scripts/run --demo."""
import argparse
import os
import signal
import sys
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "test", "e2e"))

from kit.desktop import start_bus, start_display  # noqa: E402
from kit.life import MARK, Run  # noqa: E402
from kit.peer import pidgin_otr  # noqa: E402
from kit.pidgin import PidginProc  # noqa: E402
from kit.servers import Prosody  # noqa: E402
from kit.wait import Fail, Setup, pump, wait_for  # noqa: E402

OURS = os.path.join(ROOT, "build", "plugin", "otr-ts.so")
# Beside each other: buddy list above, conversation below it.
PLACES = {"alice": 20, "bob": 660}


class Seat:
    """One of the two: on the person's display, with a D-Bus session of its own."""

    def __init__(self, run, server, user, other, options):
        self.user, self.env_of = user, dict(os.environ, **{MARK: run.id, "DISPLAY": options.display})
        self.bus = start_bus(run, user, self.env())
        self.env_of["DBUS_SESSION_BUS_ADDRESS"] = self.bus
        x = PLACES[user]
        self.other = server.jid(other)
        self.proc = PidginProc(run, user, self, user, server=server, port=server.port, buddies=[other],
                               plugin=options.plugins[user], prefs={
                                   "/pidgin/blist/x": x, "/pidgin/blist/y": 20,
                                   "/pidgin/blist/height": 300,
                                   "/pidgin/conversations/im/x": x, "/pidgin/conversations/im/y": 380,
                                   "/purple/logging/log_ims": False})

    def env(self):
        return self.env_of

    def buddy_online(self):
        call = self.proc.purple.call
        buddy = call("PurpleFindBuddy", self.proc.account, self.other)
        return buddy and call("PurpleBuddyIsOnline", buddy)

    def open(self):
        """Conversation window with the other one, when both are on line."""
        wait_for(self.buddy_online, 20, "buddy of %s on line" % self.user, 0.05)
        self.proc.purple.call("PurpleConversationNew", 1, self.proc.account, self.other)


def play(run, options):
    server = Prosody(run)
    seats = [Seat(run, server, user, other, options)
             for user, other in (("alice", "bob"), ("bob", "alice"))]
    for seat in seats:
        seat.proc.start()
    for seat in seats:
        seat.open()
    print("alice and bob are on line, each with a window open to the other. Write a message, or choose\n"
          "OTR > Start private conversation. To end: quit both Pidgins, or press Ctrl+C here.", flush=True)
    end = time.monotonic() + options.seconds if options.seconds else float("inf")
    while any(s.proc.running() for s in seats) and time.monotonic() < end:
        pump(0.2)
    return max(abs(int(s.proc.quit() != 0)) for s in seats)


def arguments():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--peer", choices=("otr-ts", "pidgin-otr"), default="otr-ts", help="bob's plugin")
    ap.add_argument("--headless", action="store_true", help="on a virtual display that nobody sees")
    ap.add_argument("--seconds", type=int, help="end by itself after so many seconds")
    return ap.parse_args()


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    run = Run(label="otr-ts-demo")
    try:
        options.display = start_display(run, "demo") if options.headless else os.environ.get("DISPLAY")
        if not options.display:
            print("There is no display (DISPLAY is not set): start this from a desktop, "
                  "or add --headless.", file=sys.stderr)
            return 1
        options.plugins = {"alice": OURS, "bob": pidgin_otr() if options.peer == "pidgin-otr" else OURS}
        return play(run, options)
    except KeyboardInterrupt:
        return 0
    except (Fail, Setup) as e:
        print("The demonstration could not go on: %s" % e, file=sys.stderr)
        return 1
    finally:
        run.close()


if __name__ == "__main__":
    sys.exit(main())
