# SPDX-License-Identifier: GPL-2.0-or-later
"""A TCP tap between client and server: the wire. What goes through it is all that the two exchange."""
import contextlib
import re
import socket
import struct
import threading
import time

from .classify import classify, fragment_piece
from .xmppstream import XmppStream, local_name


class Msg:
    """One chat message seen on the wire."""
    __slots__ = ("t", "side", "dir", "frm", "to", "body", "kind", "type", "version", "tags", "frag")

    def __init__(self, **kw):
        for k in self.__slots__:
            setattr(self, k, kw.get(k))

    def __repr__(self):
        what = self.kind if self.kind != "otr" else "otr-v%s %s" % (self.version, self.type)
        if self.kind == "fragment":
            what = "fragment %s/%s" % self.frag
        b = (self.body or "").replace("\n", "\\n")
        return "<%s %s %s->%s %s len=%d %r>" % (self.side, self.dir, self.frm, self.to, what,
                                                len(self.body or ""), b[:60])


class Tap:
    """Listens on a loopback port, relays to the server, keeps every byte with its time."""

    def __init__(self, run, side, server, user):
        self.run, self.side, self.server, self.user = run, side, server, user
        self.lock = threading.Lock()
        self.chunks = []        # (t, dir, bytes)
        self.msgs = []
        self.parts = {}
        self.live = []
        self.mute = False       # True: the server hears nothing of what the client sends
        self.stopped = False
        self.sock = socket.create_server(("127.0.0.1", 0))
        self.port = self.sock.getsockname()[1]
        self.file = open(run.path("wire", side + ".log"), "w", encoding="utf-8", errors="replace")
        threading.Thread(target=self._accept, daemon=True).start()
        run.closers.append(self.close)

    def _accept(self):
        while not self.stopped:
            try:
                c, _ = self.sock.accept()
            except OSError:
                return
            try:
                u = socket.create_connection(("127.0.0.1", self.server.port))
            except OSError:
                c.close()
                continue
            for s in (c, u):
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.live.append((c, u))
            for src, dst, d in ((c, u, "c2s"), (u, c, "s2c")):
                threading.Thread(target=self._pipe, args=(src, dst, d, self._parser(d)),
                                 daemon=True).start()

    def _pipe(self, src, dst, d, parse):
        """One direction. At its end only this direction is closed, so nothing under way is lost."""
        try:
            while not self.stopped:
                data = src.recv(65536)
                if not data:
                    break
                self._note(d, data, parse)
                if not (self.mute and d == "c2s"):
                    dst.sendall(data)
        except OSError:
            pass
        try:
            dst.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _note(self, d, data, parse):
        with self.lock:
            if self.stopped:
                return
            t = time.monotonic()
            self.chunks.append((t, d, data))
            self.file.write("%.4f %s %r\n" % (t - self.run.t0, d, data))
            self.file.flush()
            parse(data)

    # -- bytes to messages -----------------------------------------------------------------------
    def _parser(self, d):
        if self.server.kind == "xmpp":
            return XmppStream(lambda el: self._stanza(d, el)).feed
        rest = [b""]

        def feed(data):
            *lines, rest[0] = (rest[0] + data).split(b"\n")
            for line in lines:
                self._irc(d, line.rstrip(b"\r").decode("utf-8", "replace"))
        return feed

    def _stanza(self, d, el):
        if local_name(el) == "message":
            body = next((ch.text or "" for ch in el if local_name(ch) == "body"), None)
            html = next(("".join(ch.itertext()) for ch in el if local_name(ch) == "html"), None)
            if body is not None or html is not None:
                self._add(d, el.get("from"), el.get("to"), html if body is None else body)

    def _irc(self, d, line):
        m = re.match(r"(?::(\S+) )?(PRIVMSG|NOTICE) (\S+) :?(.*)$", line)
        if m:
            self._add(d, (m.group(1) or "").split("!")[0], m.group(3), m.group(4))

    def _add(self, d, frm, to, body):
        c = classify(body)
        who = dict(side=self.side, dir=d, frm=frm or self.user, to=to or self.user)
        self._keep(Msg(t=time.monotonic(), body=body, **who, **c))
        if c["kind"] == "fragment":
            key = (d, frm, to, c["frag"][1], c["tags"])
            got = self.parts.setdefault(key, {})
            got[c["frag"][0]] = fragment_piece(body)
            if len(got) == c["frag"][1]:
                whole = "".join(got[i] for i in sorted(got))
                del self.parts[key]
                self._keep(Msg(t=time.monotonic(), body=whole, **who, **classify(whole)))

    def _keep(self, msg):
        self.msgs.append(msg)
        self.run.log("wire", msg)

    # -- questions and mischief ------------------------------------------------------------------
    def sent(self, kind=None, type=None, since=0.0, dir="c2s"):
        with self.lock:
            return [m for m in self.msgs if m.dir == dir and m.t >= since
                    and (kind is None or m.kind == kind) and (type is None or m.type == type)]

    def raw(self):
        with self.lock:
            return b"".join(b for _, _, b in self.chunks)

    def inject(self, sender, body):
        """A message to the client that looks as if `sender` (a full address) had sent it."""
        c = self.live[-1][0]
        data = self.server.message(sender, self.user, body).encode()
        with self.lock:
            self.file.write("%.4f injected %r\n" % (time.monotonic() - self.run.t0, data))
        c.sendall(data)

    def cut(self):
        """The network breaks: what is under way is lost, and both ends get a reset."""
        for s in self.live.pop():
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)
            s.close()

    def inject_all(self, sender, bodies):
        """Many messages, as fast as the client reads them; the record has only their number."""
        c = self.live[-1][0]
        with self.lock:
            self.file.write("%.4f injected %d messages\n" % (time.monotonic() - self.run.t0, len(bodies)))
        for i in range(0, len(bodies), 100):
            c.sendall("".join(self.server.message(sender, self.user, x) for x in bodies[i:i + 100]).encode())

    def close(self):
        self.stopped = True
        for pair in self.live:
            for s in pair:
                try:
                    s.shutdown(socket.SHUT_RDWR)
                    s.close()
                except OSError:
                    pass
        self.sock.close()
        self.file.close()
