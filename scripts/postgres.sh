#!/usr/bin/env bash
# A PostgreSQL cluster of this checkout's own, on a free port of the loopback; the system's is left alone.
#
#   scripts/postgres.sh start       start it (once) and print a POTAGER_DATABASE_URL
#   scripts/postgres.sh stop        stop it and remove its data
#   scripts/postgres.sh run CMD…    run a command with a new cluster and POTAGER_DATABASE_URL set, then remove it
#   scripts/postgres.sh test CMD…   the same, for tests: they kill our processes, never the machine that the cluster is
#                                   on, so that it need not wait for the disk (benchmarks must: they `run`)
set -euo pipefail
cd "$(dirname "$0")/.."
note=.potager-test/postgres # holds the folder and the address of what `start` started

fail() { printf 'postgres: %s\n' "$*" >&2; exit 1; }

# PostgreSQL refuses to run as root: the account that Debian made for it then does.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

programs() {
    local folder
    folder=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
    [ -x "$folder/initdb" ] || fail "not installed; on Debian: apt-get install postgresql"
    echo "$folder"
}

# Sets `folder` and `url`; takes what to say to the server beside where it listens.
create() {
    local bin port password
    bin=$(programs)
    folder=$(mktemp -d "${TMPDIR:-/tmp}/potager-postgres.XXXXXX")
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
    printf '%s' "$password" >"$folder/password"
    [ "$(id -u)" != 0 ] || chown -R postgres "$folder"
    as_postgres "$bin/initdb" --pgdata "$folder/data" --username potager --pwfile "$folder/password" \
        --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 >"$folder/initdb.log" 2>&1 || fail "$(cat "$folder/initdb.log")"
    as_postgres "$bin/pg_ctl" start --silent --wait --pgdata "$folder/data" --log "$folder/data/server.log" \
        --options "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=200 $*" \
        >/dev/null || fail "$(cat "$folder/data/server.log")"
    url="postgresql://potager:$password@127.0.0.1:$port/potager"
    as_postgres env PGPASSWORD="$password" "$bin/createdb" -h 127.0.0.1 -p "$port" -U potager potager
}

remove() {
    as_postgres "$(programs)/pg_ctl" stop --silent --mode immediate --pgdata "$1/data" >/dev/null 2>&1 || true
    rm -rf "$1"
}

is_running() {
    [ -f "$note" ] && as_postgres "$(programs)/pg_ctl" status --pgdata "$(head -n 1 "$note")/data" >/dev/null 2>&1
}

case ${1:-} in
start)
    if ! is_running; then
        create
        mkdir -p .potager-test
        printf '%s\n%s\n' "$folder" "$url" >"$note"
    fi
    tail -n 1 "$note"
    ;;
stop)
    [ ! -f "$note" ] || { remove "$(head -n 1 "$note")" && rm -f "$note"; }
    ;;
run | test)
    [ "$1" = run ] || in_memory="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    shift
    # shellcheck disable=SC2086 # several options are several words
    create ${in_memory:-}
    trap 'remove "$folder"' EXIT
    POTAGER_DATABASE_URL=$url "$@"
    ;;
*) fail "say start, stop, run COMMAND or test COMMAND" ;;
esac
