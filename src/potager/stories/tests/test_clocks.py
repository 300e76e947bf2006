"""Stories open and close at their minute, once, also when the server was down then."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from potager.jobs.worker import run_clocks
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.stories import clocks
from potager.stories.models import Story
from potager.stories.tests.conftest import in_hours, past, told
from potager.stories.tests.together import together


def kinds() -> list[str]:
    return list(
        Activity.objects.filter(kind__startswith="story.").order_by("position").values_list("kind", flat=True)
    )


def test_nothing_is_due_before_the_minute(garden) -> None:
    assert clocks.run_due(timezone.now()) == 0
    assert kinds() == ["story.opened"]


def test_it_closes_at_its_minute_also_hours_later_and_once(garden) -> None:
    past(garden.story, hours=30)
    assert clocks.run_due(timezone.now()) == 1
    assert clocks.run_due(timezone.now()) == 0
    row, act = garden.now(), told("story.closed")
    assert row.closed_at == row.closes_at
    assert (act.actor, act.happened_at) == (None, row.closes_at)
    assert act.recorded_at - act.happened_at > timedelta(hours=5)
    (letter,) = kind_of("story.closed").notices(act)
    assert letter.member == garden.host.pk


def test_it_opens_at_its_minute(plant) -> None:
    garden = plant(opens_at=in_hours(1), closes_at=in_hours(3))
    assert clocks.run_due(timezone.now()) == 0
    past(garden.story, hours=2)
    assert garden.now().state_at(timezone.now()) == "open"  # even before any worker comes
    assert clocks.run_due(timezone.now()) == 1
    row = garden.now()
    assert row.opened_at == row.opens_at and kinds() == ["story.opened", "story.begun"]


def test_a_story_that_the_server_slept_through_begins_and_ends(plant) -> None:
    garden = plant(opens_at=in_hours(1), closes_at=in_hours(3))
    past(garden.story, hours=10)
    assert clocks.run_due(timezone.now()) == 2
    assert kinds() == ["story.opened", "story.begun", "story.closed"]


def test_a_paused_story_closes_too(garden) -> None:
    from potager.stories.actions import pause_story

    pause_story(by=garden.host, story=garden.story)
    past(garden.story, hours=25)
    assert clocks.run_due(timezone.now()) == 1
    assert garden.now().state_at(timezone.now()) == "closed"


def test_the_worker_knows_the_clock(garden) -> None:
    past(garden.story, hours=25)
    assert run_clocks(timezone.now()) >= 1
    assert garden.now().closed_at


@pytest.mark.django_db(transaction=True)
def test_two_workers_close_it_once(garden) -> None:
    past(garden.story, hours=25)
    done = together([lambda: clocks.run_due(timezone.now())] * 4)
    assert sum(done) == 1
    assert kinds().count("story.closed") == 1
    connection.close()


def test_the_night_of_october_has_twenty_five_hours(plant) -> None:
    paris = ZoneInfo("Europe/Paris")
    garden = plant()
    opens = datetime(2030, 10, 26, 12, tzinfo=paris)
    Story.objects.filter(pk=garden.story.pk).update(
        opens_at=opens, closes_at=datetime(2030, 10, 27, 12, tzinfo=paris)
    )
    story = garden.now()
    assert story.closes_at - story.opens_at == timedelta(hours=25)
    assert story.state_at(datetime(2030, 10, 27, 10, 59, 59, tzinfo=UTC)) == "open"
    assert story.state_at(datetime(2030, 10, 27, 11, 0, 0, tzinfo=UTC)) == "closed"
    assert "Oct. 27, 2030, 12:00 PM" in garden.browser(None).get(garden.path("call/")).content.decode()
