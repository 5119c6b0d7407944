# SPDX-License-Identifier: GPL-2.0-or-later
"""Stall meter: pings a process' D-Bus main loop on a fixed beat, whatever is still unanswered.

A ping that is sent while the main loop is blocked waits for the end of the block, so the round trips
are a fair sample over time (no coordinated omission). One line per ping: sent (monotonic), rtt in ms.
"""
import sys
import time

from gi.repository import Gio, GLib

ADDRESS, NAME, PATH, PERIOD_MS, OUT = sys.argv[1:6]


def main():
    conn = Gio.DBusConnection.new_for_address_sync(
        ADDRESS, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
        Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
    out = open(OUT, "w", buffering=1)
    clock = time.monotonic
    loop = GLib.MainLoop()

    def done(c, res, sent):
        t = clock()
        try:
            c.call_finish(res)
            out.write("%.6f %.3f\n" % (sent, (t - sent) * 1000))
        except GLib.Error:
            out.write("%.6f gone\n" % sent)
            loop.quit()

    def beat():
        conn.call(NAME, PATH, "org.freedesktop.DBus.Peer", "Ping", None, None, Gio.DBusCallFlags.NONE,
                  120000, None, done, clock())
        return True

    GLib.timeout_add(int(PERIOD_MS), beat, priority=GLib.PRIORITY_HIGH)
    print("ready", flush=True)
    loop.run()


main()
