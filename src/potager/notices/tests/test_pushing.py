"""Telling browsers: a service on the loopback takes what is sent, and the browser's own keys open it."""

import base64
import json
import os
import socket
import stat
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings as django_settings
from django.test import Client
from py_vapid import Vapid02

from potager.communities.actions import join_community
from potager.conversations.actions import add_post, withdraw_post
from potager.conversations.models import Topic
from potager.jobs.models import Job
from potager.jobs.worker import run_due_jobs
from potager.journal.models import Cursor
from potager.journal.read import all_readers, catch_up
from potager.lib.tests.elsewhere import Server, network, serving
from potager.members.actions import end_session
from potager.members.models import Member, Session
from potager.notices.models import Subscription
from potager.notices.readers import NAME
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """Its keys, and a service that takes messages for it."""

    def __init__(self) -> None:
        self.private, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.status, self.taken = "201 Created", list[tuple[str, bytes]]()
        self.server: Server | None = None

    @property
    def keys(self) -> dict[str, str]:
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"key": text(point), "secret": text(self.secret)}

    def take(self, request: bytes, stream: socket.socket) -> None:
        head, _end, body = request.partition(b"\r\n\r\n")
        length = next(
            int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        while len(body) < length:
            body += stream.recv(65_536)
        self.taken.append((head.decode(), body))
        stream.sendall(f"HTTP/1.1 {self.status}\r\nContent-Length: 0\r\n\r\n".encode())

    def opened(self, body: bytes) -> Any:
        return json.loads(http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret))


@pytest.fixture
def browser(monkeypatch: Any, settings: Any, tmp_path: Path) -> Iterator[Browser]:
    settings.ENV = replace(django_settings.ENV, data=tmp_path)
    Cursor.objects.get_or_create(pk=NAME)
    made = Browser()
    with serving(made.take) as server:
        made.server = server
        monkeypatch.setattr("potager.lib.fetching.NETWORK", network(server))
        yield made


@pytest.fixture
def ada() -> Member:
    return a_member("Ada", language="en")


@pytest.fixture
def topic(ada: Member) -> Topic:
    community = a_community(owner=a_member("Olive"))
    for one in (ada, a_member("Bob", email="bob@example.org")):
        join_community(by=one, community=community, accepts_charter=True)
    return a_topic(community=community, by=ada, title="Beans")


def asked(member: Member, browser: Browser) -> Subscription:
    assert browser.server
    endpoint = f"http://push.example:{browser.server.port}/for/one"
    digest = sha256(endpoint.encode()).hexdigest()
    return Subscription.objects.create(member=member, endpoint=endpoint, digest=digest, **browser.keys)


def answer(topic: Topic) -> Any:
    bob = Member.objects.get(email="bob@example.org")
    return add_post(by=bob, topic=topic, body="Sow them in May.", key=None, answers=topic.posts.get(number=1))


def test_a_browser_is_told_in_a_way_that_only_it_can_read(
    browser: Browser, ada: Member, topic: Topic
) -> None:
    asked(ada, browser)
    post = answer(topic)
    catch_up(READER)
    assert not browser.taken, "a reader opens no connection"
    run_due_jobs()
    [(head, body)] = browser.taken
    told = browser.opened(body)
    assert told["title"] == "Bob answered you in “Beans”"
    assert told["body"] == "Sow them in May."
    assert told["url"].endswith(post.get_absolute_url())
    assert b"May" not in body
    assert "Content-Encoding: aes128gcm" in head
    assert "TTL: 86400" in head
    _name, _colon, identity = next(
        line for line in head.split("\r\n") if line.startswith("Authorization")
    ).partition(": ")
    assert Vapid02.verify(identity)
    run_due_jobs()
    assert len(browser.taken) == 1


def test_the_key_is_made_once_and_for_nobody_else_to_read(
    browser: Browser, tmp_path: Path, client: Client
) -> None:
    client.force_login(a_member("Eve"))
    pages = [client.get("/me/notices/browsers/").content.decode() for _twice in range(2)]
    assert pages[0].partition('data-push="')[2][:87] == pages[1].partition('data-push="')[2][:87]
    assert stat.S_IMODE((tmp_path / "push-key.pem").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if "push" in file.name] == ["push-key.pem"]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_browser_that_is_gone_is_forgotten(
    browser: Browser, ada: Member, topic: Topic, status: str
) -> None:
    asked(ada, browser)
    browser.status = status
    answer(topic)
    catch_up(READER)
    run_due_jobs()
    assert not Subscription.objects.exists()


def test_a_service_that_is_down_gets_it_later(browser: Browser, ada: Member, topic: Topic) -> None:
    asked(ada, browser)
    browser.status = "503 Later"
    answer(topic)
    catch_up(READER)
    run_due_jobs()
    assert Subscription.objects.exists()
    browser.status = "201 Created"
    Job.objects.filter(state=Job.State.READY).update(run_at="2020-01-01T00:00Z")
    run_due_jobs()
    assert len(browser.taken) == 2


def test_what_is_taken_back_or_read_meanwhile_is_not_pushed(
    browser: Browser, ada: Member, topic: Topic
) -> None:
    asked(ada, browser)
    post = answer(topic)
    catch_up(READER)
    withdraw_post(by=post.author, post=post)
    run_due_jobs()
    assert not browser.taken


def test_whoever_signs_out_somewhere_is_told_nothing_more_there(
    browser: Browser, client: Client, ada: Member, topic: Topic
) -> None:
    client.force_login(ada)
    endpoint = "https://push.example/for/ada"
    answered = client.post("/me/notices/browsers/add/", {"endpoint": endpoint, **browser.keys})
    assert answered.status_code == 204
    assert "Tell it nothing more" in client.get("/me/notices/browsers/").content.decode()
    end_session(by=ada, sessions=list(Session.objects.filter(member=ada)))
    catch_up(READER)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"endpoint": "http://push.example/x"},
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "https://[::ffff:10.0.0.1]/x"},
        {"endpoint": "javascript:alert(1)"},
        {"endpoint": ""},
        {"key": "AAAA"},
        {"key": "é"},
        {"secret": "AAAA"},
    ],
)
def test_what_no_browser_gives_is_refused(
    browser: Browser, client: Client, ada: Member, given: dict[str, str]
) -> None:
    form = {"endpoint": "https://push.example/x", **browser.keys, **given}
    assert client.post("/me/notices/browsers/add/", form).status_code == 302, "a stranger signs in first"
    client.force_login(ada)
    assert client.post("/me/notices/browsers/add/", form).status_code == 400
    assert not Subscription.objects.exists()


def test_nobody_ends_the_browser_of_another(browser: Browser, client: Client, ada: Member) -> None:
    row = asked(ada, browser)
    client.force_login(a_member("Eve"))
    client.post(f"/me/notices/browsers/{row.pk}/remove/")
    assert Subscription.objects.exists()
    client.force_login(ada)
    client.post(f"/me/notices/browsers/{row.pk}/remove/")
    assert not Subscription.objects.exists()


def test_the_worker_stands_at_the_root(client: Client) -> None:
    answered = client.get("/notices-worker.js")
    assert answered["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answered.content
