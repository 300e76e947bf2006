"""The hub is named in feeds and told of news: a real one, on the loopback."""

import socket
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from django.test import Client

from potager import testing
from potager.editorial import websub
from potager.editorial.models import Article
from potager.jobs.models import Job
from potager.lib import fetching
from potager.lib.tests.elsewhere import Server, network, serving

pytestmark = pytest.mark.django_db
HOME = "https://garden.example"


class Hub:
    """Listens, remembers what it is told, and answers as it is asked to."""

    def __init__(self) -> None:
        self.told: list[dict[str, list[str]]] = []
        self.status = "204 No Content"

    def answer(self, request: bytes, stream: socket.socket) -> None:
        head, _, body = request.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += stream.recv(65_536)
        assert b"application/x-www-form-urlencoded" in head
        self.told.append(parse_qs(body.decode()))
        stream.sendall(f"HTTP/1.1 {self.status}\r\nContent-Length: 0\r\n\r\n".encode())


@pytest.fixture
def hub(monkeypatch, settings) -> Hub:
    here = Hub()
    with serving(here.answer) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        _name(settings, server)
        yield here


def _name(settings, server: Server) -> None:
    address = f"http://hub.example:{server.port}/"
    settings.ENV = replace(settings.ENV, url=HOME, websub_hub=address)


def jobs() -> list[str]:
    return list(Job.objects.filter(task__endswith="tell_hub").values_list("arguments__args__0", flat=True))


def test_feeds_name_the_hub_and_it_is_told_of_what_is_published(hub: Hub) -> None:
    article = testing.an_article()
    path = f"{article.community.get_absolute_url()}articles/feed.atom"
    answer = Client(headers={"host": "testserver"}).get(path)
    assert f'<link rel="hub" href="{websub.hub()}" />' in answer.content.decode()
    assert answer["Link"] == f'<{websub.hub()}>; rel="hub", <{HOME}{path}>; rel="self"'
    assert jobs() == [str(article.pk)]
    websub.tell(article.pk)
    assert {tuple(told["hub.mode"]) for told in hub.told} == {("publish",)}
    assert f"{HOME}{path}" in {told["hub.url"][0] for told in hub.told}
    for told in hub.told:  # each of them is there
        assert Client().get(told["hub.url"][0].removeprefix(HOME)).status_code == 200


def test_a_hub_that_stumbles_is_told_again(hub: Hub) -> None:
    article, hub.status = testing.an_article(), "503 Service Unavailable"
    with pytest.raises(websub.HubDoesNotTakeIt):
        websub.tell(article.pk)


@pytest.mark.parametrize("hides", [{"audience": "members"}, {"state": "withdrawn"}])
def test_nothing_is_told_of_what_is_not_for_everybody(hub: Hub, hides: dict[str, str]) -> None:
    article = testing.an_article()
    Article.objects.update(**hides)
    websub.tell(article.pk)
    testing.an_article(is_published=False)
    assert not hub.told and len(jobs()) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/"])
def test_nothing_inside_is_asked(settings, address: str, caplog) -> None:
    settings.ENV = replace(settings.ENV, url=HOME, websub_hub=address)
    websub.tell(testing.an_article().pk)
    assert "leads to no address out in the world" in caplog.text


def test_without_a_hub_there_is_no_job_and_no_mention() -> None:
    article = testing.an_article()
    page = Client().get(f"{article.community.get_absolute_url()}articles/feed.json").content.decode()
    assert not jobs() and "hubs" not in page
