"""Where links lead: read once by the worker, shown to everyone, asked of nobody by readers."""

import socket
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from potager.communities.models import Community
from potager.conversations import blocks, linking
from potager.conversations.actions import accept_post, edit_post, illustrate_post, withdraw_post
from potager.conversations.actions.private import open_conversation
from potager.conversations.models import LinkPreview, Post, PostLink, Rules
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.jobs.models import Job
from potager.jobs.worker import run_due_jobs
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib import fetching
from potager.lib.ids import uuid7
from potager.lib.tests.elsewhere import Server, network, saying, serving
from potager.testing import a_picture, a_post

PAGE = b"""<html><head><title>Growing beans</title><meta name=description content="From <b>seed</b> to pot">
<meta property=og:site_name content="The bean pages"><meta property=og:image content="/bean.jpg"></head>"""


def page(request: bytes, stream: socket.socket) -> None:
    is_picture = request.startswith(b"GET /bean.jpg")
    kind, body = ("image/jpeg", a_picture(900, 600)) if is_picture else ("text/html; charset=utf-8", PAGE)
    saying(body=body, Content_Type=kind)(request, stream)


@pytest.fixture
def square(db: None) -> Square:
    return a_square()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> object:
    with serving(page) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        yield server


def link(server: Server, path: str = "/beans") -> str:
    return f"http://beans.example:{server.port}{path}"


def read_links() -> None:
    run_due_jobs()


def test_a_link_is_read_by_the_worker_and_shown_to_everyone(square: Square, server: Server) -> None:
    post = a_post(topic=square.topic, by=square.member, body=f"See {link(server)}#why and {link(server)}")
    assert "Growing beans" not in square.read(None) and not server.asked
    read_links()
    preview = LinkPreview.objects.get()
    assert (preview.title, preview.site, preview.width) == ("Growing beans", "The bean pages", 480)
    html = square.read(None)
    assert "From &lt;b&gt;seed&lt;/b&gt; to pot" in html and f"<bdi>beans.example:{server.port}</bdi>" in html
    assert (
        f'href="{link(server)}" rel="nofollow noopener"' in html
        and "http://" + "beans.example/bean.jpg" not in html
    )
    picture = browser().get(preview.picture_address)
    assert picture["Content-Type"] == "image/webp" and b"".join(picture)[8:12] == b"WEBP"
    act = told("post.illustrated")
    assert (act.actor, act.facts, act.place) == (
        None,
        {"number": post.number, "links": 1},
        f"topic:{square.topic.pk}",
    )
    fragment = kind_of("post.illustrated").fragment(act, "en") or ""
    assert (
        fragment.startswith(f'<div class="links" id="post-{post.pk}-links">') and "Growing beans" in fragment
    )
    assert len(server.asked) == 2


def test_an_address_is_asked_once_for_many_and_rarely_again(square: Square, server: Server) -> None:
    for _ in range(3):
        a_post(topic=square.topic, by=square.member, body=link(server))
    read_links()
    assert len(server.asked) == 2 and square.read(None).count("Growing beans") == 3
    a_post(topic=square.topic, by=square.other, body=link(server))
    assert not Job.objects.filter(state=Job.State.READY, task__endswith="read_link").exists()
    assert square.read(None).count("Growing beans") == 4
    LinkPreview.objects.update(fetched_at=timezone.now() - linking.FRESH - timedelta(days=1))
    a_post(topic=square.topic, by=square.other, body=link(server))
    read_links()
    assert len(server.asked) == 4 and LinkPreview.objects.count() == 1


def test_three_links_at_most_and_none_of_our_own_pages(square: Square, server: Server) -> None:
    others = " ".join(link(server, f"/{number}") for number in range(5))
    post = a_post(
        topic=square.topic, by=square.member, body=f"http://testserver/x http://localhost/y {others}"
    )
    kept = PostLink.objects.filter(post=post).values_list("preview__address", flat=True)
    assert list(kept) == [link(server, f"/{number}") for number in range(3)]


def test_an_edit_changes_the_links_and_what_is_taken_back_shows_none(square: Square, server: Server) -> None:
    post = a_post(topic=square.topic, by=square.member, body=link(server))
    read_links()
    edit_post(by=square.member, post=post, body="No link any more.")
    assert "Growing beans" not in square.read(None)
    edit_post(by=square.member, post=post, body=f"Again {link(server)}")
    assert "Growing beans" in square.read(None)
    address = LinkPreview.objects.get().picture_address
    withdraw_post(by=square.member, post=post)
    assert "Growing beans" not in square.read(None)
    assert browser(square.other).get(address).status_code == 404


def test_nothing_is_asked_for_private_conversations(square: Square, server: Server) -> None:
    open_conversation(
        by=square.member,
        community=square.community,
        people=[square.other],
        title="Psst",
        body=link(server),
        key=uuid7(),
    )
    assert not LinkPreview.objects.exists() and not Job.objects.filter(task__endswith="read_link").exists()


