"""Mail handed over by a mail server on the same machine, with a real client: LMTP."""

import smtplib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError

from potager.letterbox import lmtp
from potager.letterbox.models import Letter
from potager.lib.replies import address_for

from .conftest import Talk, work

commits = pytest.mark.django_db(transaction=True)  # the server stores in a thread of its own


@pytest.fixture
def port() -> Iterator[int]:
    """Our server, listening."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    stop = lmtp.start(f"127.0.0.1:{number}")
    yield number
    stop()


@commits
def test_an_answer_is_handed_over_and_posted(talk: Talk, port: int) -> None:
    message = talk.mail("Straight from the server, with a line of " + "o" * 5000)
    with smtplib.LMTP("127.0.0.1", port) as client:
        assert client.sendmail("bo@example.org", [message["To"]], message.as_bytes()) == {}
    assert Letter.objects.get().state == "waiting"
    work()
    assert talk.bodies[1].startswith("Straight from the server")


@commits
def test_what_is_not_for_us_is_refused_at_the_door(talk: Talk, port: int) -> None:
    ours = address_for(talk.bo.pk, f"topic:{talk.topic.pk}")
    message = talk.mail()
    with smtplib.LMTP("127.0.0.1", port) as client:
        refused = client.sendmail("bo@example.org", [ours, "bo@example.org"], message.as_bytes())
    assert list(refused) == ["bo@example.org"]
    assert Letter.objects.count() == 1


@commits
def test_too_much_is_refused(talk: Talk, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmtp, "MOST_BYTES", 2_000)
    message = talk.mail("word " * 1000)
    with smtplib.LMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPException):
        client.sendmail("bo@example.org", [message["To"]], message.as_bytes())
    assert not Letter.objects.exists()


@commits
def test_what_cannot_be_stored_now_is_asked_for_again(
    talk: Talk, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(raw: bytes, *, to: list[str]) -> None:
        raise DatabaseError("locked")

    message = talk.mail()
    with smtplib.LMTP("127.0.0.1", port) as client, monkeypatch.context() as patch:
        patch.setattr(lmtp, "receive", fails)
        with pytest.raises(smtplib.SMTPDataError) as caught:
            client.sendmail("bo@example.org", [message["To"]], message.as_bytes())
    assert caught.value.smtp_code == 451


@commits
def test_a_socket_in_a_folder_serves_too(talk: Talk, tmp_path: Path) -> None:
    where = tmp_path / "lmtp.sock"
    stop = lmtp.start(str(where))
    message = talk.mail()
    with smtplib.LMTP(str(where)) as client:
        client.sendmail("bo@example.org", [message["To"]], message.as_bytes())
    stop()
    work()
    assert talk.bodies[1:] == ["Beans too!"]


@pytest.mark.parametrize("where", ["2003", "localhost:smtp", "localhost:70000", "run/lmtp.sock"])
def test_a_place_that_is_none_is_refused(where: str) -> None:
    with pytest.raises(lmtp.BadLmtp):
        lmtp.start(where)
