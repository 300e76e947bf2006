"""A very large community: making its graph again, one more act, reading the graph, one morning.

`python -m benchmarks.animation scale` measures 100,000 members and 10,000,000 acts beside a tenth of both;
`python -m benchmarks.animation.scale --acts 1000000` fewer. The database is the one that POTAGER_DATABASE_URL names
(`scripts/postgres.sh run …`), else a SQLite in a folder of its own (7 GB for all acts). Each thing is measured in a
process of its own, so that the memory is its own: the most that it ever had, with Python, Django and numpy.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .table import show

MEMBERS, ACTS = 100_000, 10_000_000
MINUTES, MEMORY, PACE, SECONDS, LEASE = 15.0, 1.5, 1.0, 30.0, 120.0  # aims: see the tables
BATCH = 20_000  # acts read in one step, as `potager animate` does
NEW = 2_000  # acts that the reader is given
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def main() -> int:
    """Plant two communities and measure both; returns how many aims were missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=ACTS)
    parser.add_argument("--members", type=int)
    asked, _others = parser.parse_known_args()
    members = asked.members or max(100, asked.acts // (ACTS // MEMBERS))
    folder = tempfile.mkdtemp(prefix="potager-scale-")
    try:
        sizes = (("1", members // 10, asked.acts // 10), ("2", members, asked.acts))
        return _report([_measured(folder, *size) for size in sizes])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(folder: str, name: str, members: int, acts: int) -> dict[str, Any]:
    found: dict[str, Any] = {"members": members, "acts": acts}
    for step in STEPS:
        arguments = [sys.executable, "-m", f"{__package__}.scale", step, name, str(members), str(acts)]
        more: dict[str, Any] = {"capture_output": True, "text": True, "check": False}
        done = subprocess.run(arguments, env={**os.environ, **_environment(folder)}, **more)
        if done.returncode:
            print(done.stderr[-3000:], file=sys.stderr)
            raise SystemExit(f"{step} failed")
        found[step] = json.loads(done.stdout.splitlines()[-1])
        print(f"{acts:,} acts, {step}: {found[step]}", flush=True)
    return found


def _environment(folder: str) -> dict[str, str]:
    return {
        "POTAGER_DATA": folder,
        "POTAGER_SECRET_KEY": "a key for benchmarks only",
        "DJANGO_SETTINGS_MODULE": "potager.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }


def _report(both: list[dict[str, Any]]) -> int:
    head = [
        "members",
        "acts",
        "ties",
        "made again (s)",
        "of the processor (s)",
        "acts a second",
        "memory (MB)",
        "longest step (s)",
    ]
    rows = [
        [f"{one['members']:,}", f"{one['acts']:,}", f"{one['build']['ties']:,}",
         one["build"]["seconds"], one["build"]["processor"],
         f"{one['acts'] / one['build']['seconds']:,.0f}", one["build"]["memory"], one["build"]["longest"]]
        for one in both
    ]  # fmt: skip
    show(f"Made again from nothing (aims: {MINUTES:.0f} minutes, memory at most {MEMORY} times)", head, rows)
    head = [
        "acts",
        "one act (ms)",
        "of the processor (ms)",
        "of 100 acts the slowest (ms)",
        "graph read (s)",
        "memory (MB)",
    ]
    head += ["morning (s)", "memory (MB)"]
    rows = [
        [f"{one['acts']:,}", one["grow"]["median"], one["grow"]["busy"], one["grow"]["p99"], one["load"]["seconds"],
         one["load"]["memory"], one["prepare"]["seconds"], one["prepare"]["memory"]]
        for one in both
    ]  # fmt: skip
    title = (
        f"Day by day (aims: an act {PACE} ms, the graph read in {SECONDS:.0f} s, a morning in {LEASE:.0f} s)"
    )
    show(title, head, rows)
    small, large = both
    missed = [
        large["build"]["seconds"] > MINUTES * 60,
        large["build"]["memory"] > MEMORY * small["build"]["memory"],
        large["grow"]["median"] > PACE,
        large["load"]["seconds"] > SECONDS,
        large["prepare"]["seconds"] > LEASE,
    ]
    return sum(missed)


def _plant(name: str, members: int, acts: int) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connection

    from .planting import plant

    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    plant(name, members, acts, NOW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"seconds": round(time.monotonic() - begun, 1)}


def _build(name: str, *_size: int) -> dict[str, Any]:
    from potager.animation.actions import begin_anew, build_on
    from potager.animation.models import Tie

    network, begun, steps = _network(name), time.monotonic(), [0.0]
    begin_anew(network)
    while True:
        step = time.monotonic()
        goes_on = build_on(network, BATCH)
        steps.append(time.monotonic() - step)
        if not goes_on:
            break
    ties = Tie.objects.filter(network=network).count()
    seconds = time.monotonic() - begun
    return {"seconds": round(seconds, 1), "longest": round(max(steps), 2), "ties": ties}


def _grow(name: str, *_size: int) -> dict[str, Any]:
    """The newest acts once more, as the reader handles them, in transactions of two hundred."""
    from django.db import transaction

    from potager.animation.models import Network
    from potager.animation.readers import handle
    from potager.journal.models import Activity

    network = _network(name)
    Network.objects.filter(pk=network.pk).update(grown_to=0)
    newest = Activity.objects.filter(community=network.community_id).order_by("-position")
    acts, took, busy = list(newest[:NEW])[::-1], [], time.process_time()
    for start in range(0, len(acts), 200):
        with transaction.atomic():
            for one in acts[start : start + 200]:
                begun = time.perf_counter()
                handle(one)
                took.append(1000 * (time.perf_counter() - begun))
    busy = 1000 * (time.process_time() - busy) / len(acts)
    took.sort()
    median, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    return {"median": round(median, 2), "p99": round(p99, 2), "busy": round(busy, 2)}


def _load(name: str, *_size: int) -> dict[str, Any]:
    from potager.animation.graph import graph_of

    network, begun = _network(name), time.monotonic()
    graph = graph_of(network, NOW)
    return {"seconds": round(time.monotonic() - begun, 1), "ties": len(graph.source)}


def _prepare(name: str, *_size: int) -> dict[str, Any]:
    from potager.animation.actions import prepare

    network, begun = _network(name), time.monotonic()
    found = prepare(network.community, NOW)
    return {"seconds": round(time.monotonic() - begun, 1), "proposals": len(found)}


def _network(name: str) -> Any:
    from potager.animation.actions import network_for
    from potager.communities.models import Community

    return network_for(Community.objects.get(address=f"planted-{name}"))


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "plant": _plant,
    "build": _build,
    "grow": _grow,
    "load": _load,
    "prepare": _prepare,
}


def _without_maps() -> None:
    """Let SQLite read its file instead of mapping 128 MB of it, which would count as memory."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")


def _step(step: str, name: str, members: str, acts: str) -> None:
    import django

    django.setup()
    _without_maps()
    begun = time.process_time()
    found = STEPS[step](name, int(members), int(acts))
    found["processor"] = round(time.process_time() - begun, 1)
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        _step(*sys.argv[1:])
    else:
        sys.exit(main())