def test_a_closed_community_is_asked_first_and_any_may_refuse(square: Square, server: Server) -> None:
    def kept() -> bool:
        square.topic.community = Community.objects.get(pk=square.community.pk)
        post = a_post(topic=square.topic, by=square.owner, body=f"{link(server)}?{uuid7()}")
        return PostLink.objects.filter(post=post).exists()

    assert kept()
    Community.objects.update(visibility="private")
    assert not kept()
    rules, _new = Rules.objects.get_or_create(community=square.community)
    for wish in (True, False):
        Rules.objects.filter(pk=rules.pk).update(has_previews=wish)
        assert kept() is wish


def test_what_waits_for_a_moderator_asks_nothing_until_it_is_accepted(square: Square, server: Server) -> None:
    post = a_post(topic=square.topic, by=square.member, body=link(server), is_held=True)
    assert not LinkPreview.objects.exists()
    accept_post(by=square.moderator, post=post)
    read_links()
    assert "Growing beans" in square.read(None)


def test_whoever_animates_says_whether_links_are_looked_at(square: Square) -> None:
    path, client = f"{square.community.get_absolute_url()}rooms/", browser(square.owner)
    wish = {"passers_by": "reviewed", "has_private": "on"}
    assert "checked" in client.get(path).content.decode().partition('name="has_previews"')[2][:80]
    client.post(path, {**wish, "key": uuid7()})
    assert Rules.objects.get().has_previews is False
    assert "checked" not in client.get(path).content.decode().partition('name="has_previews"')[2][:80]
    client.post(path, {**wish, "has_previews": "on", "key": uuid7()})
    assert Rules.objects.get().has_previews is None  # the usual wish of a public community
    assert browser(square.member).get(path).status_code == 403


def test_a_picture_of_a_link_has_the_walls_of_its_post(square: Square, server: Server) -> None:
    a_post(topic=square.topic, by=square.member, body=link(server))
    read_links()
    address = LinkPreview.objects.get().picture_address
    assert browser().get(address.replace(LinkPreview.objects.get().picture, "0" * 32)).status_code == 404
    Community.objects.update(visibility="private")
    assert browser(square.stranger).get(address).status_code == 404
    assert browser(square.other).get(address).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "text/html"),
        (b"<title></title>" + b"<div>" * 90_000, "text/html"),
        (b"<title>Not asked</title>", "application/octet-stream"),
        (b"\xff\xfe\x00" * 1000, "text/html; charset=utf-16"),
    ],
)
def test_a_page_that_says_nothing_shows_nothing(
    square: Square, monkeypatch: pytest.MonkeyPatch, body: bytes, kind: str
) -> None:
    with serving(saying(body=body, Content_Type=kind)) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        post = a_post(topic=square.topic, by=square.member, body=link(server))
        read_links()
    assert not Activity.objects.filter(kind="post.illustrated").exists()
    assert f'<div class="links" id="post-{post.pk}-links">' in square.read(None)
    assert not Job.objects.filter(state=Job.State.FAILED).exists()


def test_a_hostile_page_is_words_and_leads_nowhere_inside(
    square: Square, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = b"<title>&lt;script>alert(1)&lt;/script></title>"
    image = b"<meta property=og:image content='http://127.0.0.2/x.png'>"
    with serving(saying(body=title + image, Content_Type="text/html")) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        a_post(topic=square.topic, by=square.member, body=link(server))
        read_links()
    html = square.read(None)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html and "<script>alert" not in html
    assert LinkPreview.objects.get().picture == ""
    with serving(saying("302 Found", Location="http://169.254.169.254/latest/")) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        a_post(topic=square.topic, by=square.member, body=link(server, "/metadata"))
        read_links()
    assert LinkPreview.objects.get(address__endswith="/metadata").title == ""


def test_illustrate_post_tells_nothing_where_nobody_reads(square: Square, server: Server) -> None:
    post = a_post(topic=square.topic, by=square.member, body=link(server))
    withdraw_post(by=square.member, post=post)
    read_links()
    assert not Activity.objects.filter(kind="post.illustrated").exists()
    illustrate_post(post=Post.objects.select_related("topic__community").get(pk=post.pk))
    act = told("post.illustrated")
    assert act.place == f"post:{post.pk}" and kind_of("post.illustrated").fragment(act, "fr") is None


def test_what_a_page_says_is_shown_in_every_language(square: Square, server: Server) -> None:
    post = a_post(topic=square.topic, by=square.member, body=link(server))
    read_links()
    post = Post.objects.select_related("topic").get(pk=post.pk)
    with override("fr"):
        assert "Growing beans" in blocks.post_html(post, "fr")
