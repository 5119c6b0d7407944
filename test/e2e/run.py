#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Drives two real Pidgin processes with an OTR plugin under test; see README.md.

  run.py list
  run.py SCENARIO[,SCENARIO...] [--a PLUGIN] [--b PLUGIN] [--transport xmpp|irc] [--language en|fr] [--keep] [-v]

PLUGIN: path of a .so, `pidgin-otr` (Debian's; the default) or `none`; for bob also another program with
OTR of its own: irssi (over IRC), profanity, potr (over XMPP).
Exit status: 0 all passed, 1 an expectation failed, 2 the kit could not run.
"""
import argparse
import os
import signal
import sys
import time
import traceback

sys.dont_write_bytecode = True

from kit.life import Run  # noqa: E402
from kit.stage import SCENARIOS, Stage  # noqa: E402
from kit.wait import Fail, Pace, Setup  # noqa: E402
import scenarios  # noqa: E402,F401


def play(run, name, args):
    """Run one scenario to its end: (verdict, why, stage)."""
    stage = None
    try:
        stage = Stage(run, args)
        try:
            SCENARIOS[name](stage)
        except Fail as e:
            stage.check("scenario runs through", False, str(e))
            picture(run, stage)
        stage.wrap_up()
        return "PASS" if all(ok for _, ok, _ in stage.checks) else "FAIL", "", stage
    except Setup as e:
        return "ERROR", str(e), stage
    except Exception as e:
        run.log(traceback.format_exc())
        return "ERROR", "%s: %s" % (type(e).__name__, e), stage


def picture(run, stage):
    """What is on the screens when a scenario fails."""
    for p in stage.peers:
        try:
            if getattr(p, "terminal", None):
                run.log("screen", p.side, "\n" + p.terminal.screen())
            elif p.ui and p.running():
                p.ui.shot("fail")
                run.log("screen", p.side, "\n" + p.ui.dump())
        except Exception as e:
            run.log("no dump:", repr(e))


def one(name, args):
    label = "-".join([name, args.host_a, short(args.a), short(args.b), args.transport])
    run = Run(keep=args.keep, verbose=args.verbose, label=label)
    run.language = args.language
    t0 = time.monotonic()
    verdict, why, stage = "ERROR", "interrupted", None
    try:
        verdict, why, stage = play(run, name, args)
    finally:
        run.keep = args.keep or (verdict != "PASS" and args.keep_failed)
        run.close()
        report(run, verdict, why, stage, args)
    checks = stage.checks if stage else []
    print("RESULT %s %s a=%s/%s b=%s %s %.1fs checks=%d/%d %s" % (
        verdict, name, args.host_a, short(args.a), short(args.b), args.transport, time.monotonic() - t0,
        sum(ok for _, ok, _ in checks), len(checks),
        " ".join("%s=%s" % kv for kv in (stage.figures if stage else {}).items())), flush=True)
    return verdict


def report(run, verdict, why, stage, args):
    for n, ok, d in (stage.checks if stage else []):
        if not ok or args.checks:
            print("  %s %s%s" % ("ok  " if ok else "FAIL", n, "" if ok else ": %s" % str(d)[:600]))
    for line in run.notes + ([why] if why else []) + (["kept: " + run.dir] if run.keep else []):
        print("  " + line)


def short(plugin):
    return os.path.basename(plugin).removesuffix(".so")


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("scenario", help="a name, several with commas, or 'list'")
    ap.add_argument("--a", default="pidgin-otr", help="plugin of side A (alice)")
    ap.add_argument("--b", default="pidgin-otr", help="plugin of side B (bob)")
    ap.add_argument("--host-a", choices=("pidgin", "finch"), default="pidgin", help="alice's messenger")
    ap.add_argument("--transport", choices=("xmpp", "irc"), default="xmpp")
    ap.add_argument("--language", choices=("en", "fr"), default="en", help="what Pidgin speaks")
    ap.add_argument("--keep", action="store_true", help="keep purple folders, logs, wire, screenshots")
    ap.add_argument("--keep-failed", action="store_true", help="keep them when the run did not pass")
    ap.add_argument("--checks", action="store_true", help="print the checks that passed, too")
    ap.add_argument("-v", "--verbose", action="store_true", help="the log on stderr as it goes")
    return ap.parse_args()


def main():
    args = arguments()
    if args.scenario == "list":
        for n, fn in SCENARIOS.items():
            print("%-20s %s" % (n, fn.__doc__.strip().splitlines()[0]))
        return 0
    names = args.scenario.split(",")
    for n in names:
        if n not in SCENARIOS:
            print("no scenario %r; run.py list shows them" % n)
            return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    Pace.factor = 1.0 if args.transport == "xmpp" else 3.0
    results = [one(n, args) for n in names]
    return 2 if "ERROR" in results else 1 if "FAIL" in results else 0


if __name__ == "__main__":
    sys.exit(main())
