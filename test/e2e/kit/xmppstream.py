# SPDX-License-Identifier: GPL-2.0-or-later
"""Incremental parser: the bytes of one direction of one XMPP connection become stanzas."""
import re
import xml.etree.ElementTree as ET


def local_name(el):
    return el.tag.rsplit("}", 1)[-1]


class XmppStream:
    START = b"<stream:stream"           # opens a stream, and opens it anew after authentication

    def __init__(self, emit):
        self.emit, self.buf = emit, b""
        self._restart()

    def _restart(self):
        self.p, self.depth = ET.XMLPullParser(("start", "end")), 0

    def feed(self, data):
        self.buf += data
        while True:
            i = self.buf.find(self.START)
            if i < 0:
                keep = next((n for n in range(len(self.START) - 1, 0, -1)
                             if self.buf.endswith(self.START[:n])), 0)
                cut = len(self.buf) - keep
                if b"<?" in self.buf[:cut] and b"?>" not in self.buf[:cut]:
                    return
                self._give(self.buf[:cut])
                self.buf = self.buf[cut:]
                return
            j = self.buf.find(b">", i)
            if j < 0:
                return
            self._give(self.buf[:i])
            self._restart()
            self._give(self.buf[i:j + 1])
            self.buf = self.buf[j + 1:]

    def _give(self, data):
        data = re.sub(rb"<\?xml[^>]*\?>", b"", data)
        if not data.strip() and self.depth == 0:
            return
        try:
            self.p.feed(data)
            for ev, el in self.p.read_events():
                if ev == "start":
                    self.depth += 1
                else:
                    self.depth -= 1
                    if self.depth == 1:
                        self.emit(el)
        except ET.ParseError:       # half of a stream that was cut; what follows starts anew
            self._restart()
