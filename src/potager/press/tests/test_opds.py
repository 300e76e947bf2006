"""Catalogues for reading apps: valid, whole, and of what everybody may read only."""

import json
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.communities.actions import Terms, change_community
from potager.lib.ids import uuid7
from potager.lib.keep import PLACES
from potager.press import actions, opds, queries
from potager.press.models import Edition
from potager.press.tests.atom import validate
from potager.press.views import catalogues
from potager.stories.actions import add_contribution, close_story

pytestmark = pytest.mark.django_db
A, DC = f"{{{opds.ATOM}}}", f"{{{opds.DC}}}"
HOSTILE = 'Les <b>limaces</b> & "]]>" \x0b\ud800 </entry>'


def a_book(
    *, title: str = "Les limaces", visibility: str = "public", names: tuple[str, ...] = ("Ada", "")
) -> Edition:
    owner = testing.a_member("Olive")
    community = testing.a_community(owner=owner, visibility=visibility, name="Le <jardin> & Cie")
    story = testing.a_story(community=community, host=owner, language="fr", twice_in_a_row=True)
    for name in names:
        by = testing.a_member(name or "Personne") if visibility == "public" else owner
        add_contribution(by=by, story=story, text="Il pleut.", key=uuid7(), signature=name, anyway=True)
    story = close_story(by=owner, story=story)
    given = {"story": story, "title": title, "address": "http://testserver/", "key": uuid7()}
    edition = actions.release_book(by=owner, **given)
    # The files themselves are not what is tested here.
    Edition.objects.filter(pk=edition.pk).update(state="ready", epub_bytes=1234, pdf_bytes=5678)
    edition.refresh_from_db()
    return edition


def read(path: str, **query: str) -> ET.Element:
    answer = Client().get(path, query)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml;profile=opds-catalog;kind=")
    validate(answer.content)
    return ET.fromstring(answer.content)


def hrefs(element: ET.Element, rel: str) -> list[str]:
    return [link.attrib["href"] for link in element.findall(f"{A}link") if link.attrib["rel"] == rel]


def test_the_start_leads_to_all_books_and_to_each_community():
    edition = a_book()
    feed = read("/opds/")
    titles = [entry.findtext(f"{A}title") for entry in feed.findall(f"{A}entry")]
    assert titles == ["Tous les livres", "Le <jardin> & Cie"]
    ways = [hrefs(entry, rel)[0] for entry, rel in zip(
        feed.findall(f"{A}entry"), ("http://opds-spec.org/sort/new", "subsection"), strict=True)]  # fmt: skip
    assert ways == ["http://testserver/opds/books/", f"http://testserver/c/{edition.community.address}/opds/"]
    for way in ways:
        assert len(read(way.removeprefix("http://testserver")).findall(f"{A}entry")) == 1


def test_a_book_is_told_whole():
    edition = a_book()
    [entry] = read("/opds/books/").findall(f"{A}entry")
    assert entry.findtext(f"{A}title") == "Les limaces"
    assert [one.findtext(f"{A}name") for one in entry.findall(f"{A}author")] == [
        "Ada"
    ]  # the other is not named
    assert entry.findtext(f"{DC}language") == "fr"
    assert entry.findtext(f"{DC}publisher") == "Le <jardin> & Cie"
    assert entry.findtext(f"{DC}identifier") == f"urn:uuid:{edition.pk}"
    assert entry.findtext(f"{A}rights", "").startswith("CC BY-SA 4.0 https://")
    assert datetime.fromisoformat(entry.findtext(f"{A}updated", "")) == edition.released_at.replace(
        microsecond=0
    )
    files = {
        link.attrib["type"]: (link.attrib["href"].rpartition(".")[2], link.attrib["length"])
        for link in entry.findall(f"{A}link") if link.attrib["rel"] == opds.TAKE
    }  # fmt: skip
    assert files == {"application/epub+zip": ("epub", "1234"), "application/pdf": ("pdf", "5678")}
    assert hrefs(entry, opds.IMAGE) == [f"http://testserver/books/{edition.pk}/cover.png"]
    assert hrefs(entry, "alternate") == [f"http://testserver/books/{edition.pk}/"]


