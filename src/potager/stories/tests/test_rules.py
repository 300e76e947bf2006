"""Each rule has its own refusal, in words, in order; nothing is stored and nothing told."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.stories import actions, rules
from potager.stories.models import Contribution
from potager.stories.tests.conftest import in_hours, past

pytestmark = pytest.mark.usefixtures("english")


def refused(garden, kind: type[Refusal], text: str = "A bean stirred.", **more) -> Refusal:
    before = Contribution.objects.count()
    with pytest.raises(kind) as caught:
        garden.written(text, **more)
    assert Contribution.objects.count() == before
    assert Activity.objects.filter(kind="contribution.added").count() == before
    assert str(caught.value.message)
    return caught.value


def test_not_open_yet(plant) -> None:
    garden = plant(opens_at=in_hours(2), closes_at=in_hours(4))
    assert "opens on" in refused(garden, rules.StoryNotOpenYet).message


def test_paused(garden) -> None:
    actions.pause_story(by=garden.host, story=garden.story)
    refused(garden, rules.StoryPaused)
    actions.resume_story(by=garden.host, story=garden.story)
    garden.written()


def test_closed_by_the_host(garden) -> None:
    actions.close_story(by=garden.host, story=garden.story)
    refused(garden, rules.StoryClosed)


def test_closed_by_the_minute_even_if_no_worker_has_run(garden) -> None:
    past(garden.story, hours=24.01)
    assert garden.now().closed_at is None
    refused(garden, rules.StoryClosed)


@pytest.mark.parametrize(
    "text", ["", "   \n\t ", "\u200b\u200b\ufeff", "\x00\x00", "\u0301\u0301", "\u2066\u2069 \u00a0"]
)
def test_nothing_that_can_be_seen(garden, text: str) -> None:
    refused(garden, rules.NothingWritten, text)


def test_too_many_sentences(garden) -> None:
    refusal = refused(garden, rules.TooManySentences, "One. Two. Three. Four. Five. Six.")
    assert "6 sentences are counted; this story takes 5 at most" in str(refusal.message)
    garden.written("One. Two. Three. Four. Five.")


def test_too_many_characters(garden) -> None:
    refusal = refused(garden, rules.TooManyCharacters, "a" * 1201)
    assert "1201" in str(refusal.message) or "1,201" in str(refusal.message)
    assert refused(garden, rules.TooManyCharacters, "a" * 3_000_000).status == 413


def test_twice_in_a_row(garden) -> None:
    garden.written()
    refused(garden, rules.TwiceInARow)
    garden.written(by=garden.stranger)
    garden.written()


def test_twice_in_a_row_forgets_what_was_declined(garden) -> None:
    mine = garden.written()
    actions.decline_contribution(by=garden.host, contribution=mine, reason="Another tone, please.")
    garden.written()


def test_the_pause_between_two_turns(plant) -> None:
    garden = plant(pause_minutes=10, twice_in_a_row=True)
    garden.written()
    refusal = refused(garden, rules.PauseNotOver)
    assert refusal.until > timezone.now() + timedelta(minutes=9)
    assert "10 minutes" in str(refusal.message)
    garden.written(by=garden.stranger)
    past(garden.story, minutes=11)
    garden.written()


def test_the_story_has_moved_on_and_a_second_press_goes(garden) -> None:
    garden.written("First.", by=garden.host)
    garden.written("Second.", by=garden.stranger)
    refusal = refused(garden, rules.StoryMovedOn, "Mine.", seen=0)
    assert [part.text for part in refusal.arrived] == ["First.", "Second."]
    assert refusal.number == 2
    garden.written("Mine.", seen=0, anyway=True)


def test_what_i_wrote_or_what_was_declined_moves_nothing(plant) -> None:
    garden = plant(twice_in_a_row=True)
    garden.written("Mine.")
    declined = garden.written("Gone.", by=garden.stranger)
    actions.decline_contribution(by=garden.host, contribution=declined, reason="No.")
    garden.written("Mine again.", seen=0)


def test_moved_on_in_the_page_shows_what_arrived_and_the_next_press_sends(garden) -> None:
    garden.written("The door opened.", by=garden.host)
    browser, sent = garden.browser(garden.member), {"text": "Mine.", "key": uuid7(), "seen": 0}
    answer = browser.post(garden.path("contributions/new/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "moved on by 1" in page and "The door opened." in page and "Mine.</textarea>" in page
    assert 'name="seen" value="1"' in page and 'name="anyway" value="1"' in page
    garden.written("The cat too.", by=garden.stranger)
    assert (
        browser.post(garden.path("contributions/new/"), {**sent, "seen": 1, "anyway": 1}).status_code == 302
    )


def test_the_order_of_the_rules(plant) -> None:
    garden = plant(writers="members")
    actions.pause_story(by=garden.host, story=garden.story)
    refused(garden, rules.StoryPaused, "", by=garden.stranger)
    actions.resume_story(by=garden.host, story=garden.story)
    refused(garden, rules.NotAmongTheWriters, "", by=garden.stranger)


def test_refusals_speak_french(garden) -> None:
    with translation.override("fr"), pytest.raises(rules.TooManySentences) as caught:
        garden.written("Un. Deux. Trois. Quatre. Cinq. Six.")
    assert "phrases" in str(caught.value.message)
    for kind in (
        rules.StoryPaused,
        rules.StoryClosed,
        rules.NothingWritten,
        rules.TwiceInARow,
        rules.NotInThisState,
    ):
        with translation.override("en"):
            english = str(kind.message)
        with translation.override("fr"):
            assert str(kind.message) != english
