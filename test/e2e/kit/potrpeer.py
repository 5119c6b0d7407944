# SPDX-License-Identifier: GPL-2.0-or-later
"""python-potr, the engine of Gajim's, poezio's and WeeChat's plugins: OTR version 2 only, over XMPP."""
import threading
import time

from .other import OtherPeer, now
from .wait import Setup, wait_for
from .xmppclient import XmppClient

try:
    import potr
    from potr import proto
    from . import potr_repair
    potr_repair.repair()
except ImportError:
    potr = None

# As Gajim cuts: fragments of version 2 on a network that needs none.
FRAGMENT = 1024
POLICY = {"ALLOW_V2": True, "SEND_TAG": True, "WHITESPACE_START_AKE": True}


def contexts(peer):
    """potr's classes, which call back into the peer."""
    class Context(potr.context.Context):
        def getPolicy(self, key):
            return POLICY.get(key, False)

        def inject(self, msg, appdata=None):
            peer.client.message(peer.other_jid, msg.decode() if isinstance(msg, bytes) else msg)

        def setState(self, state):
            peer.notes.append((now(), "state %d" % state))
            super().setState(state)

    class Account(potr.context.Account):
        contextclass = Context

        def loadPrivkey(self):
            return None

        savePrivkey = loadTrusts = saveTrusts = lambda self: None

    return Account(peer.jid, "prpl-jabber", FRAGMENT).getContext(peer.other_jid)


class PotrPeer(OtherPeer):
    def __init__(self, *a):
        super().__init__(*a)
        if potr is None:
            raise Setup("python3-potr is not installed")
        self.lock = threading.RLock()
        self.client = self.result = None
        self.context = contexts(self)

    def start(self):
        t = time.monotonic()
        self.context.user.getPrivkey()
        self.run.log("potr has a key after %.2fs" % (time.monotonic() - t))
        self.client = XmppClient(self.tap.port, self.jid, "potr", self._message)
        return self

    def wait_buddy(self, timeout=15):
        wait_for(lambda: any((p or "").startswith(self.other_jid) for p in self.client.online), timeout,
                 "potr sees the other one")

    def running(self):
        return self.client is not None and self.client.open

    def quit(self):
        self.client.close()
        return 0

    def _message(self, _, body):
        with self.lock:
            try:
                text, tlvs = self.context.receiveMessage(body.encode())
            except (potr.context.UnencryptedMessage, potr.context.NotOTRMessage) as e:
                text, tlvs = e.args[0], []
            except (potr.context.NotEncryptedError, potr.context.ErrorReceived) as e:
                self.notes.append((now(), "error %r" % e))
                return
            except Exception as e:      # a peer that falls silent would hide what it could not read
                self.notes.append((now(), "exception %r" % e))
                return
        for tlv in tlvs:
            self._tlv(tlv)
        if text:
            text = text.decode() if isinstance(text, bytes) else text
            self.inbox.append((now(), text))

    def _tlv(self, tlv):
        if isinstance(tlv, (proto.SMP1TLV, proto.SMP1QTLV)):
            question = getattr(tlv, "msg", b"") if isinstance(tlv, proto.SMP1QTLV) else b""
            self.notes.append((now(), "asked " + question.decode()))
        elif isinstance(tlv, (proto.SMP3TLV, proto.SMP4TLV)):
            self.result = "success" if self.context.smpIsSuccess() else "failure"
        elif isinstance(tlv, proto.SMPABORTTLV):
            self.result = "error"
        elif isinstance(tlv, proto.DisconnectTLV):
            self.notes.append((now(), "disconnected"))

    def send(self, text):
        self.run.log(self.side, "sends", repr(text[:80]))
        with self.lock:
            try:
                rest = self.context.sendMessage(potr.context.FRAGMENT_SEND_ALL, text.encode())
            except potr.context.NotEncryptedError:      # the other side has ended the session
                self.notes.append((now(), "not sent"))
                return
            if rest:                # in clear: potr leaves the sending to its caller
                self.context.inject(rest)

    def state(self):
        if self.context.state == potr.context.STATE_PLAINTEXT:
            return "plaintext"
        if self.context.state == potr.context.STATE_FINISHED:
            return "finished"
        return "private" if self.context.getCurrentTrust() else "unverified"

    def start_otr(self):
        self.client.message(self.other_jid, "?OTRv2?")

    def end_otr(self):
        with self.lock:
            self.context.disconnect()

    def fingerprints(self):
        return {"own": str(self.context.user.getPrivkey()).replace(" ", "").upper(),
                "their": str(self.context.getCurrentKey()).replace(" ", "").upper()}
