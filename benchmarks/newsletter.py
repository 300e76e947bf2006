"""A letter to very many readers, through a real worker into a real mail server, killed in the middle.

`python -m benchmarks newsletter` sends to 50,000; `benchmarks/newsletter.py --subscribers 5000 --rate 1200` to fewer,
at so many a minute. `potager worker` is a process of its own, killed with kill -9 twice on the way and started again;
the mail server (aiosmtpd) stands in this process and notes every copy. While the letter leaves, every few seconds
somebody asks for a code: that mail must not wait behind the letters. The database is the one that POTAGER_DATABASE_URL
names, else a SQLite in a folder of its own.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KEEPS, MEGABYTES, CODE = 0.9, 200, 10.0  # of the rate; of the worker; seconds that a code may wait at worst
KILLED_AT = (0.3, 0.6)  # of the readers
PER_MINUTE, CODES_EVERY = 1200, 5.0


@dataclass
class Sink:
    """Remembers every copy by address and Message-ID, and when each code came."""

    copies: Counter[tuple[str, bytes]] = field(default_factory=Counter)
    codes: dict[str, float] = field(default_factory=dict)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a message."""
        address = envelope.rcpt_tos[0]
        if address.startswith("code-"):
            self.codes[address] = time.monotonic()
        else:
            [name] = [line for line in envelope.content.splitlines() if line.startswith(b"Message-ID:")]
            self.copies[address, name] += 1
        return "250 taken"


def main() -> int:
    """Send, kill, measure; returns how many targets were missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--subscribers", type=int, default=50_000)
    parser.add_argument("--rate", type=int, default=PER_MINUTE)
    asked = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="potager-newsletter-")
    try:
        return _measure(asked.subscribers, asked.rate, Path(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(subscribers: int, rate: int, folder: Path) -> int:
    from aiosmtpd.controller import Controller

    sink, port = Sink(), _free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    os.environ |= {
        "POTAGER_DATA": str(folder),
        "POTAGER_SMTP_URL": f"smtp://127.0.0.1:{port}/",
        "POTAGER_LETTER_RATE": str(rate),
        "POTAGER_URL": "https://garden.example",
        "DJANGO_SETTINGS_MODULE": "potager.config.settings",
    }
    os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    issue = _plant(subscribers)
    run = _Run(sink, subscribers, rate, folder)
    run.send(issue)
    controller.stop(no_assert=True)
    return run.judge(issue)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _plant(subscribers: int) -> Any:
    """A community whose readers have confirmed, and a letter with twenty articles' worth of words."""
    from django.utils import timezone

    from potager.newsletters.actions import open_issue, save_issue
    from potager.newsletters.models import Subscriber
    from potager.testing import a_community, a_member

    editor = a_member("Edith")
    community = a_community(owner=editor)
    said = {"community": community, "confirmed_at": timezone.now()}
    for start in range(0, subscribers, 10_000):
        numbers = range(start, min(start + 10_000, subscribers))
        Subscriber.objects.bulk_create(
            Subscriber(address=f"reader-{one}@example.org", **said) for one in numbers
        )
    issue = open_issue(by=editor, community=community, title="Peas at last")
    words = [
        {"kind": "words", "text": f"## Bed {one}\n\n" + "Two fingers deep, and *early*. " * 20}
        for one in range(20)
    ]
    return save_issue(by=editor, issue=issue, title="Peas at last", pieces=words, base=0)


