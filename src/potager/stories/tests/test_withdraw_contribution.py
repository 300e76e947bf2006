"""Authors take back what they wrote, and bring it back until the book is out."""

from typing import Any

import pytest
from django.test import Client

from potager.communities.models import Community
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.stories import blocks, queries
from potager.stories.actions import (
    add_contribution,
    agree_correction,
    close_story,
    decline_contribution,
    propose_correction,
    restore_contribution,
    return_contribution,
    set_aside_contribution,
    withdraw_contribution,
)
from potager.stories.rules import NotInThisState, Withdrawn
from potager.testing import a_member, a_story

pytestmark = pytest.mark.django_db
WORDS = "The radish sang alone."


@pytest.fixture
def garden() -> Any:
    """A story with one contribution by each of two authors."""
    blocks.forget_all()
    story = a_story(host=a_member("Hedwige", language="en"))
    story.ada, story.bo = a_member("Ada", language="en"), a_member("Bo", language="en")
    story.first = add_contribution(by=story.ada, story=story, text=WORDS, key=uuid7(), signature="Radegonde")
    story.second = add_contribution(by=story.bo, story=story, text="The beans kept watch.", key=uuid7())
    return story


def browser(member: Any = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def state_of(contribution: Any) -> str:
    contribution.refresh_from_db()
    return str(contribution.state)


def test_the_words_leave_the_story_and_its_book(garden: Any) -> None:
    author = browser(garden.ada)
    asked = author.get(f"/contributions/{garden.first.pk}/withdraw/")
    assert WORDS in asked.content.decode()
    assert state_of(garden.first) == "shown", "asking changes nothing"
    answer = author.post(f"/contributions/{garden.first.pk}/withdraw/", follow=True)
    assert "taken back" in answer.content.decode()
    assert state_of(garden.first) == "withdrawn"
    told = Activity.objects.get(kind="contribution.withdrawn")
    assert (told.actor, told.place, told.facts["position"]) == (garden.ada.pk, f"story:{garden.pk}", 1)
    for who in (None, garden.bo, garden.host):
        pages = [f"/stories/{garden.pk}/", f"/c/{garden.community.address}/"]
        pages += [f"/stories/{garden.pk}/host/"] if who == garden.host else []
        for page in pages:
            body = browser(who).get(page).content.decode()
            assert WORDS not in body, (who, page)
    fragment = kind_of(told.kind).fragment(told, "en") or ""
    assert f'id="contribution-{garden.first.pk}"' in fragment
    assert WORDS not in fragment
    assert "Radegonde" not in fragment
    garden.refresh_from_db()
    assert [part.pk for part in queries.book_contributions(garden)] == [garden.second.pk]


def test_it_comes_back_as_it_was_and_where_it_was(garden: Any) -> None:
    withdraw_contribution(by=garden.ada, contribution=garden.first)
    browser(garden.ada).post(f"/contributions/{garden.first.pk}/return/")
    assert state_of(garden.first) == "shown"
    assert WORDS in browser().get(f"/stories/{garden.pk}/").content.decode()
    assert Activity.objects.filter(kind="contribution.returned", actor=garden.ada.pk).count() == 1


@pytest.mark.parametrize("judge", [decline_contribution, set_aside_contribution])
def test_coming_back_does_not_undo_what_the_host_decided(garden: Any, judge: Any) -> None:
    judge(by=garden.host, contribution=garden.first, reason="Not this time.")
    before = state_of(garden.first)
    withdraw_contribution(by=garden.ada, contribution=garden.first)
    return_contribution(by=garden.ada, contribution=garden.first)
    assert state_of(garden.first) == before


def test_hosts_can_do_nothing_with_it(garden: Any) -> None:
    withdraw_contribution(by=garden.ada, contribution=garden.first)
    with pytest.raises(Withdrawn):
        restore_contribution(by=garden.host, contribution=garden.first)
    with pytest.raises(Withdrawn):
        decline_contribution(by=garden.host, contribution=garden.first, reason="No.")
    page = browser(garden.host).get(f"/stories/{garden.pk}/host/").content.decode()
    assert "taken back by its author" in page


def test_nobody_takes_back_the_words_of_others(garden: Any) -> None:
    for who in (garden.bo, garden.host, a_member("Mallory")):
        with pytest.raises(NotAllowed):
            withdraw_contribution(by=who, contribution=garden.first)
        with pytest.raises(NotAllowed):
            return_contribution(by=who, contribution=garden.first)
        for way in ("withdraw", "return"):
            assert browser(who).post(f"/contributions/{garden.first.pk}/{way}/").status_code == 404
    assert browser().post(f"/contributions/{garden.first.pk}/withdraw/").status_code == 302
    assert browser(a_member("Eve")).get(f"/stories/{garden.pk}/mine/").status_code == 404
    assert state_of(garden.first) == "shown"


def test_twice_is_refused(garden: Any) -> None:
    withdraw_contribution(by=garden.ada, contribution=garden.first)
    with pytest.raises(NotInThisState):
        withdraw_contribution(by=garden.ada, contribution=garden.first)
    return_contribution(by=garden.ada, contribution=garden.first)
    with pytest.raises(NotInThisState):
        return_contribution(by=garden.ada, contribution=garden.first)


def test_who_is_no_member_any_more_still_decides_on_their_words(garden: Any) -> None:
    Community.objects.filter(pk=garden.community.pk).update(visibility="private")
    author = browser(garden.ada)
    assert author.get(f"/stories/{garden.pk}/").status_code == 404
    page = author.get(f"/stories/{garden.pk}/mine/")
    assert WORDS in page.content.decode()
    assert garden.community.name not in page.content.decode()
    author.post(f"/contributions/{garden.first.pk}/withdraw/")
    assert state_of(garden.first) == "withdrawn"


def test_hosts_are_told_once_a_day_and_without_a_name(garden: Any) -> None:
    garden.twice_in_a_row = True
    garden.save(update_fields=["twice_in_a_row"])
    more = add_contribution(by=garden.ada, story=garden, text="More.", key=uuid7())
    for contribution in (garden.first, more):
        withdraw_contribution(by=garden.ada, contribution=contribution)
    letters = [
        list(kind_of(one.kind).notices(one)) for one in Activity.objects.filter(kind="contribution.withdrawn")
    ]
    assert [[letter.member for letter in some] for some in letters] == [[garden.host_id], []]
    assert "Radegonde" not in letters[0][0].body
    assert "Ada" not in letters[0][0].body


def test_corrections_tell_no_words_that_were_taken_back(garden: Any) -> None:
    close_story(by=garden.host, story=garden)
    proposed = propose_correction(
        by=garden.host, contribution=garden.first, text="The radish sang at night.", reason="At night."
    )
    agree_correction(by=garden.ada, correction=proposed)
    assert "radish" in browser(garden.bo).get(f"/stories/{garden.pk}/history/").content.decode()
    withdraw_contribution(by=garden.ada, contribution=garden.first)
    for who in (garden.host, garden.bo):
        history = browser(who).get(f"/stories/{garden.pk}/history/").content.decode()
        assert "radish" not in history, who
        assert "radish" not in browser(who).get(f"/corrections/{proposed.pk}/").content.decode()
