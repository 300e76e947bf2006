"""The calendar of a community's stories: a sheet, a list, a feed that calendars read."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from potager import testing
from potager.lib.keep import PLACES
from potager.stories import almanac
from potager.stories.actions import close_story
from potager.stories.models import Story

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def english(member=None):
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def unfolded(feed: bytes) -> list[str]:
    text = feed.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"(?<!\r)\n", text)
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def value(lines: list[str], name: str) -> str:
    return next(line.partition(":")[2] for line in lines if line.startswith(f"{name}:"))


def test_a_month_shows_its_stories():
    host = testing.a_member("Olive", language="en")
    story = testing.a_story(host=host, title="The night of the beans")
    page = english().get(f"/c/{story.community.address}/calendar/").content.decode()
    assert page.count("The night of the beans") >= 2  # in the sheet and in the list
    assert 'aria-current="date"' in page
    assert "calendar.ics" in page
    shelf = english().get(f"/c/{story.community.address}/stories/").content.decode()
    assert f'/c/{story.community.address}/calendar/"' in shelf


def test_each_story_is_on_its_days():
    story = testing.a_story(
        opens_at=timezone.now() + timedelta(minutes=5), closes_at=timezone.now() + timedelta(days=30)
    )
    start, end = datetime(2026, 11, 5, 20, tzinfo=UTC), datetime(2026, 11, 17, 8, tzinfo=UTC)
    Story.objects.filter(pk=story.pk).update(opens_at=start, opened_at=start, closes_at=end, closed_at=end)
    month = almanac.month_of(Story.objects.all(), date(2026, 11, 1), zone=PARIS, now=NOW)
    days = [day for week in month.weeks for day in week]
    assert len(days) % 7 == 0
    assert [day.date.day for day in days if day.told] == [5, 9, 16, 17]  # first, Mondays, last
    assert [day.date.day for day in days if day.passing] == [6, 7, 8, 10, 11, 12, 13, 14, 15]
    assert [day.date for day in days if day.is_today] == [date(2026, 11, 21)]
    assert [one.state for one in month.entries] == ["finished"]
    assert not almanac.month_of(Story.objects.all(), date(2026, 12, 1), zone=PARIS, now=NOW).entries


def test_what_was_closed_early_ends_early():
    host = testing.a_member("Olive")
    story = close_story(by=host, story=testing.a_story(host=host))
    lines = unfolded(Client().get(f"/c/{story.community.address}/calendar.ics").content)
    told = datetime.strptime(value(lines, "DTEND"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert story.closed_at is not None
    assert told == story.closed_at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("asked", "first"),
    [("2027-02", date(2027, 2, 1)), ("", None), ("2026-13", None), ("1999-12", None), ("9999-99", None),
     ("2026-1", None), ("٢٠٢٦-١١", None), ("2026-11-01", None), ("x", None)],
)  # fmt: skip
def test_any_month_may_be_asked_for(asked, first):
    assert almanac.month_asked(asked, date(2026, 11, 21)) == (first or date(2026, 11, 1))
    community = testing.a_community()
    assert Client().get(f"/c/{community.address}/calendar/", {"month": asked}).status_code == 200


def test_one_leafs_from_end_to_end():
    for first, before, after in (
        (date(2000, 1, 1), None, date(2000, 2, 1)),
        (date(2100, 12, 1), date(2100, 11, 1), None),
        (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 1)),
    ):
        month = almanac.month_of(Story.objects.none(), first, zone=PARIS, now=NOW)
        assert (month.before, month.after) == (before, after)


def test_the_feed_is_a_calendar():
    host = testing.a_member("Olive")
    title = 'Beans; peas, "leeks" \\ BEGIN:VEVENT é' * 2
    community = testing.a_community(owner=host, name="Le jardin, ici; là")
    story = testing.a_story(
        host=host, community=community, title=title, opening="Un.\nDEUX:\r\nEND:VCALENDAR"
    )
    answer = Client().get(f"/c/{community.address}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer[PLACES] == f"community:{community.pk}"
    lines = unfolded(answer.content)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert value(lines, "UID") == f"{story.pk}@potager"
    assert value(lines, "X-WR-CALNAME") == "Le jardin\\, ici\\; là"
    told = value(lines, "SUMMARY").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")
    assert told == story.title
    assert value(lines, "URL") == f"http://testserver/stories/{story.pk}/"
    assert value(lines, "DTSTART") == story.opens_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


@given(st.text(max_size=200))
def test_no_text_breaks_a_line(text):
    folded = almanac._folded("SUMMARY:" + almanac._escaped(text))
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert "\n" not in folded.replace("\r\n", "")


@pytest.mark.parametrize("visibility", ["private", "members"])
def test_strangers_see_no_calendar_of_what_is_not_for_them(visibility):
    host = testing.a_member("Olive")
    community = testing.a_community(owner=host, visibility=visibility)
    testing.a_story(host=host, community=community)
    for path in ("calendar/", "calendar.ics"):
        status = 404 if visibility == "private" or path == "calendar.ics" else 403
        assert english().get(f"/c/{community.address}/{path}").status_code == status
    assert english(host).get(f"/c/{community.address}/calendar/").status_code == 200
    assert english(host).get(f"/c/{community.address}/calendar.ics").status_code == 404
