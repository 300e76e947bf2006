"""Our calendars, read back by other libraries: they show what we show."""

from datetime import UTC, datetime, timedelta

import pytest

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings import ownfeed
from potager.gatherings.actions.calendars import make_secret_feed, revoke_secret_feed
from potager.gatherings.actions.events import lay_sessions
from potager.gatherings.models import Event, Registration, SecretFeed, Session
from potager.lib.keep import PLACES
from potager.members.actions import erase_member
from potager.members.export import parts_of
from potager.members.models import Member

pytestmark = pytest.mark.django_db
START, STOP = datetime(2030, 12, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)


@pytest.fixture
def gaelle():
    return testing.a_member("Gaëlle", language="en")


@pytest.fixture
def garden(gaelle):
    return testing.a_community(
        owner=gaelle, language="en", name="The garden; of «\u202fbeans\u202f», 100 % ours"
    )


@pytest.fixture
def cafe(garden, gaelle) -> Event:
    """Every last Thursday of 2031 at seven in the evening: through both nights when clocks change."""
    plan = {
        "rule": "FREQ=MONTHLY;BYDAY=-1TH;COUNT=12",
        "street": "3, rue des Lilas",
        "about": "Bring *cups*,\nand cake.",
    }
    event = testing.an_event(
        community=garden, by=gaelle, starts=datetime.fromisoformat("2031-01-30T19:00"), title="Café", **plan
    )
    lay_sessions(event, now=datetime(2030, 12, 1, tzinfo=UTC))
    return event


def expanded(feed: bytes) -> set[tuple[datetime, datetime, str, str]]:
    """What a calendar program shows: beginning, end, title, place; without what is cancelled."""
    import recurring_ical_events
    from icalendar import Calendar

    found = recurring_ical_events.of(Calendar.from_ical(feed)).between(START, STOP)
    return {
        (
            one["DTSTART"].dt.astimezone(UTC),
            one["DTEND"].dt.astimezone(UTC),
            str(one["SUMMARY"]),
            str(one.get("LOCATION", "")),
        )
        for one in found
        if one.get("STATUS") != "CANCELLED"
    }


def ours(**wanted) -> set[tuple[datetime, datetime, str, str]]:
    """What our own table shows."""
    rows = Session.objects.filter(
        state="planned", hidden_at=None, starts_at__gte=START, starts_at__lt=STOP, **wanted
    )
    return {
        (
            one.starts_at,
            one.ends_at,
            one.name,
            one.place or ", ".join(filter(None, (one.event.place, one.event.street))),
        )
        for one in rows.select_related("event")
    }


