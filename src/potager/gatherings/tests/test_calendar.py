"""Leafing through a calendar: what stands where, for whom, and at what price."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings.models import Calendar, CalendarDate, Event, Registration, Session
from potager.lib.keep import PLACES, UNTIL

pytestmark = pytest.mark.django_db
CELL = re.compile(r"<td.*?</td>", re.S)


@pytest.fixture
def gaelle():
    return testing.a_member("Gaëlle", language="en")


@pytest.fixture
def garden(gaelle):
    return testing.a_community(owner=gaelle, language="en")


def cells(client, path: str) -> dict[str, str]:
    """The days of the sheet by the number in their address."""
    page = client.get(path, headers={"accept-language": "en"}).content.decode()
    found = CELL.findall(page)
    return {re.search(r"/(\d{4}-\d\d-\d\d)/", cell)[1]: cell for cell in found}  # type: ignore[index]


def called(garden, by, day: str, hour: int = 19, **plan) -> Event:
    starts = datetime.fromisoformat(f"{day}T{hour:02}:00")
    return testing.an_event(community=garden, by=by, starts=starts, **plan)


def test_a_month_shows_each_day_with_what_it_holds(client, garden, gaelle) -> None:
    called(garden, gaelle, "2031-03-29", title="Seed swap")
    camp = called(garden, gaelle, "2031-03-07", title="Camp", minutes=60 * 40)
    off = called(garden, gaelle, "2031-03-12", title="Rained off").sessions.get()
    Session.objects.filter(pk=off.pk).update(state=Session.State.CANCELLED)
    sheet = cells(client, f"/c/{garden.address}/events/calendar/2031-03/")
    assert next(iter(sheet)) == "2031-02-23", "weeks of English readers begin on Sunday"
    assert "Seed swap" in sheet["2031-03-29"] and "7:00 PM" in sheet["2031-03-29"]
    assert all("Camp" in sheet[f"2031-03-{day}"] for day in ("07", "08", "09"))
    assert "Camp" not in sheet["2031-03-10"]
    assert "cal-off" in sheet["2031-03-12"] and "cancelled" in sheet["2031-03-12"]
    assert camp.sessions.get().get_absolute_url() in sheet["2031-03-08"]
    french = client.get(f"/c/{garden.address}/events/calendar/2031-03/", headers={"accept-language": "fr"})
    assert "/2031-02-24/" in CELL.findall(french.content.decode())[0], "and of French ones on Monday"


def test_many_on_one_day_lead_to_that_day(client, garden, gaelle) -> None:
    for number in range(8):
        called(garden, gaelle, "2031-03-29", hour=10 + number, title=f"Round {number}")
    cell = cells(client, f"/c/{garden.address}/events/calendar/2031-03/")["2031-03-29"]
    assert "Round 2" in cell and "Round 3" not in cell and "+5 more" in cell
    day = client.get(f"/c/{garden.address}/events/calendar/2031-03-29/").content.decode()
    assert all(f"Round {number}" in day for number in range(8))


def test_members_alone_see_what_is_for_members(client, garden, gaelle) -> None:
    called(garden, gaelle, "2031-03-29", title="Quiet table", audience="members")
    ida, eve = testing.a_member("Ida"), testing.a_member("Eve")
    join_community(by=ida, community=garden, accepts_charter=True)
    paths = [f"/c/{garden.address}/events/calendar/2031-03{rest}" for rest in ("/", "-29/")]
    for who, sees in ((ida, True), (eve, False), (None, False)):
        client.logout()
        if who:
            client.force_login(who)
        for path in [*paths, f"/c/{garden.address}/events/", *(["/calendar/2031-03/"] if who else [])]:
            assert ("Quiet table" in client.get(path).content.decode()) is sees, (who, path)


def test_ones_own_calendar_holds_ones_communities_and_what_one_comes_to_elsewhere(
    client, garden, gaelle
) -> None:
    ida, other = testing.a_member("Ida", language="en"), testing.a_community()
    join_community(by=ida, community=garden, accepts_charter=True)
    called(garden, gaelle, "2031-03-29", title="At home")
    away = called(other, other.memberships.get().member, "2031-03-28", title="Elsewhere").sessions.get()
    called(other, other.memberships.get().member, "2031-03-27", title="Not theirs")
    Registration.objects.create(session=away, member=ida, name="Ida", rank=1, secret="s")
    assert client.get("/calendar/").status_code == 302
    client.force_login(ida)
    sheet = cells(client, "/calendar/2031-03/")
    assert "At home" in sheet["2031-03-29"] and "cal-mine" not in sheet["2031-03-29"]
    assert "Elsewhere" in sheet["2031-03-28"] and "I am coming" in sheet["2031-03-28"]
    assert "Not theirs" not in "".join(sheet.values())
    assert "Elsewhere" in client.get("/calendar/coming/").content.decode()


def test_hours_are_the_readers_and_the_events_own_is_said(client, garden, gaelle) -> None:
    called(garden, gaelle, "2031-03-28", title="Far", time_zone="America/New_York")
    ida = testing.a_member("Ida", language="en", time_zone="Europe/Paris")
    client.force_login(ida)
    day = client.get(f"/c/{garden.address}/events/calendar/2031-03-29/").content.decode()
    assert "12:00 AM–2:00 AM" in day and "(New York: 7:00 PM)" in day


def test_a_calendar_of_others_stands_beside_under_its_name(client, garden, gaelle) -> None:
    theirs = Calendar.objects.create(community=garden, added_by=gaelle, name="Town hall", state="shown")
    starts = datetime(2031, 3, 28, 23, tzinfo=UTC)
    day = {"starts_at": starts, "ends_at": starts + timedelta(days=2), "is_all_day": True, "is_long": True}
    CalendarDate.objects.create(calendar=theirs, community=garden, title="Fair", **day)
    sheet = cells(client, f"/c/{garden.address}/events/calendar/2031-03/")
    assert (
        "Fair" in sheet["2031-03-29"] and "Fair" in sheet["2031-03-30"] and "Fair" not in sheet["2031-03-28"]
    )
    assert "from <bdi>Town hall</bdi>" in sheet["2031-03-29"]
    Calendar.objects.update(state="ready")
    assert "Fair" not in "".join(cells(client, f"/c/{garden.address}/events/calendar/2031-03/").values())


def test_a_public_month_is_kept_until_the_day_ends(client, garden) -> None:
    for path in ("calendar/", "calendar/2031-03/", "calendar/2031-03-29/", ""):
        answer = client.get(f"/c/{garden.address}/events/{path}")
        assert answer[PLACES] == f"community:{garden.pk}"
        until = datetime.fromtimestamp(int(answer[UNTIL]), UTC) - timezone.now()
        assert timedelta(0) <= until + timedelta(seconds=1) <= timedelta(days=1, seconds=2)
    assert PLACES not in client.get(f"/c/{garden.address}/events/calendar/?x=1")


def test_months_that_are_none_are_not_found(client, garden) -> None:
    for odd in ("2031-13", "1999-12", "2031-02-30", "0000-01", "2101-01", "٢٠٣١-٠٣"):
        assert client.get(f"/c/{garden.address}/events/calendar/{odd}/").status_code == 404


def test_a_month_costs_the_same_however_much_there_is(
    client, garden, gaelle, django_assert_num_queries
) -> None:
    event = called(garden, gaelle, "2031-03-01")
    start = datetime(2031, 3, 1, 18, tzinfo=UTC)
    moments = [start + timedelta(minutes=20 * number) for number in range(1, 700)]
    Session.objects.bulk_create(
        Session(
            event=event, community=garden, recurrence=one, starts_at=one, ends_at=one + timedelta(hours=1)
        )
        for one in moments
    )
    with django_assert_num_queries(8):
        sheet = cells(client, f"/c/{garden.address}/events/calendar/2031-03/")
    assert "more than 18 others" in sheet["2031-03-10"]
    assert date(2031, 3, 10).isoformat() in sheet
