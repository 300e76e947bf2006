"""The page of a book: its people as they wish, its numbers, its editions, and the same hands elsewhere."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.communities.actions import Terms, change_community
from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.lib.keep import PLACES
from potager.members.models import Member
from potager.press import actions, queries, shelf
from potager.press.models import Edition
from potager.press.snapshot import book_of
from potager.stories.actions import add_contribution, close_story

pytestmark = pytest.mark.django_db
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def a_book(community: Community, host: Member, hands: list[tuple[Member, str]], *, title: str) -> Edition:
    """A finished book in which each hand signed with a name."""
    story = testing.a_story(community=community, host=host, language="fr", twice_in_a_row=True)
    for by, name in hands:
        add_contribution(by=by, story=story, text=f"Et {title}.", key=uuid7(), signature=name, anyway=True)
    given = {"title": title, "address": "http://testserver/", "key": uuid7()}
    edition = actions.release_book(by=host, story=close_story(by=host, story=story), **given)
    Edition.objects.filter(pk=edition.pk).update(state="ready", epub_bytes=1234, pdf_bytes=5678)
    edition.refresh_from_db()
    return edition


@pytest.fixture
def host() -> Member:
    return testing.a_member("Hedwige", language="en")


@pytest.fixture
def garden(host: Member) -> Community:
    return testing.a_community(owner=host, name="The garden")


@pytest.fixture
def people() -> dict[str, Member]:
    return {name: testing.a_member(name) for name in ("Ada", "Bob", "Cléo", "Dina")}


def page_of(edition: Edition, client: Client | None = None) -> str:
    answer = (client or Client(headers={"accept-language": "en"})).get(edition.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_who_how_many_and_under_which_licence(garden, host, people):
    hands = [
        (people["Ada"], "Ada"),
        (people["Bob"], "<b>Bob</b>"),
        (people["Cléo"], ""),
        (people["Dina"], ""),
    ]
    edition = a_book(garden, host, hands, title="Les limaces")
    page = page_of(edition)
    assert "&lt;b&gt;Bob&lt;/b&gt;" in page
    assert "<b>Bob" not in page
    assert "2 anonymous authors" in page
    assert "Cléo" not in page
    assert "Dina" not in page
    assert 'itemtype="https://schema.org/Book"' in page
    assert f'property="og:url" content="http://testserver/books/{edition.pk}/"' in page
    assert "creativecommons.org/licenses/by-sa/4.0" in page
    assert "Et Les limaces." in page
    for what in ("read/", "cite.bib", "cite.json", "downloads/"):
        assert f"/books/{edition.pk}/{what}" in page
    assert not {str(one.pk) for one in people.values()} & set(UUIDS.findall(page))


def test_one_reads_here(garden, host, people):
    edition = a_book(garden, host, [(people["Ada"], "Ada")], title="Les limaces")
    page = Client().get(reverse("press:read", args=[edition.pk])).content.decode()
    assert 'lang="fr-FR" dir="ltr"' in page or 'lang="fr" dir="ltr"' in page
    assert 'id="c1"' in page
    assert edition.get_absolute_url() in page


def test_the_same_hands_are_those_who_signed_so_in_both(garden, host, people):
    elsewhere = testing.a_community(owner=host, name="Next door")
    ada, bob, cleo, dina = people.values()
    here = a_book(garden, host, [(ada, "Ada"), (bob, "Bob"), (cleo, ""), (dina, "Dina")], title="Ici")
    by_ada = a_book(elsewhere, host, [(ada, "Ada")], title="Par Ada")
    a_book(elsewhere, host, [(bob, "")], title="Sans nom")
    a_book(elsewhere, host, [(cleo, "Cléo")], title="Par Cléo")
    a_book(elsewhere, host, [(dina, "La Chouette")], title="Par la chouette")
    beside = a_book(garden, host, [(bob, "")], title="À côté")
    found = queries.by_the_same_hands(here, None)
    assert [(one.edition, one.names) for one in found] == [(by_ada, ("Ada",)), (beside, ())]
    page = page_of(here)
    for hidden in ("Sans nom", "Par Cléo", "Par la chouette"):
        assert hidden not in page


def test_what_turns_private_is_no_neighbour_any_more(garden, host, people):
    elsewhere = testing.a_community(owner=host, name="Next door")
    here = a_book(garden, host, [(people["Ada"], "Ada")], title="Ici")
    there = a_book(elsewhere, host, [(people["Ada"], "Ada")], title="Par Ada")
    kept = Client().get(here.get_absolute_url())
    assert {f"community:{elsewhere.pk}", f"edition:{there.pk}", f"community:{garden.pk}"} <= set(
        kept[PLACES].split()
    )
    now = {name: getattr(elsewhere, name) for name in Terms.__dataclass_fields__}
    change_community(by=host, community=elsewhere, terms=Terms(**{**now, "visibility": "private"}))
    assert "Par Ada" not in page_of(here)
    signed_in = Client()
    signed_in.force_login(host)
    assert "Par Ada" in page_of(here, signed_in)
    assert PLACES not in signed_in.get(here.get_absolute_url())


def test_older_editions_lead_to_the_newest(garden, host, people):
    first = a_book(garden, host, [(people["Ada"], "Ada")], title="Ici")
    book = dict(first.book)
    second = Edition.objects.create(
        story=first.story, by=host, number=2, title="Ici", language="fr", book=book, state="ready"
    )
    assert "There is a newer edition of this book." in page_of(first)
    assert "There is a newer edition of this book." not in page_of(second)
    assert f'<a href="{first.get_absolute_url()}">Edition 1' in page_of(second)


def test_files_to_cite_it(garden, host, people):
    edition = a_book(garden, host, [(people["Ada"], "Ada")], title="Les limaces")
    bib = Client().get(reverse("press:cite", args=[edition.pk, "bib"]))
    assert bib["Content-Disposition"] == 'attachment; filename="les-limaces.bib"'
    assert "author = {{Ada}}" in bib.content.decode()
    assert f"http://testserver/books/{edition.pk}/" in bib.content.decode()
    assert Client().get(reverse("press:cite", args=[edition.pk, "json"])).json()[0]["title"] == "Les limaces"
    assert Client().get(f"/books/{edition.pk}/cite.ris").status_code == 404


def test_a_shelf_of_covers(garden, host, people):
    empty = Client(headers={"accept-language": "en"}).get(f"/c/{garden.address}/books/").content.decode()
    assert "No book yet" in empty
    edition = a_book(garden, host, [(people["Ada"], "Ada")], title="Les limaces")
    answer = Client(headers={"accept-language": "en"}).get(f"/c/{garden.address}/books/")
    assert f"/books/{edition.pk}/cover.png" in answer.content.decode()
    assert answer[PLACES] == f"community:{garden.pk}"
    assert 'rel="alternate" type="application/atom+xml;profile=opds-catalog' in answer.content.decode()


def test_extracts_are_a_page_and_never_empty(french_book):
    long = shelf.extract_of(french_book)
    assert 1 < len(long) < 12
    assert sum(map(len, long[:-1])) < shelf.EXTRACT
    from dataclasses import replace

    wall = replace(french_book, opening="mot " * 5000)
    assert len(shelf.extract_of(wall)[0]) < 2 * shelf.EXTRACT + 10
    assert shelf.extract_of(replace(french_book, opening=""))


def test_a_long_book_is_quick_to_show(garden, host, people, django_assert_max_num_queries):
    edition = a_book(garden, host, [(people["Ada"], "Ada")], title="Long")
    part = edition.book["contributions"][0]
    edition.book["contributions"] = [{**part, "number": n, "id": str(UUID(int=n))} for n in range(1, 2001)]
    edition.save()
    assert book_of(edition).facts.contributions == 2000
    with django_assert_max_num_queries(14):
        page_of(edition)