def test_a_new_edition_keeps_the_identifier():
    edition = a_book()
    before = read("/opds/books/").find(f"{A}entry")
    actions.withdraw_book(by=edition.by, edition=edition)
    again = {"story": edition.story, "title": "Encore", "address": "", "key": uuid7()}
    second = actions.release_book(by=edition.by, **again)
    assert not read("/opds/books/").findall(f"{A}entry")  # the press is at work
    Edition.objects.filter(pk=second.pk).update(state="ready")
    [after] = read("/opds/books/").findall(f"{A}entry")
    assert before is not None
    assert after.findtext(f"{A}id") == before.findtext(f"{A}id")
    assert after.findtext(f"{A}updated", "") >= before.findtext(f"{A}updated", "")
    assert after.findtext(f"{DC}identifier") == f"urn:uuid:{second.pk}"


def test_the_second_format_tells_the_same():
    edition = a_book()
    answer = Client().get("/opds/books.json")
    assert answer["Content-Type"] == "application/opds+json"
    told = json.loads(answer.content)
    assert told["metadata"]["numberOfItems"] == 1
    [book] = told["publications"]
    assert book["metadata"]["title"] == "Les limaces"
    assert book["metadata"]["author"] == [{"name": "Ada"}]
    assert {link["type"] for link in book["links"]} == {
        "application/epub+zip",
        "application/pdf",
        "text/html",
    }
    assert book["images"][0]["href"].endswith(f"/books/{edition.pk}/cover.png")


def test_hostile_strings_stay_strings():
    a_book(title=HOSTILE.replace("\ud800", ""), names=("<script>alert(1)</script>", "Bob & Ann"))
    [entry] = read("/opds/books/").findall(f"{A}entry")
    assert entry.findtext(f"{A}title") == 'Les <b>limaces</b> & "]]>" </entry>'
    names = [one.findtext(f"{A}name") for one in entry.findall(f"{A}author")]
    assert names == ["<script>alert(1)</script>", "Bob & Ann"]


def test_long_catalogues_come_in_pages(monkeypatch):
    for _ in range(3):
        a_book()
    monkeypatch.setattr(catalogues, "PER_PAGE", 2)
    first, second = read("/opds/books/"), read("/opds/books/", page="2")
    assert [len(feed.findall(f"{A}entry")) for feed in (first, second)] == [2, 1]
    assert hrefs(first, "next") == ["http://testserver/opds/books/?page=2"]
    assert hrefs(second, "previous") == ["http://testserver/opds/books/?page=1"]
    assert hrefs(second, "self") == ["http://testserver/opds/books/?page=2"]
    for odd in ("0", "-1", "99", "x", "1' or 1=1"):
        read("/opds/books/", page=odd)


def test_questions_do_not_grow_with_books(django_assert_max_num_queries):
    for _ in range(4):
        a_book()
    with django_assert_max_num_queries(8):
        read("/opds/books/")


@pytest.mark.parametrize("visibility", ["private", "members"])
def test_what_is_not_for_everybody_is_never_there(visibility):
    edition = a_book(visibility=visibility)
    owner = Client()
    owner.force_login(edition.by)
    for client in (Client(), owner):
        for path in ("/opds/", "/opds/books/", "/opds/books.json"):
            told = client.get(path).content.decode()
            assert "limaces" not in told
            assert "jardin" not in told
        assert client.get(f"/c/{edition.community.address}/opds/").status_code == 404
    assert not queries.homes_on_shelf()


def test_kept_until_something_changes():
    edition = a_book()
    home = f"community:{edition.community.pk}"
    for path in ("/opds/", "/opds/books/", "/opds/books.json", f"/c/{edition.community.address}/opds/"):
        places = Client().get(path)[PLACES].split()
        assert {queries.SHELF, home} <= set(places)
        assert PLACES not in Client().get(path, {"page": "1"})
    now = {name: getattr(edition.community, name) for name in Terms.__dataclass_fields__}
    opened = edition.community.memberships.get(role="owner").member
    change_community(by=opened, community=edition.community, terms=Terms(**{**now, "visibility": "private"}))
    assert not read("/opds/books/").findall(f"{A}entry")


def test_an_empty_house_has_a_valid_catalogue():
    for path in ("/opds/", "/opds/books/"):
        read(path)
    assert Client().get(reverse("press:opds_community", args=["nothing"])).status_code == 404
    assert Client().post("/opds/").status_code == 405
