"""Feeds: whole, by the letter of their specifications, and nothing in them that is not for everybody."""

import json
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from potager import testing
from potager.authorship.models import Choice
from potager.communities.models import Community
from potager.conversations.models import Topic
from potager.editorial.models import Article, Author, Category, Medium, Picture, Publication, Series, Tag
from potager.editorial.tests.by_the_letter import CHECKS
from potager.lib.keep import PLACES
from potager.members.models import Member

pytestmark = pytest.mark.django_db
FORMS = ("atom", "rss", "json")
BODY = 'Two *fingers*\x0b deep[^1]. [Here](/c/there/) & [there](https://example.org/?a=1&b=2).\n\n[^1]: `href="/x"`.'


def browser(member: Member | None = None) -> Client:
    client = Client(headers={"accept-language": "fr"})
    if member:
        client.force_login(member)
    return client


@pytest.fixture
def article(db: None) -> Article:
    editor = testing.a_member("Éline", language="en")
    community = testing.a_community(owner=editor, name="The <garden> & co", description="What\ngrows.")
    return testing.an_article(community=community, by=editor, title="Sowing <peas> & beans", body=BODY)


def dressed(article: Article) -> Article:
    """In a drawer, in a series, under a word, with a cover and a sound."""
    community = article.community
    article.category = Category.objects.create(community=community, name="Soil & seeds", address="soil")
    article.series = Series.objects.create(community=community, title="Peas for dummies", address="peas")
    article.number = 1
    article.cover = _stored(Picture(article=article, by=article.opened_by, width=900, height=600))
    article.save()
    article.tags.add(Tag.objects.create(community=community, name="Été", folded="ete"))
    sound = Medium(article=article, by=article.opened_by, digest="d" * 32, ending="mp3", bytes=1234)
    sound.state = Medium.State.READY
    sound.save()
    unheard = Medium.objects.create(article=article, by=article.opened_by, digest="e" * 32, ending="mp3")
    assert unheard.file_address  # lies in the drawer, and in no text that is read
    Publication.objects.update(
        html=f'{article.shown.html}<audio controls src="{sound.file_address}"></audio>'
    )
    return article


def _stored(picture: Picture) -> Picture:
    picture.digest, picture.state, picture.alternative = "c" * 32, Picture.State.READY, "Pods"
    picture.save()
    default_storage.save(picture.path_of(1600), ContentFile(b"webp" * 10))
    return picture


def feed_of(path: str, form: str, who: Member | None = None) -> Any:
    answer = browser(who).get(f"{path}feed.{form}")
    assert answer.status_code == 200, answer.status_code
    return CHECKS[form](answer.content)


@pytest.mark.parametrize("form", FORMS)
def test_every_feed_is_by_the_letter(article: Article, form: str) -> None:
    dressed(article)
    home = article.community.get_absolute_url()
    browser(article.opened_by).post(
        f"/discuss/article/{article.pk}/", {"text": "Mine [froze](/c/x/)\x08 & died."}
    )
    signed = Author.objects.get(article=article).pk
    rooms = ["articles/", "articles/in/soil/", "articles/tag/ete/", "series/peas/", f"articles/by/{signed}/"]
    for room in (*rooms, "comments/", f"articles/{article.address}/"):
        feed_of(f"{home}{room}", form)
        answer = browser().get(f"{home}{room}feed.{form}")
        places = set(answer[PLACES].split())
        assert answer["Content-Language"] == "en" and f"community:{article.community_id}" in places
        assert len(places) == 2 and places & {f"article:{article.pk}", f"topic:{Topic.objects.get().pk}"}
        if form != "json":
            parsed = feedparser.parse(
                answer.content, response_headers={"content-type": answer["Content-Type"]}
            )
            assert not parsed.bozo and len(parsed.entries) == 1
            assert parsed.feed.language == "en" and parsed.entries[0].author == "Éline"


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_an_independent_reader_finds_all_there_is(article: Article, form: str) -> None:
    dressed(article)
    path = f"{article.community.get_absolute_url()}articles/feed.{form}"
    parsed = feedparser.parse(browser().get(path).content)
    [entry], page = parsed.entries, f"http://testserver{article.get_absolute_url()}"
    assert (parsed.feed.title, entry.title) == ("The <garden> & co", "Sowing <peas> & beans")
    assert (entry.id, entry.link, entry.comments if form == "rss" else page) == (
        article.pk.urn,
        page,
        entry.get("comments", page),
    )
    assert {tag.term for tag in entry.tags} == {"Soil & seeds", "Été"}
    [text] = [one.value for one in entry.content]
    assert f'href="{page}#fn' in text and 'href="http://testserver/c/there/"' in text
    assert '<code>href="/x"</code>' in text and "https://example.org/?a=1&amp;b=2" in text
    assert [one.type for one in entry.enclosures][:1] == ["audio/mpeg"] and entry.enclosures[
        0
    ].length == "1234"
    assert "e" * 32 not in text and entry.summary == "Early is late enough."


