#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Records what Debian's libotr does, secrets included, as test vectors.

    record-libotr.py LIBOTR_PEER DSA_SIGNER SMP_RUNNER OUT_DIR

LIBOTR_PEER is test/interop/peers/libotr-peer.c built, DSA_SIGNER and SMP_RUNNER are dsa-signer.c and
smp-runner.c built. Needs otr_parse and otr_sesskeys (Debian's libotr5-bin). Nothing of our own engine runs here.
"""
import base64
import glob
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

LIBOTR = "libotr 4.1.1 (Debian 12, libotr5 4.1.1-5)"


class Peer:
    """libotr behind the line protocol of test/interop/peers/README.md."""

    def __init__(self, program, folder, account, peer, policy):
        argv = [program, "--dir", folder, "--account", account, "--peer", peer, "--policy", policy]
        self.name, self.outbox = account, []
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = self._until("ready")[-1]

    def _until(self, kind):
        events = []
        while not events or events[-1]["ev"] != kind:
            events.append(json.loads(self.process.stdout.readline()))
        self.outbox += [base64.b64decode(e["b64"]) for e in events if e["ev"] == "inject"]
        return events

    def cmd(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return self._until("done")[:-1]

    def secrets(self):
        return {e["ev"]: e for e in self.cmd("keys")}


def parse(wire):
    """The fields of one message as libotr's otr_parse prints them."""
    out = subprocess.run(["otr_parse"], input=wire, capture_output=True, check=True).stdout.decode()
    parsed = {"kind": re.match(r"\s*(.*?):\n", out).group(1)}
    for name, value in re.findall(r"^\t([A-Z][A-Za-z- ]*): ?(.*)$", out, re.M):
        parsed[re.sub("[ -]", "_", name.lower())] = value
    revealed = re.findall(r"^\t\tKey \d+: ([0-9a-f]{40})$", out, re.M)
    if revealed:
        parsed["revealed_mac_keys"] = revealed
    return parsed


def session_keys(private, public):
    """What otr_sesskeys prints for one pair of D-H keys."""
    out = subprocess.run(["otr_sesskeys", private, public], capture_output=True, check=True).stdout.decode()
    found = {name: re.search(r"^%s\s*: ([0-9a-f]+)$" % pattern, out, re.M).group(1) for name, pattern in (
        ("ourPublic", "Our public key"),
        ("sendingAes", r"Sending   AES key"), ("sendingMac", r"Sending   MAC key"),
        ("receivingAes", r"Receiving AES key"), ("receivingMac", r"Receiving MAC key"))}
    return {"end": re.search(r"the (high|low) end", out).group(1), **found}


def dsa_key(folder, peer):
    text = open(folder + "/otr.private_key").read()
    numbers = dict(re.findall(r"\((p|q|g|y|x) #(?:00)?([0-9A-F]+)#\)", text))
    return {"fingerprint": peer.ready["fp"].lower(), **{k: v.lower() for k, v in numbers.items()}}


def transcript(program, version, folder):
    policy = "v%d" % version
    os.makedirs(folder)
    alice = Peer(program, folder + "/alice", "alice", "bob", policy)
    bob = Peer(program, folder + "/bob", "bob", "alice", policy)
    keys = {p.name: dsa_key("%s/%s" % (folder, p.name), p) for p in (alice, bob)}
    private = {"alice": {}, "bob": {}}
    steps = []

    def learn(peer):
        """Which D-H key of ours has which id; libotr has two at a time."""
        known = peer.secrets()["keys"]
        for id_, name in ((known["our_keyid"], "our_priv"), (known["our_keyid"] - 1, "our_old_priv")):
            if known[name]:
                private[peer.name][id_] = known[name]
        return known

    def carry(sender, receiver, **more):
        wire = sender.outbox.pop(0)
        step = {"from": sender.name, "wire": wire.decode(), **more}
        if wire.startswith(b"?OTR:"):
            step["parsed"] = parse(wire)
        events = receiver.cmd("recv " + base64.b64encode(wire).decode())
        shown = [base64.b64decode(e["b64"]).decode() for e in events if e["ev"] == "display"]
        if shown:
            step["text"] = shown[0]
        for event in events:
            if event["ev"] == "state":
                step["receiver"] = {"state": event["state"], "ssid": event.get("ssid"), "bold": event.get("bold")}
            if event["ev"] == "symkey":
                step["extraKey"] = {"use": event["use"], "useData": event["usedata"], "key": event["key"]}
        for peer in (alice, bob):
            learn(peer)
        steps.append(step)
        return step

    def data(sender, receiver, command, **more):
        before = learn(sender)
        sender.cmd(command)
        keys_used = session_keys(before["our_old_priv"], before["their_pub"])
        carry(sender, receiver, sendingAes=keys_used["sendingAes"], sendingMac=keys_used["sendingMac"], **more)

    alice.cmd("start")
    carry(alice, bob)
    committed = bob.secrets()["ake_keys"]
    carry(bob, alice)
    answered = alice.secrets()["ake_keys"]
    carry(alice, bob)
    carry(bob, alice)
    carry(alice, bob)
    data(alice, bob, "send hello")
    data(bob, alice, "send hi")
    data(alice, bob, "send third, \u00e4\u20ac\U0001f642")
    data(alice, bob, "send two in a row")
    data(bob, alice, "send <b>bold</b> &amp; more")
    data(alice, bob, "send " + "long " * 200)
    data(alice, bob, "symkey 7 cafe")
    data(bob, alice, "raw 1 - 0:0000000000 42:ff")
    data(bob, alice, "raw 0 dGV4dA== 6:")
    data(alice, bob, "send last")
    data(bob, alice, "end")
    for peer in (alice, bob):
        peer.cmd("quit")
    return {
        "source": "recorded from two processes of %s with test/vectors/record/record-libotr.py; parsed: "
                  "otr_parse, sending keys: otr_sesskeys, both of libotr5-bin" % LIBOTR,
        "version": version,
        "tags": {p.name: p.ready["instag"] for p in (alice, bob)},
        "keys": keys,
        "commit": {"by": "bob", "x": committed["priv"], "r": committed["r"], "gx": committed["pub"]},
        "dhKey": {"by": "alice", "y": answered["priv"], "gy": answered["pub"]},
        "dhPrivate": {name: {str(k): v for k, v in sorted(ids.items())} for name, ids in private.items()},
        "steps": steps,
    }


def fragment_cases(program, folder):
    """Messages of libotr in pieces: a commit, whose receiver nobody knows yet, and a data message."""
    for version in (2, 3):
        for size in (60, 100, 250):
            policy, home = "v%d" % version, "%s/%d-%d" % (folder, version, size)
            os.makedirs(home)
            alice = Peer(program, home + "/alice", "alice", "bob", policy)
            bob = Peer(program, home + "/bob", "bob", "alice", policy)
            bob.cmd("fragsize %d" % size)
            alice.cmd("start")
            bob.cmd("recv " + base64.b64encode(alice.outbox.pop(0)).decode())
            yield fragment_case("commit", version, size, bob.outbox)
            while alice.outbox or bob.outbox:
                sender, receiver = (bob, alice) if bob.outbox else (alice, bob)
                receiver.cmd("recv " + base64.b64encode(sender.outbox.pop(0)).decode())
            bob.cmd("send " + "in pieces, " * 20)
            yield fragment_case("data", version, size, bob.outbox)
            for peer in (alice, bob):
                peer.cmd("quit")


def fragment_case(what, version, size, packets):
    packets = [packet.decode() for packet in packets]
    whole = "".join(re.fullmatch(r"\?OTR(?:\|[^,]*)?,\d+,\d+,(.*),", packet).group(1) for packet in packets)
    parse(whole.encode())
    return {"what": what, "version": version, "size": size, "whole": whole, "packets": packets}


# RFC 3526 section 2, only to look for the cases that are worth recording.
P = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF", 16)


def exponent(n):
    """A fixed 320-bit exponent."""
    return int.from_bytes(hashlib.sha512(b"otr-ts %d" % n).digest()[:40], "big")


def key_cases():
    """Pairs whose public values or shared secret have 192, 191 or 190 bytes."""
    wanted = [
        ("we are the low end", lambda ours, theirs, s: ours < theirs),
        ("we are the high end", lambda ours, theirs, s: ours > theirs),
        ("our public value has a leading zero byte", lambda ours, theirs, s: ours < 2**1528),
        ("their public value has a leading zero byte", lambda ours, theirs, s: theirs < 2**1528),
        ("the shared secret has a leading zero byte", lambda ours, theirs, s: s < 2**1528),
    ]
    for what, fits in wanted:
        for n in range(100000):
            x, y = exponent(2 * n), exponent(2 * n + 1)
            ours, theirs = pow(2, x, P), pow(2, y, P)
            if fits(ours, theirs, pow(theirs, x, P)):
                private, public = "%080x" % x, "%x" % theirs
                yield {"what": what, "private": private, "theirPublic": public.zfill(len(public) + len(public) % 2),
                       **session_keys(private, public.zfill(len(public) + len(public) % 2))}
                break


def write(folder, name, value):
    with open("%s/%s.json" % (folder, name), "w") as file:
        json.dump(value, file, indent=2, ensure_ascii=True)
        file.write("\n")


def main():
    peer, signer, runner, out = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for version in (2, 3):
            while True:
                recorded = transcript(peer, version, tempfile.mkdtemp(dir=folder) + "/peers")
                # Our engine commits to no r below 0x10..., so that it could replay no such recording.
                if int(recorded["commit"]["r"][:2], 16) >= 0x10:
                    break
            write(out, "libotr-v%d" % version, recorded)
        write(out, "libotr-session-keys", {
            "source": "printed by otr_sesskeys of %s (test/vectors/record/record-libotr.py); the private keys "
                      "are SHA-512 of a counter" % LIBOTR,
            "cases": list(key_cases())})
        key_file = glob.glob(folder + "/*/peers/alice/otr.private_key")[0]
        signed = subprocess.run([signer, key_file, "alice", "prpl-test"],
                                capture_output=True, check=True).stdout
        write(out, "libotr-dsa", {
            "source": "otrl_privkey_sign and otrl_privkey_fingerprint_raw of %s, called by "
                      "test/vectors/record/dsa-signer.c" % LIBOTR,
            **json.loads(signed)})
        write(out, "libotr-smp", {
            "source": "the steps otrl_sm_step1 to 5 of %s, called by test/vectors/record/smp-runner.c, with the "
                      "exponents that they drew in their order" % LIBOTR,
            **json.loads(subprocess.run([runner], capture_output=True, check=True).stdout)})
        write(out, "libotr-fragments", {
            "source": "sent by %s with a maximum message size (test/vectors/record/record-libotr.py)" % LIBOTR,
            "cases": list(fragment_cases(peer, folder + "/fragments"))})


if __name__ == "__main__":
    main()
