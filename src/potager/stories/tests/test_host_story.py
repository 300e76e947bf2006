"""The host's page and its acts on the story: each undoable, each in the journal, each refused to others."""

import pytest

from potager.journal.models import Activity
from potager.stories import actions
from potager.stories.models import Story
from potager.stories.tests.conftest import past

ACTS = ["pause", "resume", "extend", "close", "reopen"]


def acts(garden) -> list[str]:
    kinds = Activity.objects.filter(target=f"story:{garden.story.pk}").order_by("position")
    return [kind.removeprefix("story.") for kind in kinds.values_list("kind", flat=True)]


def state(garden) -> str:
    from django.utils import timezone

    return garden.now().state_at(timezone.now())


@pytest.mark.parametrize("act", ["host", *ACTS])
@pytest.mark.parametrize("who", [None, "member", "stranger"])
def test_others_are_refused(garden, act: str, who: str | None) -> None:
    browser = garden.browser(who and getattr(garden, who))
    answer = (
        browser.get(garden.path("host/"))
        if act == "host"
        else browser.post(garden.path(f"{act}/"), {"more": "1"})
    )
    assert answer.status_code == (403 if who else 302)
    assert who or "sign-in" in answer["Location"]
    assert acts(garden) == ["opened"]


@pytest.mark.parametrize("act", ACTS)
def test_reading_an_address_changes_nothing(garden, act: str) -> None:
    assert garden.browser(garden.host).get(garden.path(f"{act}/")).status_code == 405


def test_pause_and_resume(garden) -> None:
    browser = garden.browser(garden.host)
    page = browser.post(garden.path("pause/"), follow=True).content.decode()
    assert "paused" in page and garden.now().paused_at and acts(garden)[-1] == "paused"
    assert "The host has paused the story" in garden.browser(None).get(garden.path()).content.decode()
    browser.post(garden.path("resume/"))
    assert garden.now().paused_at is None and acts(garden)[-1] == "resumed"


def test_extend_by_hours_and_until_a_date(garden) -> None:
    browser, before = garden.browser(garden.host), garden.now().closes_at
    browser.post(garden.path("extend/"), {"more": "6"})
    assert (garden.now().closes_at - before).total_seconds() == 6 * 3600
    assert acts(garden)[-1] == "extended"
    until = before.replace(second=0, microsecond=0).astimezone(garden.now().zone).replace(tzinfo=None)
    earlier = browser.post(
        garden.path("extend/"), {"more": "until", "until": until.isoformat(timespec="minutes")}
    )
    assert earlier.status_code == 422
    assert browser.post(garden.path("extend/"), {"more": "until"}).status_code == 422
    assert acts(garden).count("extended") == 1


def test_close_and_reopen(garden) -> None:
    browser = garden.browser(garden.host)
    page = browser.post(garden.path("close/"), follow=True).content.decode()
    assert state(garden) == "closed" and acts(garden)[-1] == "closed"
    assert f"/stories/{garden.story.pk}/release/" in page
    browser.post(garden.path("reopen/"))
    assert state(garden) == "open" and acts(garden)[-1] == "reopened"


def test_reopen_after_the_minute_needs_a_new_one(garden) -> None:
    past(garden.story, hours=25)
    actions.close_story(by=None, story=garden.story)
    browser = garden.browser(garden.host)
    assert browser.post(garden.path("reopen/"), {"more": "until"}).status_code == 422
    browser.post(garden.path("reopen/"), {"more": "1"})
    assert state(garden) == "open"


def test_an_act_that_comes_too_late_is_explained(garden) -> None:
    browser = garden.browser(garden.host)
    browser.post(garden.path("pause/"))
    again = browser.post(garden.path("pause/"))
    assert again.status_code == 409 and "not in that state" in again.content.decode()
    assert acts(garden).count("paused") == 1


def test_released_stories_change_no_more_until_the_book_is_withdrawn(garden) -> None:
    mine = garden.written()
    actions.close_story(by=garden.host, story=garden.story)
    actions.release_story(by=garden.host, story=garden.story)
    assert acts(garden)[-1] == "released" and state(garden) == "released"
    browser = garden.browser(garden.host)
    assert browser.post(garden.path("reopen/"), {"more": "1"}).status_code == 409
    assert browser.post(f"/contributions/{mine.pk}/decline/", {"reason": "No."}).status_code == 409
    actions.unrelease_story(by=garden.host, story=garden.story)
    assert state(garden) == "closed" and acts(garden)[-1] == "unreleased"


def test_release_needs_a_closed_story(garden) -> None:
    from potager.stories.rules import NotInThisState

    with pytest.raises(NotInThisState):
        actions.release_story(by=garden.host, story=garden.story)
    assert Story.objects.get().released_at is None


def test_a_host_who_left_hosts_no_more(garden) -> None:
    from potager.communities.actions import change_role, leave_community
    from potager.communities.models import Membership

    other = Membership.objects.get(member=garden.member)
    change_role(by=garden.host, membership=other, role="owner")
    leave_community(by=garden.host, community=garden.story.community)
    assert garden.browser(garden.host).get(garden.path("host/")).status_code == 403
    assert garden.browser(garden.member).get(garden.path("host/")).status_code == 200
