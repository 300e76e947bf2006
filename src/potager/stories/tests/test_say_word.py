"""A host's word in the margin: beside the story where it was said, live, withdrawable, never in the book."""

import pytest

from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories import actions
from potager.stories.models import Word
from potager.stories.queries import text_of
from potager.stories.tests.conftest import told

TEXT = "Mind the <b>seedlings</b>."


def say(garden, text: str = TEXT, **more):
    return garden.browser(garden.host).post(garden.path("word/"), {"text": text, "key": uuid7(), **more})


def page(garden, who=None) -> str:
    return garden.browser(who).get(garden.path()).content.decode()


def test_it_stands_where_it_was_said_for_all(garden) -> None:
    garden.written("One bean.")
    answer = say(garden)
    word = Word.objects.get()
    assert answer["Location"] == f"{garden.path()}#word-{word.pk}"
    garden.written("Two beans.", by=garden.stranger)
    text = page(garden)
    assert text.index("One bean.") < text.index("Mind the &lt;b&gt;seedlings") < text.index("Two beans.")
    act = told("word.said")
    assert (act.actor, act.place, act.facts) == (garden.host.pk, f"story:{garden.story.pk}", {"after": 1})
    fragment = kind_of("word.said").fragment(act, "en")
    assert (
        "&lt;b&gt;seedlings" in fragment and 'data-live-into="story-text"' in fragment and "1.5" in fragment
    )


def test_it_is_never_in_the_book(garden) -> None:
    garden.written("One bean.")
    say(garden)
    assert "seedlings" not in str(text_of(garden.now()))


def test_it_may_be_said_before_anyone_writes_and_after_the_end(garden) -> None:
    say(garden)
    assert Word.objects.get().after == 0
    actions.close_story(by=garden.host, story=garden.story)
    assert say(garden, "Thank you all.").status_code == 302
    actions.release_story(by=garden.host, story=garden.story)
    assert say(garden, "Too late.").status_code == 409


def test_it_is_taken_back(garden) -> None:
    say(garden)
    word, browser = Word.objects.get(), garden.browser(garden.host)
    browser.post(f"/words/{word.pk}/withdraw/")
    assert "seedlings" not in page(garden) and "seedlings" not in page(garden, garden.host)
    assert told("word.withdrawn").actor == garden.host.pk
    for kind in ("word.said", "word.withdrawn"):
        fragment = kind_of(kind).fragment(told(kind), "en")
        assert "seedlings" not in fragment and "hidden" in fragment
    assert browser.post(f"/words/{word.pk}/withdraw/").status_code == 409


def test_one_key_is_one_word(garden) -> None:
    key = uuid7()
    say(garden, key=key)
    say(garden, key=key)
    assert Word.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  \u200b ", "x" * 401])
def test_empty_and_long_words_come_back(garden, text) -> None:
    answer = say(garden, text)
    assert answer.status_code == 422
    assert not Word.objects.exists()


@pytest.mark.parametrize("who", [None, "member", "stranger"])
def test_others_are_refused(garden, who) -> None:
    word = actions.say_word(by=garden.host, story=garden.story, text=TEXT, key=uuid7())
    browser = garden.browser(who and getattr(garden, who))
    for path in (garden.path("word/"), f"/words/{word.pk}/withdraw/"):
        assert browser.post(path, {"text": "Mine."}).status_code == (403 if who else 302)
    assert Activity.objects.filter(kind__startswith="word.").count() == 1
    assert "Say it" not in page(garden, who and getattr(garden, who))


def test_words_of_a_private_story_do_not_exist_for_strangers(plant) -> None:
    garden = plant(community={"visibility": "private"})
    word = actions.say_word(by=garden.host, story=garden.story, text=TEXT, key=uuid7())
    assert garden.browser(garden.stranger).post(f"/words/{word.pk}/withdraw/").status_code == 404


def test_where_the_host_accepts_first_it_stands_after_what_can_be_read(plant) -> None:
    garden = plant(accepts_first=True)
    garden.written("It waits.")
    assert actions.say_word(by=garden.host, story=garden.story, text=TEXT, key=uuid7()).after == 0
