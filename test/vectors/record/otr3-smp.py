#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes the numbers of an SMP run out of the tests of coyim/otr3 (Go).

    otr3-smp.py smp_data_test.go COMMIT >otr3-smp.json

In its version 2 the exponents have 16 bytes; both sides draw them from the same list, in order.
"""
import json
import re
import sys

NUMBER = re.compile(r'\b(\w+)(?::|\s*=)\s+bnFromHex\("([0-9A-Fa-f]+)"\)')


def function(source, name):
    """The text of one Go function."""
    return re.search(r"^func %s\(.*?^}" % name, source, re.M | re.S).group(0)


def numbers(source, name):
    return {key: value.lower() for key, value in NUMBER.findall(function(source, name))}


def main():
    path, commit = sys.argv[1:]
    source = open(path).read()
    drawn = re.findall(r'^\t"([0-9A-F]+)",$', re.search(r"randData = .*?^}", source, re.M | re.S).group(0), re.M)
    json.dump({
        "source": "https://github.com/coyim/otr3, smp_data_test.go and smp_test.go of commit %s, taken out by "
                  "test/vectors/record/otr3-smp.py" % commit,
        "secret": {
            "initiator": "0102030405060708090a0b0c0d0e0f1011121314",
            "responder": "3132333435363738393a3b3c3d3e3f4041424344",
            "ssid": "fff1d1e412345668",
            "typed": "this is something secret",
            "hash": re.search(r'bnFromHex\("(\w+)"\)', function(source, "fixtureSecret")).group(1).lower(),
        },
        "random": [value[:32].lower() for value in drawn[:7]],
        "smp1": numbers(source, "fixtureMessage1"),
        "smp2": numbers(source, "fixtureMessage2"),
        "smp3": numbers(source, "fixtureMessage3"),
        "smp4": numbers(source, "fixtureMessage4"),
    }, sys.stdout, indent=2)
    print()


main()
