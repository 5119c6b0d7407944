#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Drives the plugin in the headless host through its life. Usage: plugin_test.sh BUILD_DIR [PROGRAM...]
# PROGRAM runs the host (valgrind).
set -euo pipefail
build=$1
shift
under=("$@")

work=$(mktemp -d /tmp/otr-plugin.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/plugins/otr-ts"
cp "$build/otr-ts.so" "$work/plugins/"
cp "$build/otr-ts/otr-runtime.so" "$work/plugins/otr-ts/"

life() { # life EXPECTED COMMAND...: the host must end well and have written the expected text
    rm -rf "$work/user"
    printf '%s\n' 'online alice@example.org' 'buddy bob' "${@:2}" |
        "${under[@]}" "$build/otr-host" "$work/user" "$work/plugins" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
    grep -qF -- "$1" "$work/out" || { echo "missing: $1"; cat "$work/out"; exit 1; }
}

# base64 of “sealed(two)”
life 'wire bob ?OTR:c2VhbGVkKHR3byk=.' load 'send bob one' unload load 'until attached' 'send bob two' 'receive bob x' quit
life 'wire bob after the pool' load 'until attached' 'send bob pool' 'until after the pool' 'command bob otr' quit
life 'shown bob delivered' load 'until attached' 'send bob deliver' 'send bob throw' 'send bob undefined' unload
for how in exit reject late-throw late-exit; do
    life 'system bob [OTR] Not sent: private words' load 'until attached' 'send bob protect' "send bob $how" 'run 100' \
        'send bob private words' 'receive bob ?OTR:AA' 'receive bob plain' unload load 'until not working' quit
done
for how in throw exit reject; do
    OTR_TEST_BOOT=$how life 'Private messaging is not working' load 'send bob one' 'until not working' unload quit
done
# unused memory is given back while nothing happens; the plugin may go in the middle of that
for pause in 1000 2005 2015 4000; do
    life 'debug otr-ts detaching' load 'until attached' 'send bob litter' "run $pause" unload quit
done
life 'Try again in a moment.' load 'command bob otr start' 'until attached' 'command bob otr' quit
OTR_TEST_BOOT=throw life 'refused bob Private messaging is not working.' load 'until not working' 'command bob otr' quit
life 'load - yes' load quit
if [ ! -e "$build/otr-stuck.so" ]; then exit 0; fi # of the checking build only: its patience is short
# the helper thread dies: what was typed is told of, and goes on or comes back
cp "$build/otr-stuck.so" "$work/plugins/otr-ts/otr-runtime.so"
life 'still starting' load 'send bob one' 'until not working'
life 'Private messaging is not working' load 'send bob one' 'until not working' 'send bob ?OTR?' unload load quit
life 'system bob [OTR] Not sent: ?OTR?' load 'send bob one' 'until not working' 'send bob ?OTR?' unload
life 'load - yes' load quit
