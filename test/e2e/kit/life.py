# SPDX-License-Identifier: GPL-2.0-or-later
"""Processes, folders, ports: everything with a life time is in a Run."""
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid

from .language import environment
from .wait import Setup

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MARK = "OTR_E2E_RUN"
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def which(name):
    """A program by name, also in the sbin directories that a plain user's PATH lacks."""
    path = os.pathsep.join([os.environ.get("PATH", ""), os.defpath, "/usr/sbin", "/sbin"])
    got = shutil.which(name, path=path)
    if not got:
        raise Setup("program not found: %s (scripts/setup installs what the tests need)" % name)
    return got


def free_port():
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    port = s.getsockname()[1]
    s.close()
    return port


def wait_port(port, timeout=15, proc=None):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if proc is not None and proc.poll() is not None:
            raise Setup("server exited with %s before it listened" % proc.returncode)
        try:
            socket.create_connection(("127.0.0.1", port), 0.3).close()
            return
        except OSError:
            time.sleep(0.03)
    raise Setup("nothing listens on the port within %ss" % timeout)


def memory(pid):
    """Resident memory of a process in MiB."""
    with open("/proc/%d/status" % pid) as f:
        return next(int(x.split()[1]) for x in f if x.startswith("VmRSS:")) / 1024.0


def anonymous(pid):
    """Memory of a process that belongs to it alone and to no file, in KiB."""
    with open("/proc/%d/smaps_rollup" % pid) as f:
        return next(int(x.split()[1]) for x in f if x.startswith("Anonymous:"))


def _die_with_parent():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Run:
    """One run: a folder, the processes started in it, and their clean end."""

    def __init__(self, keep=False, verbose=False, label="run"):
        self.id = uuid.uuid4().hex[:12]
        base = os.environ.get("OTR_E2E_TMP") or None
        if base:
            os.makedirs(base, exist_ok=True)
        self.dir = tempfile.mkdtemp(prefix="%s-" % label, dir=base)
        self.short = tempfile.mkdtemp(prefix="otr-")    # socket paths must stay below 108 bytes
        self.keep, self.verbose = keep, verbose
        self.procs, self.closers = [], []
        self.notes = []
        self.language = "en"
        self.t0 = time.monotonic()

    def log(self, *a):
        line = "[%7.3f] %s" % (time.monotonic() - self.t0, " ".join(str(x) for x in a))
        with open(os.path.join(self.dir, "harness.log"), "a") as f:
            f.write(line + "\n")
        if self.verbose:
            print(line, file=sys.stderr, flush=True)

    def path(self, *parts):
        p = os.path.join(self.dir, *parts)
        os.makedirs(os.path.dirname(p), exist_ok=True)
        return p

    def mkdir(self, *parts):
        p = os.path.join(self.dir, *parts)
        os.makedirs(p, exist_ok=True)
        os.chmod(p, 0o700)
        return p

    def env(self, **extra):
        """A small, fixed environment: nothing of the caller's desktop gets in."""
        e = {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", MARK: self.id, **environment(self.language)}
        e.update({k: str(v) for k, v in extra.items() if v is not None})
        return e

    def spawn(self, argv, log, env=None, **kw):
        with open(self.path("log", log), "ab") as f:
            kw.setdefault("stdin", subprocess.DEVNULL)
            kw.setdefault("stdout", f)
            kw.setdefault("stderr", f)
            p = subprocess.Popen(argv, env=env or self.env(), start_new_session=True,
                                 preexec_fn=_die_with_parent, **kw)
        p.label = log
        self.procs.append(p)
        return p

    def stop(self, p, grace=3.0):
        if p.poll() is None:
            try:
                p.terminate()
                p.wait(grace)
            except subprocess.TimeoutExpired:
                p.kill()
                p.wait(5)
        return p.returncode

    def leftovers(self):
        """Processes that carry this run's mark (also those that a daemon started)."""
        want = ("%s=%s" % (MARK, self.id)).encode()
        found = []
        for d in os.listdir("/proc"):
            if d.isdigit() and int(d) != os.getpid():
                try:
                    with open("/proc/%s/environ" % d, "rb") as f:
                        if want in f.read().split(b"\0"):
                            found.append(int(d))
                except OSError:
                    pass
        return found

    def close(self):
        for fn in reversed(self.closers):
            try:
                fn()
            except Exception as e:  # the rest must still be closed
                self.log("close:", repr(e))
        for p in reversed(self.procs):
            self.stop(p, 1.5)
        for sig in (signal.SIGTERM, signal.SIGKILL):
            self._end_leftovers(sig, time.monotonic() + 1.5)
        shutil.rmtree(self.short, ignore_errors=True)
        if not self.keep:
            shutil.rmtree(self.dir, ignore_errors=True)

    def _end_leftovers(self, sig, end):
        left = self.leftovers()
        for pid in left:
            try:
                os.kill(pid, sig)
            except OSError:
                pass
        while left and time.monotonic() < end:
            time.sleep(0.05)
            left = self.leftovers()
