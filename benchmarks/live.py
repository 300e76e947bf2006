"""Ten thousand readers of one story, a hundred people writing five contributions a second, in one process.

    python benchmarks/live.py [--readers 10000] [--seconds 20] [--server granian] [--stalled 20]

The delay runs from the moment a writer's browser sends the form to the moment a reader has the text: HTTP,
rules, database and rendering are all in it. Beside it, a bare fan-out of the same bytes by the same server
to the same readers. The readers are two processes on the same machine, and take a good part of it.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/server"))

from installation import Gardener, Installation, free_port  # noqa: E402

RATE = 5.0  # acts per second
WRITERS = 100
TEXT = "The kettle had been singing for a while before anyone thought of the seeds. " * 4
P95, LAST, KB, TIMES = 0.3, 0.5, 28, 2.0


@dataclass
class Result:
    """What one run showed; times in seconds."""

    opened: float
    kilobytes: float
    missed: int
    doubled: int
    p50: float
    p95: float
    last: float
    spread: float
    answer: float  # p95 of the writers' own waiting
    work: float  # processor time of the server per act


class Readers:
    """Two crowds."""

    def __init__(
        self, port: int, query: str, *, count: int, stalled: int, people: Sequence[str] = ()
    ) -> None:
        half = count // 2
        begun = time.monotonic()
        self._crowds = [
            self._crowd(port, query, half, stalled, people[:half]),
            self._crowd(port, query, count - half, 0, people[half:]),
        ]
        for crowd in self._crowds:
            self._read(crowd)
        self.opened = time.monotonic() - begun

    def account(self, sent: dict[int, float]) -> dict[str, Any]:
        """What came of the acts."""
        for crowd in self._crowds:
            assert crowd.stdin
            crowd.stdin.write(json.dumps(sent) + "\n")
            crowd.stdin.flush()
        told = [self._read(crowd) for crowd in self._crowds]
        for crowd in self._crowds:
            crowd.kill()
            crowd.communicate()
        return {
            "missed": sum(part["missed"] for part in told),
            "doubled": sum(part["doubled"] for part in told),
            "delays": sorted(delay for part in told for delay in part["delays"]),
            "last": [max(pair) for pair in zip(*(part["last"] for part in told), strict=True)],
            "spread": [max(pair) for pair in zip(*(part["spread"] for part in told), strict=True)],
        }

    def _crowd(
        self, port: int, query: str, count: int, stalled: int, people: Sequence[str]
    ) -> "subprocess.Popen[str]":
        arguments = [str(port), str(count), str(stalled), query, *people]
        return subprocess.Popen(
            [sys.executable, str(ROOT / "benchmarks/crowd.py"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _read(self, crowd: "subprocess.Popen[str]") -> dict[str, Any]:
        assert crowd.stdout
        told: dict[str, Any] = json.loads(crowd.stdout.readline())
        return told


def potager(options: argparse.Namespace, folder: Path) -> tuple[Result, str]:
    """The whole thing; also returns one event as it was sent, for the bare run."""
    with Installation(folder / "data", server=options.server) as place:
        gardener = place.gardener()
        story = gardener.do("story")
        sessions = [gardener.do("member")["session"] for _ in range(WRITERS)]
        form = f"/stories/{story['story']}/contributions/new/"
        made = run(options, place, gardener, form=form, channel=f"story:{story['story']}", sessions=sessions)
        gardener.leave()
        place.stop()
    return made


def run(
    options: argparse.Namespace,
    place: Installation,
    gardener: Gardener,
    *,
    form: str,
    channel: str,
    sessions: list[str],
    people: Sequence[str] = (),
) -> tuple[Result, str]:
    """People listen to the channel while others post the form; also returns one event as it was sent."""
    assert place.process
    server = place.process.pid
    before = memory(server)
    query = f"channel={channel}&language=en&after={gardener.do('position')}"
    readers = Readers(place.port, query, count=options.readers, stalled=options.stalled, people=people)
    time.sleep(1)
    kilobytes = (memory(server) - before) / options.readers / 1024
    worked = processor_time(server)
    sent, waits = write(place, form, sessions, options.seconds)
    worked = (processor_time(server) - worked) / len(sent)
    positions = gardener.do("positions", keys=list(sent))
    came = readers.account({positions[key]: at for key, at in sent.items() if key in positions})
    assert len(positions) == len(sent), f"{len(sent) - len(positions)} were refused"
    return summed(readers.opened, kilobytes, came, waits, worked), sample(place, channel, gardener)


def write(
    place: Installation, path: str, sessions: list[str], seconds: float
) -> tuple[dict[str, float], list[float]]:
    """Post a form at the rate, each by another member; returns when each key was sent, and the waits."""
    sent: dict[str, float] = {}
    waits: list[float] = []
    threads = []

    def post(session: str, key: str) -> None:
        sent[key] = time.monotonic()
        answer = client.post(
            path,
            data={"text": TEXT, "key": key, "anyway": "on"},
            headers={"Cookie": f"potager_session={session}", "HX-Request": "true", "Accept-Language": "en"},
        )
        waits.append(time.monotonic() - sent[key])
        assert answer.status_code in {201, 302}, answer.text

    with httpx.Client(base_url=place.url, timeout=30) as client:
        end, number = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            threads.append(
                threading.Thread(target=post, args=[sessions[number % len(sessions)], str(uuid4())])
            )
            threads[-1].start()
            number += 1
            time.sleep(random.expovariate(RATE))
        for thread in threads:
            thread.join()
    return sent, waits


def bare(options: argparse.Namespace, event: str) -> Result:
    """The same bytes to as many readers by the same server, with nothing around it."""
    port = free_port()
    process = subprocess.Popen([sys.executable, str(ROOT / "benchmarks/bare.py"), options.server, str(port)])
    try:
        while True:
            try:
                httpx.post(f"http://127.0.0.1:{port}/act", content=b"")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        before = memory(process.pid)
        readers = Readers(port, "channel=x", count=options.readers, stalled=0)
        time.sleep(1)
        kilobytes = (memory(process.pid) - before) / options.readers / 1024
        sent: dict[int, float] = {}
        waits = []
        worked = processor_time(process.pid)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            end = time.monotonic() + options.seconds
            while time.monotonic() < end:
                at = time.monotonic()
                sent[int(client.post("/act", content=event.encode()).text)] = at
                waits.append(time.monotonic() - at)
                time.sleep(random.expovariate(RATE))
        worked = (processor_time(process.pid) - worked) / len(sent)
        return summed(readers.opened, kilobytes, readers.account(sent), waits, worked)
    finally:
        process.kill()
        process.wait()


def sample(place: Installation, channel: str, gardener: Gardener) -> str:
    """The last event of that channel, its position replaced by {}."""
    last = gardener.do("acts", place=channel)[-1]
    with httpx.stream("GET", f"{place.url}/live?channel={channel}&language=en&after={last - 1}") as stream:
        text = ""
        for part in stream.iter_text():
            text += part
            if f"id: {last}\n" in text and text.endswith("\n\n"):
                break
    start = text.index(f"id: {last}\n")
    return text[start : text.index("\n\n", start) + 2].replace(f"id: {last}\n", "id: {}\n", 1)


def summed(opened: float, kilobytes: float, told: dict[str, Any], waits: list[float], work: float) -> Result:
    """The figures of a run."""
    delays = told["delays"]
    return Result(
        opened, kilobytes, told["missed"], told["doubled"],
        p50=delays[len(delays) // 2], p95=delays[int(len(delays) * 0.95)], last=max(told["last"]),
        spread=sorted(told["spread"])[len(told["spread"]) // 2], answer=sorted(waits)[int(len(waits) * 0.95)],
        work=work,
    )  # fmt: skip


def memory(pid: int) -> int:
    """Resident memory of a process in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def options_of(description: str | None, *, readers: int) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--readers", type=int, default=readers)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--server", default="granian")
    parser.add_argument("--stalled", type=int, default=20)
    return parser.parse_args()


def main() -> int:
    """Measure both and say whether the targets hold."""
    options = options_of(__doc__, readers=10_000)
    with tempfile.TemporaryDirectory(prefix="potager-bench-") as folder:
        ours, event = potager(options, Path(folder))
    limit = bare(options, event)
    return judged(options, ours, limit, event)


def judged(options: argparse.Namespace, ours: Result, limit: Result, event: str) -> int:
    """Print the figures of both; the exit code says whether the targets hold."""
    print(f"{options.readers} readers, {options.server}, {len(event)} bytes an event")
    for name in Result.__dataclass_fields__:
        print(f"  {name:10} {getattr(ours, name):10.3f}   bare {getattr(limit, name):10.3f}")
    holds = {
        "none missed, none doubled": not ours.missed and not ours.doubled,
        f"p95 under {P95} s": ours.p95 < P95,
        f"last reader under {LAST} s": ours.last < LAST,
        f"at most {KB} KB a reader": ours.kilobytes <= KB,
        f"last reader at most {TIMES} × bare": ours.last <= TIMES * limit.last,
    }
    for target, is_met in holds.items():
        print(f"  {'yes' if is_met else 'NO '} {target}")
    return 0 if all(holds.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
