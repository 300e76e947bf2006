"""An author takes words back after the book is out: they leave every way out at once, and edition n+1 follows."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.press import clocks, tasks
from potager.press.actions import AlreadyReleased, press_book, release_book, renew_book
from potager.press.models import Edition
from potager.stories import blocks
from potager.stories.actions import (
    add_contribution,
    close_story,
    return_contribution,
    withdraw_contribution,
)
from potager.stories.rules import NotInThisState, StoryReleased
from potager.testing import a_member, a_story
from potager.translations import queries as translations
from potager.translations.models import Translation

pytestmark = pytest.mark.django_db
GONE, KEPT = "The radish sang alone.", "The beans kept watch."


@pytest.fixture
def village() -> Any:
    """A released story of two authors, with its first edition pressed."""
    blocks.forget_all()
    story = a_story()
    ada, bo = a_member("Ada"), a_member("Bo")
    kept = add_contribution(by=bo, story=story, text=KEPT, key=uuid7())
    gone = add_contribution(by=ada, story=story, text=GONE, key=uuid7(), signature="Radegonde")
    close_story(by=story.host, story=story)
    edition = release_book(
        by=story.host, story=story, title="Beans", address="https://example.org/s/", key=uuid7()
    )
    press_book(edition=edition)
    return type(
        "Village", (), {"story": story, "ada": ada, "bo": bo, "gone": gone, "kept": kept, "edition": edition}
    )


def ways(village: Any) -> list[str]:
    first = village.edition.pk
    return [
        f"/stories/{village.story.pk}/", f"/books/{first}/", f"/books/{first}/read/",
        f"/books/{first}/beans.epub", f"/books/{first}/beans.pdf", f"/books/{first}/cover.png",
        f"/stories/{village.story.pk}/book/", f"/c/{village.story.community.address}/",
    ]  # fmt: skip


def body_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def test_words_leave_at_once_and_a_new_edition_follows(village: Any) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert GONE in body_of(browser.get(f"/books/{village.edition.pk}/read/"))
    withdraw_contribution(by=village.ada, contribution=village.gone)
    for way in ways(village):
        answer = browser.get(way, follow=True)
        assert GONE not in body_of(answer), way
        assert "Radegonde" not in body_of(answer), way
    for way in ways(village)[3:6]:
        assert browser.get(way).status_code == 404, f"{way} is served no more"
    assert clocks.run_due(timezone.now()) == 1
    assert clocks.run_due(timezone.now()) == 0, "once"
    first, second = Edition.objects.order_by("number")
    assert second.number == 2
    tasks.press_edition.call(str(second.pk))
    second.refresh_from_db()
    assert second.is_ready
    page = browser.get(f"/books/{first.pk}/read/", follow=True)
    assert page.redirect_chain[-1][0] == f"/books/{second.pk}/"
    assert KEPT in body_of(browser.get(f"/books/{second.pk}/read/"))
    told = Activity.objects.get(kind="book.renewed")
    assert (told.actor, told.target, told.facts["number"]) == (None, f"edition:{second.pk}", 2)
    for way in ways(village):
        assert GONE not in body_of(browser.get(way, follow=True)), way


def test_after_the_release_nobody_brings_it_back(village: Any) -> None:
    withdraw_contribution(by=village.ada, contribution=village.gone)
    village.gone.refresh_from_db()
    assert (village.gone.state, village.gone.text) == ("withdrawn", "")
    with pytest.raises(StoryReleased):
        return_contribution(by=village.ada, contribution=village.gone)
    with pytest.raises(NotInThisState):
        withdraw_contribution(by=village.ada, contribution=village.gone)


def test_a_book_of_which_nothing_is_left_is_withdrawn(village: Any) -> None:
    withdraw_contribution(by=village.ada, contribution=village.gone)
    withdraw_contribution(by=village.bo, contribution=village.kept)
    assert clocks.run_due(timezone.now()) == 1
    village.edition.refresh_from_db()
    village.story.refresh_from_db()
    assert village.edition.state == "withdrawn"
    assert village.story.released_at is None
    assert Client().get(f"/books/{village.edition.pk}/").status_code == 404


def test_nothing_is_renewed_without_need(village: Any) -> None:
    assert clocks.run_due(timezone.now()) == 0
    withdraw_contribution(by=village.ada, contribution=village.gone)
    renew_book(edition=village.edition)
    with pytest.raises(AlreadyReleased):
        renew_book(edition=village.edition)


def test_authors_stand_in_the_new_edition_as_they_choose_now(village: Any) -> None:
    browser = Client()
    browser.force_login(village.bo)
    browser.post(f"/me/names/story/{village.story.pk}/", {"naming": "anonymous"})
    withdraw_contribution(by=village.ada, contribution=village.gone)
    clocks.run_due(timezone.now())
    second = Edition.objects.get(number=2)
    assert [author["name"] for author in second.book["authors"]] == [""]
    assert [part["signature"] for part in second.book["contributions"]] == [""]


def test_translators_do_not_read_it_either(village: Any) -> None:
    translation = Translation(original=village.edition, language="fr")
    assert translations.original_of(translation) == village.edition
    withdraw_contribution(by=village.ada, contribution=village.gone)
    translation = Translation(original=Edition.objects.get(), language="fr")
    assert translations.original_of(translation) is None, "until the next edition is there"
    clocks.run_due(timezone.now())
    renewed = translations.original_of(translation)
    assert renewed
    assert renewed.number == 2
