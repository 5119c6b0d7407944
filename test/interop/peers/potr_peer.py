#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""potr_peer: pure-python-otr (python3-potr) behind the OTR peer line protocol (see README.md).

  potr_peer.py --dir DIR --account NAME --peer NAME [--import KEYFILE] [--policy POLICY]
               [--fragsize N]

Speaks OTR version 2 only.  Debian package: python3-potr (with Debian's own Python).
"""
import argparse
import base64
import json
import logging
import os
import re
import sys

import potr_fix  # noqa: F401  must come before potr
import potr
from potr import context, crypt, proto
from potr.compatcrypto import common
from potr.compatcrypto.pycrypto import DSAKey

LACKS = ["fingerprints", "libotr-files"]
STATES = ["plaintext", "encrypted", "finished"]
POLICIES = {
    "never": "",
    "manual": "v2",
    "opportunistic": "v2,tag,tagstart,errstart",
    "always": "v2,require,tagstart,errstart",
}
POLICY_WORDS = {
    "v2": "ALLOW_V2",
    "require": "REQUIRE_ENCRYPTION",
    "tag": "SEND_TAG",
    "tagstart": "WHITESPACE_START_AKE",
    "errstart": "ERROR_START_AKE",
}
SMP_EVENTS = {-2: "CHEATED", -1: "FAILURE", 0: "IN_PROGRESS", 1: "SUCCESS"}


def emit(ev, **fields):
    sys.stdout.write(json.dumps(dict(ev=ev, **fields)) + "\n")
    sys.stdout.flush()


def b64(data):
    return base64.b64encode(data).decode()


def emit_display(text, private, warned=False):
    emit("display", b64=b64(text), text=text.decode("utf8", "replace"), private=private,
         warned=warned)


class Context(context.Context):
    policy = frozenset()
    injected = 0
    shown_fp = None

    def getPolicy(self, key):
        return key in self.policy

    def inject(self, message, appdata=None):
        wire = bytes(message)
        self.injected += 1
        emit("inject", b64=b64(wire), len=len(wire))

    def setState(self, state):
        key = self.crypto.theirPubkey
        fingerprint = key.cfingerprint() if key else None
        name = ["gone_insecure", "gone_secure", "finished"][state]
        if state == self.state == context.STATE_ENCRYPTED and fingerprint == self.shown_fp:
            name = "still_secure"
        if state != self.state or state == context.STATE_ENCRYPTED:
            emit("state", state=name, version=2, ssid=(self.crypto.sessionId or b"").hex(),
                 fp=fingerprint)
            self.shown_fp = fingerprint
        super().setState(state)


class Account(context.Account):
    contextclass = Context

    def __init__(self, options):
        super().__init__(options.account, options.protocol, options.fragsize)
        self.key_file = os.path.join(options.dir, "potr.key")
        self.imported = options.key

    def loadPrivkey(self):
        if self.imported:
            return import_key(self.imported)
        if not os.path.exists(self.key_file):
            return None
        with open(self.key_file, "rb") as f:
            return common.PK.parsePrivateKey(f.read())[0]

    def savePrivkey(self):
        with open(self.key_file, "wb") as f:
            f.write(self.privkey.serializePrivateKey())

    def saveTrusts(self):
        pass


def import_key(path):
    """The first key of a libotr key file."""
    with open(path, encoding="latin1") as f:
        numbers = dict(re.findall(r"\((\w) #([0-9A-Fa-f]+)#\)", f.read())[:5])
    return DSAKey(tuple(int(numbers[name], 16) for name in "ygpqx"), private=True)


class PotrPeer:
    def __init__(self, options):
        os.makedirs(options.dir, exist_ok=True)
        self.account = Account(options)
        self.context = self.account.getContext(options.peer)
        self.cmd_policy(options.policy.encode())
        emit("ready", impl="potr", impl_version=".".join(map(str, potr.VERSION[:3])),
             account=options.account, peer=options.peer, versions=[2], lacks=LACKS,
             fp=self.account.getPrivkey().cfingerprint())

    # ---- receiving

    def receive(self, wire):
        try:
            text, tlvs = self.context.receiveMessage(wire)
        except context.NotOTRMessage as e:
            emit_display(bytes(e.args[0]), private=False)
        except context.UnencryptedMessage as e:
            emit_display(bytes(e.args[0]), private=False, warned=True)
        except context.ErrorReceived as e:
            emit("notice", code="RCVDMSG_GENERAL_ERR", text=repr(e.args[0].error))
        except context.NotEncryptedError:
            emit("notice", code="RCVDMSG_NOT_IN_PRIVATE")
        except crypt.InvalidParameterError:
            emit("notice", code="RCVDMSG_UNREADABLE")
        else:
            if text is not None:
                emit_display(text, private=True)
            for tlv in tlvs:
                self.report_tlv(tlv)

    def report_tlv(self, tlv):
        if isinstance(tlv, proto.ExtraKeyTLV):
            emit("symkey", sent=False, use=int.from_bytes(tlv.appid, "big"),
                 usedata=tlv.appdata.hex(), key=self.context.crypto.extraKey.hex())
        elif isinstance(tlv, proto.SMPABORTTLV):
            emit("smp", event="ABORT")
        elif isinstance(tlv, proto.SMPTLV):
            self.report_smp(tlv)

    def report_smp(self, tlv):
        smp = self.context.crypto.smp
        if smp is None:
            emit("smp", event="ABORT")
        elif smp.prog == 0 and isinstance(tlv, proto.SMP1QTLV):
            emit("smp", event="ASK_FOR_ANSWER", question=tlv.msg.decode("utf8", "replace"))
        elif smp.prog == 0 and isinstance(tlv, proto.SMP1TLV):
            emit("smp", event="ASK_FOR_SECRET")
        else:
            emit("smp", event=SMP_EVENTS[smp.prog])

    # ---- commands

    def cmd_recv(self, arg):
        self.receive(base64.b64decode(arg))

    def cmd_recvfile(self, arg):
        with open(arg, "rb") as f:
            self.receive(f.read())

    def cmd_send(self, text):
        before = self.context.injected
        try:
            rest = self.context.sendMessage(context.FRAGMENT_SEND_ALL, text)
            if rest is not None:
                self.context.inject(rest)
        except context.NotEncryptedError:
            emit("notice", code="CONNECTION_ENDED")
        if self.context.injected == before:
            emit("suppressed")

    def cmd_sendb64(self, arg):
        self.cmd_send(base64.b64decode(arg))

    def cmd_start(self, _):
        self.cmd_send(b"?OTRv2?")

    def cmd_end(self, _):
        self.context.disconnect()

    def cmd_smp_start(self, secret):
        self.context.smpInit(secret)

    def cmd_smp_ask(self, arg):
        question, secret = arg.split(b" :: ", 1)
        self.context.smpInit(secret, question=question)

    def cmd_smp_respond(self, secret):
        self.context.smpGotSecret(secret)

    def cmd_smp_abort(self, _):
        self.context.smpAbort()

    def cmd_symkey(self, arg):
        use, _, data = arg.partition(b" ")
        number, usedata = int(use, 0), bytes.fromhex(data.decode())
        key = self.context.getExtraKey(number.to_bytes(4, "big"), usedata)
        emit("symkey", sent=True, use=number, usedata=usedata.hex(), key=key.hex())

    def cmd_policy(self, arg):
        text = arg.decode()
        words = POLICIES.get(text, text).split(",")
        self.context.policy = frozenset(POLICY_WORDS[w] for w in words if w in POLICY_WORDS)

    def cmd_fragsize(self, arg):
        self.account.maxMessageSize = int(arg)

    def cmd_age(self, arg):
        self.context.lastSend -= int(arg)

    def cmd_trust(self, arg):
        self.context.setCurrentTrust(arg.decode())

    def cmd_status(self, _):
        crypto = self.context.crypto
        emit("context", msgstate=STATES[self.context.state], version=2, theirs="00000000",
             our_keyid=crypto.ourKeyid, their_keyid=crypto.theirKeyid,
             trust=self.context.getCurrentTrust() or "")

    def cmd_quit(self, _):
        pass

    def run(self, name, arg):
        method = getattr(self, "cmd_" + name.replace("-", "_"), None)
        if method is None:
            emit("error", what="unknown command")
            return
        try:
            method(arg)
        except context.NotEncryptedError:
            emit("error", what="not encrypted")
        except Exception as e:  # what an application would see
            emit("exception", what="%s: %.200s" % (type(e).__name__, e))


def main():
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dir", default=".")
    parser.add_argument("--account", default="alice")
    parser.add_argument("--peer", default="bob")
    parser.add_argument("--protocol", default="prpl-test")
    parser.add_argument("--import", dest="key")
    parser.add_argument("--policy", default="opportunistic")
    parser.add_argument("--fragsize", type=int, default=0)
    peer = PotrPeer(parser.parse_args())
    for line in sys.stdin.buffer:
        line = line.rstrip(b"\n")
        if not line or line.startswith(b"#"):
            continue
        name, _, arg = line.partition(b" ")
        peer.run(name.decode("ascii", "replace"), arg)
        emit("done", cmd=name.decode("ascii", "replace"))
        if name == b"quit":
            break


if __name__ == "__main__":
    main()