def test_a_correction_keeps_the_identifier_and_moves_the_date(article: Article) -> None:
    path, later = f"{article.community.get_absolute_url()}articles/", timezone.now() + timedelta(days=1)
    before = feed_of(path, "json")["items"][0]
    Publication.objects.update(changed_at=later, title="Sowing beans")
    after = feed_of(path, "json")["items"][0]
    assert (before["id"], before["date_published"]) == (after["id"], after["date_published"])
    assert after["date_modified"] > before["date_modified"] and after["title"] == "Sowing beans"


@pytest.mark.parametrize(
    "hides",
    [{"audience": "members"}, {"hidden_at": timezone.now()}, {"state": "withdrawn"}, {"state": "draft"}],
)
def test_what_is_not_for_everybody_is_in_no_feed(article: Article, hides: dict[str, Any]) -> None:
    dressed(article)
    home, signed = article.community.get_absolute_url(), Author.objects.get(article=article).pk
    browser(article.opened_by).post(f"/discuss/article/{article.pk}/", {"text": "Mine froze."})
    Article.objects.update(**hides)
    for who in (None, article.opened_by, testing.a_member("Neighbour")):
        assert feed_of(f"{home}articles/", "json", who)["items"] == []
        assert feed_of(f"{home}comments/", "json", who)["items"] == []
        for room in ("in/soil", "tag/ete", f"by/{signed}", article.address):
            assert browser(who).get(f"{home}articles/{room}/feed.atom").status_code == 404
        assert browser(who).get(f"{home}series/peas/feed.atom").status_code == 404


@pytest.mark.parametrize("visibility", ["members", "private"])
def test_other_communities_have_no_public_feed(article: Article, visibility: str) -> None:
    Community.objects.update(visibility=visibility)
    home = article.community.get_absolute_url()
    for who in (None, article.opened_by):
        for path in ("articles/feed.atom", "comments/feed.rss", f"articles/{article.address}/feed.json"):
            assert browser(who).get(f"{home}{path}").status_code == 404
    assert browser().get(f"{home}articles/feed.xml").status_code == 404


def test_authors_are_named_as_they_wish_and_another_name_is_somebody_else(article: Article) -> None:
    by, home = article.opened_by, article.community.get_absolute_url()
    others = [testing.an_article(community=article.community, by=by, title=name) for name in ("Fox", "None")]
    for one, name in zip(others, ("The Fox", ""), strict=True):
        naming = Choice.Naming.ANOTHER if name else Choice.Naming.ANONYMOUS
        Choice.objects.create(author=by, work=f"article:{one.pk}", naming=naming, name=name)
    items = {item["title"]: item.get("authors") for item in feed_of(f"{home}articles/", "json")["items"]}
    assert items["Fox"] == [{"name": "The Fox"}] and items["None"] is None
    signed = {author.article_id: author.pk for author in Author.objects.all()}
    theirs = feed_of(f"{home}articles/by/{signed[others[0].pk]}/", "json")
    assert [item["title"] for item in theirs["items"]] == ["Fox"] and "Éline" not in json.dumps(theirs)
    assert browser().get(f"{home}articles/by/{signed[others[1].pk]}/feed.atom").status_code == 404


def test_a_feed_is_bounded(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    from potager.editorial.feeds import filling

    testing.an_article(community=article.community, by=article.opened_by, title="Later", body="Long. " * 100)
    monkeypatch.setattr(filling, "MOST_CHARACTERS", 700)
    room = f"{article.community.get_absolute_url()}articles/"
    later, earlier = feed_of(room, "json")["items"]
    assert later["content_html"].count("Long.") == 100
    assert earlier["content_html"] == "<p>Early is late enough.</p>"
    monkeypatch.setattr(filling, "MOST", 1)
    assert [item["title"] for item in feed_of(room, "json")["items"]] == ["Later"]


def test_an_empty_paper_has_a_feed(db: None) -> None:
    community = testing.a_community()
    for form in FORMS:
        feed_of(f"{community.get_absolute_url()}articles/", form)
