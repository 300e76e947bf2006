"""What a decision hides in a story, and shows again: the story itself, a contribution, a picture."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.journal.channels import may_listen
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.stories import actions, queries, rules
from potager.stories.models import Contribution, Illustration, Story
from potager.stories.tests.conftest import Garden
from potager.testing import a_picture

pytestmark = pytest.mark.usefixtures("english")


def kinds() -> list[str]:
    """What the journal told, without what came before a decision."""
    told = Activity.objects.filter(kind__regex="hidden|reworded").order_by("position")
    return list(told.values_list("kind", flat=True))


def test_a_story_is_hidden_and_shown_again(garden: Garden) -> None:
    garden.written()
    for who in (garden.member, garden.stranger):
        with pytest.raises(NotAllowed):
            actions.hide_story(by=who, story=garden.story)
    actions.hide_story(by=garden.host, story=garden.story)
    for who in (garden.member, garden.stranger, None):
        assert garden.browser(who).get(garden.path()).status_code == 404
        assert not may_listen(who.pk if who else None, f"story:{garden.story.pk}")
        assert not queries.visible_to(who).exists()
    page = garden.browser(garden.host).get(garden.path()).content.decode()
    assert "hidden by a decision" in page
    assert "Host this story" not in page
    with pytest.raises(rules.StoryHidden):
        garden.written("And another.")
    with pytest.raises(NotAllowed):
        actions.close_story(by=garden.host, story=garden.now())
    Story.objects.update(closes_at=timezone.now(), opens_at=timezone.now() - timedelta(days=1))
    assert not queries.due_to_close(timezone.now()).exists(), "it rests"
    with pytest.raises(rules.NotInThisState):
        actions.hide_story(by=garden.host, story=garden.story)
    actions.unhide_story(by=garden.host, story=garden.story)
    assert garden.browser(None).get(garden.path()).status_code == 200
    assert queries.due_to_close(timezone.now()).exists(), "what was due meanwhile is done now"
    assert kinds() == ["story.hidden", "story.unhidden"]


def test_a_contribution_is_hidden_said_in_other_words_and_shown_again(garden: Garden) -> None:
    written = garden.written("A rotten bean.")
    with pytest.raises(NotAllowed):
        actions.hide_contribution(by=garden.member, contribution=written)
    actions.hide_contribution(by=garden.host, contribution=written)
    assert "rotten" not in garden.browser(garden.member).get(garden.path()).content.decode()
    with pytest.raises(rules.HiddenByDecision):
        actions.restore_contribution(by=garden.host, contribution=written)
    for who, words in ((garden.host, NotAllowed), (garden.stranger, NotAllowed)):
        with pytest.raises(words):
            actions.reword_contribution(by=who, contribution=written, text="A bean.")
    with pytest.raises(rules.TooManySentences):
        actions.reword_contribution(by=garden.member, contribution=written, text="A bean. " * 9)
    actions.reword_contribution(by=garden.member, contribution=written, text="A ripe bean.")
    assert "ripe" not in garden.browser(garden.member).get(garden.path()).content.decode()
    actions.withdraw_contribution(by=garden.member, contribution=written)
    actions.return_contribution(by=garden.member, contribution=written)
    assert Contribution.objects.get().state == "declined", "taking it back and bringing it back shows nothing"
    actions.unhide_contribution(by=garden.host, contribution=written)
    assert "A ripe bean." in garden.browser(garden.member).get(garden.path()).content.decode()
    assert kinds() == ["contribution.hidden", "contribution.reworded", "contribution.unhidden"]


def test_a_book_that_is_out_goes_to_the_press_again(garden: Garden) -> None:
    written = garden.written()
    actions.close_story(by=garden.host, story=garden.story)
    actions.release_story(by=garden.host, story=garden.now())
    actions.hide_contribution(by=garden.host, contribution=written)
    hidden = garden.now().withdrawn_at
    actions.unhide_contribution(by=garden.host, contribution=written)
    shown = garden.now().withdrawn_at
    assert hidden is not None
    assert shown is not None
    assert shown > hidden


def test_a_picture_is_hidden_and_shown_again(garden: Garden) -> None:
    label = actions.Label(after=0, alternative="A bean", credit="Ada", licence="cc-by")
    brought = actions.add_illustration(
        by=garden.member, story=garden.story, data=a_picture(), label=label, key=uuid7()
    )
    with pytest.raises(NotAllowed):
        actions.hide_illustration(by=garden.stranger, illustration=brought)
    actions.hide_illustration(by=garden.host, illustration=brought)
    assert not Illustration.objects.get().is_shown
    with pytest.raises(rules.HiddenByDecision):
        actions.restore_illustration(by=garden.host, illustration=brought)
    actions.unhide_illustration(by=garden.host, illustration=brought)
    assert Illustration.objects.get().is_shown
    assert kinds() == ["illustration.hidden", "illustration.unhidden"]
