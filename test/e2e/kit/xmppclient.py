# SPDX-License-Identifier: GPL-2.0-or-later
"""Just enough of an XMPP client for a peer: SASL PLAIN, bind, presence, chat messages. A thread reads."""
import base64
import socket
import threading
import time
from xml.sax.saxutils import escape

from .servers import PASSWORD
from .wait import Setup
from .xmppstream import XmppStream, local_name

STREAM = ("<?xml version='1.0'?><stream:stream to='%s' xmlns='jabber:client' "
          "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>")


class XmppClient:
    def __init__(self, port, jid, resource, on_message):
        user, self.host = jid.split("@")
        self.on_message = on_message
        self.online, self.got = set(), []
        self.open = True
        self.parser = XmppStream(self._stanza)
        self.sock = socket.create_connection(("127.0.0.1", port))
        threading.Thread(target=self._read, daemon=True).start()
        self._stream()
        plain = base64.b64encode(("\0%s\0%s" % (user, PASSWORD)).encode()).decode()
        self.raw("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>" % plain)
        self._wait("success")
        self._stream()
        self.raw("<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                 "<resource>%s</resource></bind></iq>" % resource)
        self._wait("iq")
        self.raw("<presence><priority>1</priority></presence>")

    def _stream(self):
        self.got = []
        self.raw(STREAM % self.host)
        self._wait("features")

    def raw(self, text):
        self.sock.sendall(text.encode())

    def _read(self):
        try:
            while True:
                data = self.sock.recv(65536)
                if not data:
                    break
                self.parser.feed(data)
        except OSError:
            pass
        self.open = False

    def _stanza(self, el):
        name = local_name(el)
        if name == "message":
            body = next((c.text or "" for c in el if local_name(c) == "body"), None)
            if body is not None:
                self.on_message(el.get("from"), body)
        elif name == "presence":
            (self.online.discard if el.get("type") == "unavailable" else self.online.add)(el.get("from"))
        self.got.append(name)

    def _wait(self, name, timeout=10):
        end = time.monotonic() + timeout
        while name not in self.got:
            if time.monotonic() > end or not self.open:
                raise Setup("XMPP client: no <%s>" % name)
            time.sleep(0.01)

    def message(self, to, body):
        self.raw("<message type='chat' to='%s'><body>%s</body></message>" % (to, escape(body)))

    def close(self):
        try:
            self.raw("</stream:stream>")
            self.sock.close()
        except OSError:
            pass
