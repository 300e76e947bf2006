"""Reminders: at mid-time and before the end, once each, to those who wrote; stopped from the letter itself."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from potager.communities.actions import remove_member
from potager.communities.models import Membership
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.members.actions import erase_member
from potager.stories import actions, clocks, reminding, rules
from potager.stories.models import Quiet
from potager.stories.reminderletters import token_for
from potager.stories.tests.conftest import in_hours, past, told


def letters(garden) -> list:
    return list(
        kind_of("story.reminded").notices(Activity.objects.filter(kind="story.reminded").latest("position"))
    )


def moments() -> list[str]:
    acts = Activity.objects.filter(kind="story.reminded").order_by("position")
    return [act.facts["moment"] for act in acts]


def run() -> int:
    return clocks.run_reminders(timezone.now())


def test_at_mid_time_and_in_the_last_hour_once_each(garden) -> None:
    garden.written()
    assert run() == 0
    past(garden.story, hours=12, minutes=1)
    assert run() == 1 and run() == 0 and moments() == ["middle"]
    past(garden.story, hours=11)
    assert run() == 1 and run() == 0 and moments() == ["middle", "end"]
    story = garden.now()
    assert story.reminded_middle_at and story.reminded_end_at
    act = Activity.objects.filter(kind="story.reminded").latest("position")
    assert (act.actor, act.place) == (None, f"story:{story.pk}")


@pytest.mark.parametrize(
    ("hours", "minutes"), [(2, 15), (6, 15), (24, 60), (48, 120), (24 * 7, 7 * 60), (24 * 60, 24 * 60)]
)
def test_before_the_end_in_proportion(plant, hours, minutes) -> None:
    garden = plant(closes_at=in_hours(hours))
    lead = reminding.before_the_end(garden.story)
    assert abs(lead - timedelta(minutes=minutes)) < timedelta(seconds=1)


def test_short_stories_and_those_without_get_none(plant) -> None:
    for call in ({"closes_at": in_hours(1.9)}, {"reminds": False}):
        garden = plant(**call)
        middle = garden.story.opens_at + (garden.story.closes_at - garden.story.opens_at) / 2
        assert reminding.due_in(garden.story, middle + timedelta(seconds=1)) is None


def test_what_comes_too_late_is_skipped(garden) -> None:
    past(garden.story, hours=14)  # the server was down at noon
    assert run() == 0
    past(garden.story, hours=9, minutes=50)
    assert run() == 0
    with pytest.raises(rules.NotInThisState):
        actions.remind_story(story=garden.story, moment="end")


def test_a_paused_story_reminds_when_it_goes_on(garden) -> None:
    actions.pause_story(by=garden.host, story=garden.story)
    past(garden.story, hours=12, minutes=1)
    assert run() == 0
    actions.resume_story(by=garden.host, story=garden.story)
    assert run() == 1


def test_a_letter_goes_to_those_who_wrote_and_may_write_on(garden) -> None:
    garden.written()
    garden.written(by=garden.stranger)
    past(garden.story, hours=12, minutes=1)
    run()
    assert {one.member for one in letters(garden)} == {garden.member.pk, garden.stranger.pk}
    remove_member(by=garden.host, membership=Membership.objects.get(member=garden.member))
    assert [one.member for one in letters(garden)] == [garden.stranger.pk]
    erase_member(by=garden.stranger)
    assert letters(garden) == []


def test_in_a_story_for_members_only_members_are_reminded(plant) -> None:
    garden = plant(writers="members")
    garden.written()
    past(garden.story, hours=12, minutes=1)
    run()
    assert [one.member for one in letters(garden)] == [garden.member.pk]
    Membership.objects.filter(member=garden.member).update(state="left")
    assert letters(garden) == []


def test_nobody_is_reminded_of_a_story_that_closed_meanwhile(garden) -> None:
    garden.written()
    past(garden.story, hours=12, minutes=1)
    run()
    actions.close_story(by=garden.host, story=garden.story)
    assert letters(garden) == []


def test_the_letter_says_when_and_how_to_stop(garden) -> None:
    garden.written()
    past(garden.story, hours=23, minutes=1)
    run()
    (letter,) = letters(garden)
    assert "closes soon" in letter.subject and garden.path() in letter.body
    path = re.search(r"/stories/reminders/\S+/", letter.body)[0]
    browser = garden.browser(None)
    page = browser.get(path).content.decode()
    assert (
        garden.story.title in page and not Quiet.objects.exists()
    )  # a scanner follows links, and stops nothing
    done = browser.post(path, follow=True).content.decode()
    assert "You get no more reminders" in done and letters(garden) == []
    browser.post(path)
    assert Quiet.objects.get().member == garden.member
    browser.post(path, {"again": "1"})
    assert len(letters(garden)) == 1


def test_a_link_stops_the_reminders_of_one_person_for_one_story(garden) -> None:
    garden.written()
    garden.written(by=garden.stranger)
    past(garden.story, hours=12, minutes=1)
    run()
    garden.browser(garden.member).post(f"/stories/reminders/{token_for(garden.story, garden.stranger)}/")
    assert [one.member for one in letters(garden)] == [garden.member.pk]


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "nothing"]
)
def test_a_link_that_was_not_made_here_opens_nothing(garden, change) -> None:
    path = f"/stories/reminders/{change(token_for(garden.story, garden.member))}/"
    assert garden.browser(None).get(path).status_code == 404
    assert garden.browser(None).post(path).status_code == 404
    assert not Quiet.objects.exists()


def test_the_page_of_the_link_tells_no_title_to_who_may_not_read_it(plant) -> None:
    garden = plant(community={"visibility": "private"})
    path = f"/stories/reminders/{token_for(garden.story, garden.member)}/"
    assert garden.story.title in garden.browser(None).get(path).content.decode()
    remove_member(by=garden.host, membership=Membership.objects.get(member=garden.member))
    assert garden.story.title not in garden.browser(None).get(path).content.decode()


def test_the_page_says_so_live_while_it_is_true(garden) -> None:
    past(garden.story, hours=12, minutes=1)
    run()
    fragment = kind_of("story.reminded").fragment(told("story.reminded"), "en")
    assert "Half of the time has passed." in fragment and 'id="story-reminder"' in fragment
    page = garden.browser(None).get(garden.path()).content.decode()
    assert "Half of the time has passed." in page
    past(garden.story, hours=11)
    run()
    assert "It closes soon" in garden.browser(None).get(garden.path()).content.decode()
    actions.extend_story(by=garden.host, story=garden.story, until=in_hours(20))
    assert "It closes soon" not in garden.browser(None).get(garden.path()).content.decode()
    actions.close_story(by=garden.host, story=garden.story)
    page = garden.browser(None).get(garden.path()).content.decode()
    assert "It closes soon" not in page and "Half of the time" not in page


def test_the_form_offers_it(garden) -> None:
    page = (
        garden.browser(garden.host).get(f"/c/{garden.story.community.address}/stories/new/").content.decode()
    )
    assert re.search(r'<input type="checkbox" name="reminds"[^>]* checked', page)