def feed_of(client, path: str) -> bytes:
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    body = answer.content
    assert body.endswith(b"END:VCALENDAR\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    return body


def unfolded(body: bytes) -> str:
    return body.replace(b"\r\n ", b"").decode()


def test_a_repeating_event_is_its_rule_and_what_differs_from_it(client, garden, cafe) -> None:
    import vobject

    dates = list(cafe.sessions.order_by("starts_at"))
    assert len(dates) == 12
    dates[1].starts_at += timedelta(days=1, hours=1)
    dates[1].ends_at += timedelta(days=1, hours=1)
    dates[1].sequence, dates[1].is_changed = 1, True
    dates[2].state, dates[2].note = "cancelled", "It rains."
    dates[3].title, dates[3].place, dates[3].street = "Potatoes", "At Bob’s", "9, secret lane"
    dates[3].latitude, dates[3].longitude = 48.1, -1.6
    dates[4].hidden_at = START
    dates[5].delete()
    Session.objects.bulk_update(
        dates[1:5],
        [
            "starts_at",
            "ends_at",
            "sequence",
            "is_changed",
            "state",
            "note",
            "title",
            "place",
            "street",
            "latitude",
            "longitude",
            "hidden_at",
        ],
    )
    besides = datetime(2031, 7, 14, 17, tzinfo=UTC)
    Session.objects.create(
        event=cafe,
        community=garden,
        recurrence=besides,
        starts_at=besides,
        ends_at=besides + timedelta(hours=2),
    )
    body = feed_of(client, f"/c/{garden.address}/events/calendar.ics")
    assert expanded(body) == ours() and len(ours()) == 10
    text = unfolded(body)
    assert text.count("BEGIN:VEVENT") == 4, "the rule, and three dates that say something else"
    assert "9, secret lane" not in text and "48.1" not in text, "a home's door is for those who come"
    assert "@example.org" not in text and "mailto:" not in text
    read = vobject.readOne(body.decode())
    assert read.x_wr_calname.value == garden.name
    parts = read.contents["vevent"]
    assert {part.uid.value for part in parts} == {f"{cafe.pk}@testserver"}
    [cancelled] = [part for part in parts if part.status.value == "CANCELLED"]
    assert cancelled.recurrence_id.value.astimezone(UTC) == dates[2].recurrence
    [series] = [part for part in parts if "rrule" in part.contents]
    assert series.description.value == "Bring *cups*,\nand cake." and series.rruleset is not None
    assert {one.astimezone(UTC).hour for one in series.rruleset} == {18, 17}, "summer and winter"
    assert client.get(f"/events/{cafe.pk}/calendar.ics").content.count(b"BEGIN:VEVENT") == 4


def test_a_rule_goes_on_beyond_what_is_laid_until_it_is_called_off(client, garden, cafe) -> None:
    Event.objects.update(rule="FREQ=MONTHLY;BYDAY=-1TH", laid_until=datetime(2031, 12, 31, tzinfo=UTC))
    path = f"/events/{cafe.pk}/calendar.ics"
    assert "RRULE:FREQ=MONTHLY;BYDAY=-1TH\r\n" in feed_of(client, path).decode()
    later = Session.objects.filter(starts_at__gte=datetime(2031, 6, 1, tzinfo=UTC))
    later.update(state="cancelled")
    Event.objects.update(cancelled_at=START)
    body = feed_of(client, path)
    assert expanded(body) == ours() and len(ours()) == 5
    assert "UNTIL=2031122" in body.decode()


def test_a_rule_that_nobody_reads_any_more_takes_nothing_along(client, garden, cafe) -> None:
    Event.objects.update(rule="FREQ=SECONDLY")
    body = feed_of(client, f"/c/{garden.address}/events/calendar.ics")
    assert expanded(body) == ours() and b"RRULE:FREQ=SECONDLY" not in body


def test_what_is_once_is_one_date(client, garden, gaelle) -> None:
    plan = {"title": "BEGIN:VALARM\r\nX", "latitude": 48.11, "longitude": -1.68, "place": "Hall; north, left"}
    event = testing.an_event(
        community=garden, by=gaelle, starts=datetime.fromisoformat("2031-10-26T02:30"), **plan
    )
    body = feed_of(client, f"/c/{garden.address}/events/calendar.ics")
    assert expanded(body) == ours() and len(ours()) == 1
    text = unfolded(body)
    assert (
        "GEO:48.110000;-1.680000" in text and "RECURRENCE-ID" not in text and "\r\nBEGIN:VALARM" not in text
    )
    assert f"URL:http://testserver/sessions/{event.sessions.get().pk}/" in text


def test_a_feed_is_kept_and_says_when_nothing_changed(client, garden, cafe) -> None:
    path = f"/c/{garden.address}/events/calendar.ics"
    first = client.get(path)
    assert first[PLACES] == f"community:{garden.pk}"
    assert client.get(path).content == first.content
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in first.content.decode()


def test_what_is_for_members_is_in_no_public_feed(client, garden, gaelle, cafe) -> None:
    quiet = testing.an_event(community=garden, by=gaelle, title="Quiet table", audience="members")
    assert "Quiet table" not in client.get(f"/c/{garden.address}/events/calendar.ics").content.decode()
    assert client.get(f"/events/{quiet.pk}/calendar.ics").status_code == 404
    client.force_login(gaelle)
    assert "Quiet table" not in client.get(f"/c/{garden.address}/events/calendar.ics").content.decode()
    assert "Quiet table" in client.get(f"/events/{quiet.pk}/calendar.ics").content.decode()
    walled = testing.a_community(visibility="members")
    assert client.get(f"/c/{walled.address}/events/calendar.ics").status_code == 404


def coming(session: Session, member: Member, **also) -> Registration:
    return Registration.objects.create(
        session=session, member=member, name=member.display_name, rank=1, secret=str(member.pk), **also
    )


def test_ones_own_feed_tells_those_who_come_how_to_come(client, garden, cafe) -> None:
    ida = testing.a_member("Ida")
    Event.objects.update(way="both", link="https://meet.example/very-secret")
    home = cafe.sessions.order_by("starts_at")[3]
    Session.objects.filter(pk=home.pk).update(place="At Bob’s", street="9, secret lane")
    coming(home, ida)
    client.force_login(ida)
    client.post("/calendar/address/")
    page = client.get("/calendar/subscribe/").content.decode()
    path = f"/calendar/{ownfeed.token_of(ida.secret_feed)}.ics"
    assert f"http://testserver{path}" in page and f"webcal://testserver{path}" in page
    client.logout()
    text = unfolded(feed_of(client, path))
    assert "very-secret" in text and "secret lane" in text and text.count("BEGIN:VEVENT") == 1
    assert f"UID:{cafe.pk}@testserver" in text and "RECURRENCE-ID;TZID=Europe/Paris:" in text
    assert {one[0] for one in expanded(text.encode())} == {home.starts_at}
    assert "noindex" in client.get(path)["X-Robots-Tag"] and PLACES not in client.get(path)
    join_community(by=ida, community=garden, accepts_charter=True)
    make_secret_feed(by=ida, is_wide=True)
    ida.refresh_from_db()
    wide = unfolded(feed_of(client, f"/calendar/{ownfeed.token_of(ida.secret_feed)}.ics"))
    assert len(expanded(wide.encode())) == 12 and wide.count("very-secret") == 1


def test_a_secret_address_that_is_forged_or_revoked_opens_nothing(client, garden, cafe) -> None:
    ida, eve = testing.a_member("Ida"), testing.a_member("Eve")
    coming(cafe.sessions.first(), ida)
    old = ownfeed.token_of(make_secret_feed(by=ida, is_wide=False))
    new = ownfeed.token_of(make_secret_feed(by=ida, is_wide=False))
    hers = ownfeed.token_of(make_secret_feed(by=eve, is_wide=False))
    assert client.get(f"/calendar/{new}.ics").status_code == 200
    forged = [
        old,
        new[:32] + hers[32:],
        new[:-1] + ("0" if new[-1] != "0" else "1"),
        new[:32],
        "x",
        new[32:],
        f"{new}0",
    ]
    for token in forged:
        assert client.get(f"/calendar/{token}.ics").status_code == 404, token
    assert cafe.title not in client.get(f"/calendar/{hers}.ics").content.decode()
    revoke_secret_feed(by=ida)
    assert client.get(f"/calendar/{new}.ics").status_code == 404
    Member.objects.filter(pk=eve.pk).update(is_active=False)
    assert client.get(f"/calendar/{hers}.ics").status_code == 404


def test_a_former_members_feed_forgets_what_they_may_no_longer_see(client, garden, gaelle) -> None:
    ida = testing.a_member("Ida")
    membership = join_community(by=ida, community=garden, accepts_charter=True)
    quiet = testing.an_event(community=garden, by=gaelle, title="Quiet table", audience="members")
    coming(quiet.sessions.get(), ida)
    path = f"/calendar/{ownfeed.token_of(make_secret_feed(by=ida, is_wide=True))}.ics"
    assert "Quiet table" in client.get(path).content.decode()
    type(membership).objects.filter(pk=membership.pk).update(state="left")
    assert "Quiet table" not in client.get(path).content.decode()


def test_ones_own_address_is_no_part_of_what_one_takes_along_and_dies_when_one_leaves(client) -> None:
    ida = testing.a_member("Ida")
    token = ownfeed.token_of(make_secret_feed(by=ida, is_wide=True))
    told = {part.path: str(part.content) for part in parts_of(ida)}
    assert '"is_wide": true' in told["gatherings/calendars.json"]
    assert not any(token in text or ida.secret_feed.nonce in text for text in told.values())
    erase_member(by=ida)
    assert client.get(f"/calendar/{token}.ics").status_code == 404 and not SecretFeed.objects.exists()
