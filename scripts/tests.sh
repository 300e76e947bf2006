#!/usr/bin/env bash
# Run pytest, three at a time: many tests wait for a server or a browser, and two cores should have something to do.
# What fails is told, then run once more by itself, from nothing, and must pass.
#
#   scripts/tests.sh ARGUMENTS-OF-PYTEST…
set -euo pipefail
cd "$(dirname "$0")/.."

pytest=(.venv/bin/pytest --quiet -ra)
"${pytest[@]}" --cache-clear --numprocesses 3 --dist loadgroup "$@" && exit
code=$?
[ "$code" = 1 ] || exit "$code" # no test failed: something worse happened
echo "tests: what failed above is run once more, by itself"
sed -i 's/@[^]"]*": true/": true/' .pytest_cache/v/cache/lastfailed # with xdist, names end with their group
"${pytest[@]}" --last-failed --last-failed-no-failures none --maxfail 3 "$@"
