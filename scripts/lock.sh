#!/usr/bin/env bash
# Write the locked requirements from pyproject.toml, with hashes and without any address. Arguments go to uv
# (`--upgrade`, `--upgrade-package NAME`).
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    local output=$1
    shift
    .uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url "$@" --output-file "requirements/$output"
}

compile run.txt "${@}" --group build pyproject.toml
compile dev.txt "${@}" --group build --group dev --constraints requirements/run.txt pyproject.toml
compile uv.txt "${@}" --group tools