class _Run:
    """One letter on its way, with what was seen of it."""

    def __init__(self, sink: Sink, subscribers: int, rate: int, folder: Path) -> None:
        self._sink, self._subscribers, self._rate, self._folder = sink, subscribers, rate, folder
        self._asked: dict[str, float] = {}
        self._peak, self._is_over = 0.0, threading.Event()
        self._spans: list[
            tuple[float, float, int]
        ] = []  # from a worker's first letter to its last, and how many

    def send(self, issue: Any) -> None:
        """Press the button, and let the worker be killed on the way."""
        from potager.newsletters.actions import send_issue

        send_issue(by=issue.opened_by, issue=issue)
        asking = threading.Thread(target=self._ask_for_codes, daemon=True)
        asking.start()
        for part in (*KILLED_AT, 1.0):
            worker = self._worker()
            before = len(self._sink.copies)
            self._wait(worker, before + 1)
            begun = time.monotonic()
            self._wait(worker, round(self._subscribers * part) - (3 if part == 1.0 else 0))
            self._spans.append((begun, time.monotonic(), len(self._sink.copies) - before))
            if part == 1.0:
                self._wait_for_the_last(worker, issue)
            worker.send_signal(signal.SIGTERM if part == 1.0 else signal.SIGKILL)
            worker.wait()
        self._is_over.set()
        asking.join()

    def _worker(self) -> "subprocess.Popen[bytes]":
        program = Path(sys.executable).with_name("potager")
        with (self._folder / "worker.log").open("ab") as log:
            return subprocess.Popen([program, "worker", "--data", self._folder], stdout=log, stderr=log)

    def _wait(self, worker: "subprocess.Popen[bytes]", copies: int) -> None:
        while len(self._sink.copies) < copies:
            if worker.poll() is not None:
                raise SystemExit((self._folder / "worker.log").read_text()[-3000:])
            self._peak = max(self._peak, _megabytes(worker.pid))
            time.sleep(0.2)

    def _wait_for_the_last(self, worker: "subprocess.Popen[bytes]", issue: Any) -> None:
        """What a killed worker had in its hands leaves five minutes later: it may have been taken already."""
        while issue.state != "sent":
            self._wait(worker, 0)
            time.sleep(1)
            issue.refresh_from_db()

    def _ask_for_codes(self) -> None:
        """Somebody signs in every few seconds; from a thread with a connection of its own."""
        from django.core.mail import send_mail
        from django.db import connection

        while not self._is_over.wait(CODES_EVERY):
            address = f"code-{len(self._asked)}@example.org"
            send_mail("Code", "123456", None, [address])
            self._asked[address] = time.monotonic()
        connection.close()

    def judge(self, issue: Any) -> int:
        """Print what was measured; returns how many targets were missed."""
        wanted = {f"reader-{one}@example.org" for one in range(self._subscribers)}
        reached = Counter(address for address, _name in self._sink.copies)
        missed, twice = len(wanted - set(reached)), sum(one > 1 for one in reached.values())
        again = sum(self._sink.copies.values()) - len(self._sink.copies)
        took = sum(end - begun for begun, end, _letters in self._spans)
        pace = sum(letters for _begun, _end, letters in self._spans) / took * 60
        waits = sorted(self._waits())
        middle, worst = (waits[len(waits) // 2], waits[-1]) if waits else (0.0, 0.0)
        print(f"{self._subscribers} readers in {took:.0f} s: {pace:.0f} a minute, of {self._rate} asked")
        print(
            f"killed {len(KILLED_AT)} times: {missed} missed (0), {twice} had two (0), {again} second copies"
        )
        print(
            f"the worker: {self._peak:.0f} MB at most (< {MEGABYTES}); issue {issue.state}, {issue.arrived} arrived"
        )
        print(
            f"{len(waits)} codes meanwhile: {middle:.1f} s in the middle, {worst:.1f} s at worst (< {CODE:.0f})"
        )
        late = pace < KEEPS * self._rate
        return (missed > 0) + (twice > 0) + (self._peak >= MEGABYTES) + (worst >= CODE) + late

    def _waits(self) -> list[float]:
        """How long those codes waited that were asked for while a worker lived, seconds before it was killed."""
        return [
            self._sink.codes.get(code, time.monotonic()) - since
            for code, since in self._asked.items()
            if any(begun < since < end - CODES_EVERY for begun, end, _letters in self._spans)
        ]


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    sys.exit(main())
