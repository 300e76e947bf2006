#!/usr/bin/env bash
# Make this checkout's environment: uv in .uv/, everything else in .venv/, from the locked requirements.
# Usage: scripts/setup.sh run|dev. Needs Python 3.11 or newer; takes no time when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-run}

fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

find_python() {
    local candidate
    for candidate in python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed. On Debian 12: apt-get install python3"
}

install_uv() {
    local wanted=requirements/uv.txt
    .uv/bin/uv --version >/dev/null 2>&1 && cmp -s "$wanted" .uv/installed.txt && return
    printf 'setup: installing uv into .uv/\n' >&2
    uv_by_pip || uv_by_venv || { scripts/system.sh python3-pip && uv_by_pip; } ||
        fail "uv could not be installed: neither pip nor venv works here (on Debian: apt-get install python3-pip)"
    cp "$wanted" .uv/installed.txt
}

uv_by_pip() {
    rm -rf .uv
    "$python" -m pip --version >/dev/null 2>&1 &&
        PIP_ROOT_USER_ACTION=ignore "$python" -m pip install --quiet --disable-pip-version-check --no-deps \
            --require-hashes --target .uv -r requirements/uv.txt >&2
}

uv_by_venv() {
    rm -rf .uv
    "$python" -m venv .uv >/dev/null 2>&1 &&
        .uv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
            -r requirements/uv.txt >&2
}

# What the environment is made of: if none of it changed, nothing is installed.
fingerprint() { cat "requirements/$1.txt" pyproject.toml scripts/setup.sh | sha256sum; }

is_ready() { [ -x .venv/bin/potager ] && [ "$(cat ".venv/made-for-$1" 2>/dev/null)" = "$(fingerprint "$1")" ]; }

install_packages() {
    printf 'setup: installing requirements/%s.txt into .venv/\n' "$kind" >&2
    .venv/bin/python -c '' 2>/dev/null || .uv/bin/uv venv --quiet --clear --python "$python" .venv
    rm -f .venv/made-for-*
    .uv/bin/uv pip sync --quiet --require-hashes --python .venv "requirements/$kind.txt"
    .uv/bin/uv pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
    fingerprint run >.venv/made-for-run
    [ "$kind" = run ] || fingerprint dev >.venv/made-for-dev
}

[ "$kind" = run ] || [ "$kind" = dev ] || fail "say run or dev"
export VIRTUAL_ENV=
# Trust whom the machine trusts, as pip and apt do: a house may have a certificate authority of its own.
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || export UV_SYSTEM_CERTS=true
python=$(find_python)
if ! is_ready "$kind"; then
    install_uv
    install_packages
fi
.venv/bin/python -m potager.lib.catalogues
