"""Counts are right, and what an author hides is hidden on every way out."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from potager.authorship import works
from potager.authorship.actions import choose_byline
from potager.authorship.queries import Byline
from potager.journal.kinds import all_kinds, kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.live.recent import Recent, Told
from potager.press.actions import press_book, release_book
from potager.press.snapshot import book_of
from potager.stories import blocks, queries, rendering
from potager.stories.actions import add_contribution, close_story
from potager.stories.models import Story
from potager.testing import a_member, a_story

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[5] / "shared/data/e-criture/story.json"
NAME, PEN = "Radegonde Poitevine", "Raddie of the Beans"


def byline(story: Any, member: Any, naming: str, **wanted: str) -> None:
    work = works.find(f"story:{story.pk}", member)
    assert work
    choose_byline(by=member, work=work, naming=naming, wanted=Byline(wanted.pop("name", ""), **wanted))


@pytest.fixture
def story() -> Any:
    """Three authors: one writes under two names, two share one."""
    blocks.forget_all()
    made = a_story(twice_in_a_row=True, host=a_member("Hedwige", language="en"))
    made.people = [a_member(NAME, language="en"), a_member("Anthony"), a_member("Anthony")]
    for member, signature in zip(
        [*made.people, made.people[0]], [NAME, "Anthony", "Anthony", PEN], strict=True
    ):
        add_contribution(by=member, story=made, text="The beans woke.", key=uuid7(), signature=signature)
    made.refresh_from_db()
    return made


def test_people_are_counted_not_names(story: Any) -> None:
    assert rendering.numbers_of(story) == {
        "contributions": 4, "authors": 3, "sentences": 4, "anonymous": 0,
    }  # fmt: skip
    byline(story, story.people[0], "anonymous")
    assert rendering.numbers_of(story)["anonymous"] == 1
    page = Client(headers={"accept-language": "en"}).get(f"/stories/{story.pk}/").content.decode()
    assert "of whom 1 anonymous" in page
    assert "6 hands, 30 fingers" in page


def test_who_signs_only_sometimes_is_named(story: Any) -> None:
    shy = a_member("Shy")
    for signature in ("", "Shy Violet"):
        add_contribution(by=shy, story=story, text="A word.", key=uuid7(), signature=signature)
    assert rendering.numbers_of(story)["anonymous"] == 0
    story.refresh_from_db()
    assert "Shy Violet" in queries.names_in(queries.book_contributions(story)).values()


def ways_out(story: Any, edition: Any) -> list[str]:
    book = f"/books/{edition.pk}/"
    return [
        f"/stories/{story.pk}/", f"/stories/{story.pk}/call/", f"/stories/{story.pk}/book/", book, f"{book}read/",
        f"{book}cite.bib", f"{book}cite.json", f"/c/{story.community.address}/",
        f"/c/{story.community.address}/stories/", f"/c/{story.community.address}/books/", "/opds/", "/",
        f"/stories/{story.pk}/river/", f"/stories/{story.pk}/replay/", f"/stories/{story.pk}/screen/",
        f"/stories/{story.pk}/history/", f"/stories/{story.pk}/host/", f"/stories/{story.pk}/edit/",
    ]  # fmt: skip


def test_what_anonymous_hides_is_hidden_everywhere(story: Any) -> None:
    browser, host = Client(headers={"accept-language": "en"}), Client(headers={"accept-language": "en"})
    host.force_login(story.host)
    assert NAME in browser.get(f"/stories/{story.pk}/").content.decode(), "the test sees it where it is"
    byline(story, story.people[0], "anonymous")
    add_contribution(by=story.people[0], story=story, text="More.", key=uuid7(), signature=NAME)
    close_story(by=story.host, story=story)
    edition = release_book(
        by=story.host, story=story, title="Beans", address="https://example.org/s/", key=uuid7()
    )
    press_book(edition=edition)
    edition.refresh_from_db()
    for way in ways_out(story, edition):
        body = browser.get(way, follow=True).content.decode()
        assert NAME not in body, way
        assert PEN not in body, way
    for way in ways_out(story, edition):
        answer = host.get(way, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert NAME.encode() not in body, way
    assert NAME not in json.dumps(edition.book)
    epub = browser.get(f"/books/{edition.pk}/beans.epub")
    with zipfile.ZipFile(BytesIO(b"".join(epub.streaming_content))) as archive:
        for file in archive.namelist():
            assert NAME.encode() not in archive.read(file), file
            assert PEN.encode() not in archive.read(file), file
    for activity in Activity.objects.filter(place=f"story:{story.pk}"):
        assert NAME not in (kind_of(activity.kind).fragment(activity, "en") or ""), activity.kind
    assert NAME not in str(list(Activity.objects.values_list("facts", flat=True)))


def test_the_page_changes_live_and_so_does_what_is_told_again(story: Any) -> None:
    recent = Recent()
    for activity in Activity.objects.order_by("position"):
        told = Told(activity)
        told.in_language("en")
        recent.add(told)
    byline(story, story.people[0], "anonymous")
    chosen = Activity.objects.get(kind="byline.chosen")
    fragment = kind_of(chosen.kind).fragment(chosen, "en") or ""
    theirs = story.contributions.filter(author=story.people[0])
    assert all(f'id="contribution-{part.pk}"' in fragment for part in theirs)
    assert fragment.count("data-live-into") == 2, "theirs and nobody else's"
    assert "of whom 1 anonymous" in fragment
    recent.add(Told(chosen))
    again = recent.after(0, [f"story:{story.pk}"])
    for told in again:
        told.in_language("en")
    assert not [told for told in again if NAME.encode() in (told.events["en"] or b"")]
    assert [kind.name for kind in all_kinds() if kind.retells] == [
        "book.hidden",
        "byline.chosen",
        "section.hidden",
        "section.unhidden",
    ]


def test_another_name_wins_in_the_book_and_on_the_page(story: Any) -> None:
    byline(
        story,
        story.people[0],
        "another",
        name="Lady Beans",
        link="https://example.org/",
        presentation="Keeps bees.",
    )
    close_story(by=story.host, story=story)
    edition = release_book(
        by=story.host, story=story, title="Beans", address="https://example.org/s/", key=uuid7()
    )
    book = book_of(edition)
    assert [author.name for author in book.authors] == ["Lady Beans", "Anthony", "Anthony"]
    assert (book.authors[0].link, book.authors[0].presentation) == ("https://example.org/", "Keeps bees.")
    assert [part.signature for part in book.contributions] == [
        "Lady Beans",
        "Anthony",
        "Anthony",
        "Lady Beans",
    ]


def test_hosts_see_numbers_and_names_never_who_is_behind(story: Any) -> None:
    close_story(by=story.host, story=story)
    byline(story, story.people[0], "anonymous")
    host = Client(headers={"accept-language": "en"})
    host.force_login(story.host)
    for way in (f"/stories/{story.pk}/host/", f"/stories/{story.pk}/release/"):
        page = host.get(way).content.decode()
        assert "of whom 1 anonymous" in page, way
        assert "2 have not said yet how to be named" in page, way
    assert "Release anyway" in page
    assert NAME not in page


def test_a_host_learns_no_name_that_they_did_not_know(story: Any) -> None:
    secret = a_member("Real Name Of Hers", language="en")
    add_contribution(by=secret, story=story, text="Hush.", key=uuid7(), signature="Pseudonym")
    byline(story, secret, "anonymous")
    host = Client(headers={"accept-language": "en"})
    host.force_login(story.host)
    page = host.get(f"/stories/{story.pk}/host/").content.decode()
    assert "Real Name Of Hers" not in page


@pytest.mark.skipif(not REAL.exists(), reason="the story of 2013 lies beside the project, not in it")
def test_the_story_of_2013(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two authors of one first name, and one who came back: 26 people signed."""
    told = json.loads(REAL.read_text())
    story = a_story(twice_in_a_row=True, most_sentences=50, most_characters=20_000, language="fr")
    names = [one["author"] for one in told["contributions"]]
    people: dict[Any, Any] = {}
    for position, one in enumerate(told["contributions"]):
        # Anthony is two people, everybody else who comes back is one.
        key = (one["author"], position) if one["author"] == "Anthony" else one["author"]
        people.setdefault(key, a_member(one["author"][:60]))
        add_contribution(
            by=people[key], story=story, text=one["text"], key=uuid7(), signature=one["author"], anyway=True
        )
    story = Story.objects.get(pk=story.pk)
    assert len(set(names)) < len(names)
    assert rendering.numbers_of(story)["authors"] == len(people)
    bylines = queries.names_in(queries.book_contributions(story))
    assert len(bylines) == len(people)
    assert list(bylines.values()).count("Anthony") == names.count("Anthony") >= 2
    for quiet in list(people.values())[:3]:
        byline(story, quiet, "anonymous")
    numbers = rendering.numbers_of(story)
    assert (numbers["authors"], numbers["anonymous"]) == (len(people), 3)
    assert timezone.now()
