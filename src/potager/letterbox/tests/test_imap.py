"""A mailbox that is asked: each mail is taken once, also after a crash, and a server that is down is asked again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from potager.letterbox import imap
from potager.letterbox.imap import BadImapUrl, Place, place_of, poll
from potager.letterbox.models import Letter, Mailbox
from potager.letterbox.postman import LONGEST, Postman

from .conftest import Talk, work
from .dovecot import IS_HERE, Dovecot

pytestmark = pytest.mark.django_db
needs_dovecot = pytest.mark.skipif(not IS_HERE, reason="dovecot-imapd is not installed: scripts/system.sh")


@pytest.fixture(scope="module")
def _server() -> Iterator[Dovecot]:
    server = Dovecot()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def server(_server: Dovecot) -> Dovecot:
    """Running, with an empty mailbox."""
    client = _server.client()
    for folder in ("INBOX", "Potager"):
        if client.select(folder)[0] == "OK" and client.search(None, "ALL")[1] != [b""]:
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
    client.logout()
    return _server


@needs_dovecot
def test_answers_are_taken_and_put_away_and_the_rest_is_left_alone(talk: Talk, server: Dovecot) -> None:
    server.put(talk.mail("From my mailbox").as_bytes())
    server.put(talk.mail("To a friend", To="friend@example.org", Message_ID="<friend@x>").as_bytes())
    assert poll(place_of(server.url)) == 2
    work()
    assert talk.bodies[1:] == ["From my mailbox"]
    assert (server.count("INBOX"), server.count("Potager")) == (1, 1)
    client = server.client()
    client.select("INBOX", readonly=True)
    assert client.search(None, "UNSEEN")[1] == [b"1"]
    client.logout()
    assert poll(place_of(server.url)) == 0
    server.put(talk.mail("And again", Message_ID="<again@x>").as_bytes())
    assert poll(place_of(server.url)) == 1
    work()
    assert talk.bodies[1:] == ["From my mailbox", "And again"]


@needs_dovecot
def test_a_crash_before_it_was_put_away_takes_no_mail_twice(
    talk: Talk, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put(talk.mail().as_bytes())
    place = place_of(server.url)
    with monkeypatch.context() as patch:
        patch.setattr(imap, "_move", _crash)
        with pytest.raises(KeyboardInterrupt):
            poll(place)
    assert Letter.objects.count() == 1
    work()
    assert poll(place) == 1
    work()
    assert talk.bodies[1:] == ["Beans too!"]
    assert (server.count("INBOX"), server.count("Potager")) == (0, 1)


def _crash(*_arguments: object) -> None:
    raise KeyboardInterrupt


@needs_dovecot
def test_a_server_that_is_down_is_asked_less_often_then_again(talk: Talk, server: Dovecot) -> None:
    place = place_of(server.url)
    server.put(talk.mail().as_bytes())
    postman = Postman()
    server.stop()
    assert postman.ask(place) == 0
    assert postman.ask(place) == 0
    assert postman.pause == timedelta(minutes=4)
    assert Mailbox.objects.get().error
    assert Mailbox.objects.get().read_at is None
    server.start()
    assert postman.ask(place) == 1
    assert postman.pause == timedelta(minutes=1)
    assert Mailbox.objects.get().error == ""
    work()
    assert talk.bodies[1:] == ["Beans too!"]


@needs_dovecot
def test_a_wrong_password_is_noted_for_the_operator(talk: Talk, server: Dovecot) -> None:
    Postman().ask(place_of(server.url.replace("secret", "guess")))
    assert "AUTHENTICATIONFAILED" in Mailbox.objects.get().error
    assert "guess" not in Mailbox.objects.get().name


def test_the_pause_has_an_end(talk: Talk) -> None:
    postman, place = Postman(), place_of("imap://u:p@127.0.0.1:1/")
    for _try in range(9):
        postman.ask(place)
    assert postman.pause == LONGEST


def test_the_mailbox_is_read_from_its_url() -> None:
    assert place_of("imaps://u%40x:p%2Fw@mail.example.org/R%20in?handled=Done") == Place(
        "mail.example.org", 993, "u@x", "p/w", True, False, "R in", "Done"
    )
    assert place_of("imap://u:p@h/?tls=starttls") == Place(
        "h", 143, "u", "p", False, True, "INBOX", "Potager"
    )


@pytest.mark.parametrize(
    "url", ["imaps://host", "http://u:p@h", "imap://u:p@h:x", 'imap://u:p@h/a"b', "imap://u:p@h/A?handled=A"]
)
def test_a_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadImapUrl):
        place_of(url)
