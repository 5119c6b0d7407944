# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of a purple folder that hold keys and trust, read as strictly as their form is."""
import contextlib
import json
import os
import re

HEX = r"#[0-9A-F\s]+#"
ACCOUNT = (r"\(account\s+\(name (?:\"[^\"\n]*\"|[^\s()\"]+)\)\s+\(protocol [\w-]+\)\s+\(private-key\s+\(dsa\s+" +
           "".join(r"\(%s\s+%s\)\s+" % (x, HEX) for x in "pqgy") + r"\(x\s+%s\)\s*\)\s*\)\s*\)\s*" % HEX)
LINES = {
    "otr.private_key": re.compile(r"\A\(privkeys\s+(?:%s)*\)\s*\Z" % ACCOUNT),
    "otr.fingerprints": re.compile(r"\A(?:[^\t\n]+\t[^\t\n]+\t[\w-]+\t[0-9a-f]{40}(?:\t\w*)?\n)*\Z"),
    "otr.instance_tags": re.compile(r"\A(?:#[^\n]*\n|[^\t\n]+\t[\w-]+\t[0-9a-f]{8}\n)*\Z"),
}
JSON = "otr-ts.known_keys.json"
LOCK = "otr-ts.lock"


def contents(folder):
    """{name: bytes} of all that is ours or pidgin-otr's, with backups, locks and temporary files."""
    out = {}
    for name in sorted(os.listdir(folder)):
        if re.match(r"\.?otr[.-]", name):
            # a temporary file may take its place meanwhile
            with contextlib.suppress(FileNotFoundError), open(os.path.join(folder, name), "rb") as f:
                out[name] = f.read()
    return out


def torn(folder):
    """What is wrong with the files that count: not whole, or readable by others."""
    wrong = []
    for name, content in contents(folder).items():
        mode = os.stat(os.path.join(folder, name)).st_mode & 0o777
        if mode != 0o600:
            wrong.append("%s has mode %o" % (name, mode))
        if not is_whole(name.removesuffix(".bak"), content):
            wrong.append("%s is not whole: %r" % (name, content[-80:]))
    return wrong


def is_whole(name, content):
    """Files of other names may be anything."""
    try:
        text = content.decode()
        if name == JSON:
            return isinstance(json.loads(text)["keys"], list)
        return name not in LINES or LINES[name].match(text) is not None
    except (UnicodeDecodeError, ValueError, KeyError):
        return False


def entries(name, content):
    """What a file must never lose: keys, whose they are, tags; not trust, which may change."""
    text = content.decode()
    if name == JSON:
        return {(k["account"], k["contact"], k["fingerprint"]) for k in json.loads(text)["keys"]}
    if name == "otr.private_key":
        return set(re.findall(ACCOUNT, text))
    return {tuple(line.split("\t")[:4]) for line in text.splitlines()} if name in LINES else set()


def lost(before, after):
    """Files, and entries of them, that were there before and are no more."""
    out = []
    for name, content in before.items():
        if name == LOCK or name.endswith((".tmp", ".bak")):
            continue
        if name not in after:
            out.append(name)
        elif is_whole(name, after[name]):
            out += sorted(entries(name, content) - entries(name, after[name]))
    return out


def litter(folder):
    """What only a program that is writing just now may have: locks and temporary files."""
    return [n for n in contents(folder) if n == LOCK or n.endswith(".tmp")]
