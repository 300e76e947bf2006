"""A letter leaves while its worker is killed again and again: each reader has it once, nobody is missed."""

import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from potager import testing
from potager.newsletters.actions import open_issue, save_issue, send_issue
from potager.newsletters.models import Issue, Subscriber

Start = Callable[..., "subprocess.Popen[str]"]
READERS, KILLS = 40, 2


class Sink:
    """Remembers to whom each message went, by its Message-ID: by that, mail programs know a second copy."""

    def __init__(self) -> None:
        self.copies: Counter[tuple[str, str]] = Counter()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        [name] = [line for line in envelope.content.splitlines() if line.startswith(b"Message-ID:")]
        self.copies[envelope.rcpt_tos[0], name.decode()] += 1
        return "250 taken"


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A real mail server on the loopback, which the programs are told of."""
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("POTAGER_SMTP_URL", f"smtp://127.0.0.1:{port}/")
    monkeypatch.setenv("POTAGER_LETTER_RATE", "6000")
    yield handler
    controller.stop(no_assert=True)


def test_a_letter_whose_worker_is_killed_reaches_each_reader_once(start: Start, sink: Sink) -> None:
    editor = testing.a_member("Edith")
    community = testing.a_community(owner=editor)
    addresses = [f"reader-{number}@example.org" for number in range(READERS)]
    said = {"community": community, "confirmed_at": timezone.now()}
    Subscriber.objects.bulk_create(Subscriber(address=address, **said) for address in addresses)
    issue = open_issue(by=editor, community=community, title="Peas")
    save_issue(by=editor, issue=issue, title="Peas", pieces=[{"kind": "words", "text": "At last."}], base=0)
    send_issue(by=editor, issue=issue)
    for kill in range(1, KILLS + 1):
        running = start("letterer")
        wait_until(lambda kill=kill: len(sink.copies) >= kill * READERS // (KILLS + 2))
        running.kill()  # kill -9, wherever it is
        running.wait()
    start("letterer")
    wait_until(lambda: Issue.objects.get().state == "sent")
    assert sorted(address for address, _name in sink.copies) == sorted(addresses)
    assert sum(sink.copies.values()) <= READERS + KILLS, (
        "a copy at most for each kill, under the same Message-ID"
    )
    assert Issue.objects.get().arrived == READERS


def wait_until(condition: Callable[[], object]) -> None:
    """Wait, sixty seconds at most."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
