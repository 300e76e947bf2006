"""Dates moved, cancelled, called again, added; a rule changed; dates laid on. Through the pages, and who may not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from potager import testing
from potager.gatherings import actions, occurrences, rules
from potager.gatherings.actions.sessions import lay_event
from potager.gatherings.clocks import run_rules
from potager.gatherings.models import Event, Session
from potager.journal.kinds import kind_of
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def weekly() -> Event:
    return testing.an_event(by=testing.a_member("Gaëlle", language="en"), rule="FREQ=WEEKLY")


@pytest.fixture
def dates(weekly: Event) -> list[Session]:
    return list(weekly.sessions.order_by("starts_at"))


def told(kind: str) -> Activity:
    return Activity.objects.get(kind=kind)


def letters(kind: str) -> list[Any]:
    return list(kind_of(kind).notices(told(kind)))


def on_the_clock(session: Session) -> datetime:
    session.refresh_from_db()
    return rules.on_the_clock(session.starts_at, session.event.time_zone)


def typed(session: Session, *, days: int = 0, **more: Any) -> dict[str, Any]:
    clock = on_the_clock(session) + timedelta(days=days)
    return {
        "day": clock.date(),
        "hour": "18:30",
        "minutes": 90,
        "scope": "one",
        "note": "The hall is taken",
        **more,
    }


def comes(session: Session, name: str = "Zoé") -> Any:
    return actions.make_registration(by=testing.a_member(name), session=session, coming=actions.Coming())


def test_a_date_is_moved(client, weekly, dates) -> None:
    mine, before = comes(dates[1]), dates[1].recurrence
    client.force_login(weekly.opened_by)
    assert client.get(f"/sessions/{dates[1].pk}/move/").status_code == 200
    client.post(f"/sessions/{dates[1].pk}/move/", typed(dates[1], days=1))
    clock = on_the_clock(dates[1])
    assert (clock.hour, clock.minute, dates[1].recurrence) == (18, 30, before)
    assert dates[1].ends_at - dates[1].starts_at == timedelta(minutes=90)
    assert (dates[1].sequence, dates[1].is_changed, dates[1].note) == (1, True, "The hall is taken")
    assert (told("session.moved").facts, on_the_clock(dates[2]).hour) == ({"others": 0}, 19)
    [letter] = letters("session.moved")
    assert letter.member == mine.member_id and "METHOD:REQUEST" in letter.calendar
    mine.refresh_from_db()
    assert (
        mine.remind_at is not None
        and mine.remind_at.date() == (dates[1].starts_at - timedelta(days=1)).date()
    )
    assert "The hall is taken" in client.get(f"/sessions/{dates[1].pk}/").content.decode()


def test_all_that_follow_are_moved_but_those_moved_by_hand(client, weekly, dates) -> None:
    comes(dates[3])
    client.force_login(weekly.opened_by)
    client.post(f"/sessions/{dates[2].pk}/move/", {**typed(dates[2]), "hour": "10:00"})
    client.post(f"/sessions/{dates[1].pk}/move/", typed(dates[1], scope="all"))
    assert [on_the_clock(one).strftime("%H:%M") for one in dates[:5]] == [
        "19:00",
        "18:30",
        "10:00",
        "18:30",
        "18:30",
    ]
    weekly.refresh_from_db()
    assert (weekly.starts.hour, weekly.minutes) == (18, 90)
    assert Activity.objects.filter(kind="session.moved").latest("position").facts["others"] == len(dates) - 3
    lay_event(event=weekly, now=timezone.now() + timedelta(days=30))
    assert on_the_clock(weekly.sessions.order_by("-starts_at").first()).hour == 18
    [letter] = kind_of("session.moved").notices(
        Activity.objects.filter(kind="session.moved").latest("position")
    )
    assert letter.thing == f"session:{dates[3].pk}"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"day": "9999-12-31", "hour": "23:59", "minutes": 60}, 422),
        ({"day": "0001-01-01", "hour": "00:00", "minutes": 60}, 422),
        ({"day": "2020-01-01", "hour": "19:00", "minutes": 60}, 422),
        ({"day": "2035-03-25", "hour": "02:30", "minutes": 60}, 422),  # no clock of Paris shows it
        ({"day": "2035-10-28", "hour": "02:30", "minutes": 60}, 302),  # they show it twice
        ({"day": "2035-01-01", "hour": "19:00", "minutes": 30_000}, 422),
    ],
)
def test_a_date_is_moved_to_what_exists_and_comes(client, dates, sent, status) -> None:
    client.force_login(dates[0].event.opened_by)
    assert client.post(f"/sessions/{dates[0].pk}/move/", sent).status_code == status


def test_a_date_is_cancelled_and_called_again(client, weekly, dates) -> None:
    mine = comes(dates[1])
    client.force_login(weekly.opened_by)
    assert "One person comes" in client.get(f"/sessions/{dates[1].pk}/cancel/").content.decode()
    client.post(f"/sessions/{dates[1].pk}/cancel/", {"scope": "one", "note": "Snow"})
    dates[1].refresh_from_db()
    assert (dates[1].state, dates[1].note, told("session.cancelled").facts) == (
        "cancelled",
        "Snow",
        {"others": 0},
    )
    [letter] = letters("session.cancelled")
    assert letter.member == mine.member_id and "METHOD:CANCEL" in letter.calendar
    assert client.post(f"/sessions/{dates[1].pk}/cancel/", {"scope": "one"}).status_code == 422
    client.post(f"/sessions/{dates[1].pk}/restore/")
    dates[1].refresh_from_db()
    assert (dates[1].state, dates[1].sequence) == ("planned", 2)
    assert [one.member for one in letters("session.restored")] == [mine.member_id]
    assert client.post(f"/sessions/{dates[1].pk}/restore/").status_code == 409


def test_a_series_ends(client, weekly, dates) -> None:
    comes(dates[4])
    client.force_login(weekly.opened_by)
    client.post(f"/sessions/{dates[2].pk}/cancel/", {"scope": "all"})
    left = list(weekly.sessions.order_by("starts_at").values_list("pk", "state"))
    states = ("planned", "planned", "cancelled", "cancelled")
    assert left == [(one.pk, state) for one, state in zip((*dates[:3], dates[4]), states, strict=True)]
    weekly.refresh_from_db()
    assert "UNTIL=" in weekly.rule and told("session.cancelled").facts == {"others": 1}
    assert len(letters("session.cancelled")) == 1
    assert not lay_event(event=weekly, now=timezone.now() + timedelta(days=400))


def test_a_date_is_added_and_stays_when_the_rule_changes(client, weekly, dates) -> None:
    client.force_login(weekly.opened_by)
    sent = {
        "day": f"{timezone.now() + timedelta(days=20):%Y-%m-%d}",
        "hour": "11:00",
        "minutes": 60,
        "title": "Brunch",
    }
    answer = client.post(f"/events/{weekly.pk}/dates/new/", sent)
    extra = Session.objects.get(title="Brunch")
    assert (answer["Location"], told("session.added").target) == (
        extra.get_absolute_url(),
        f"session:{extra.pk}",
    )
    assert client.post(f"/events/{weekly.pk}/dates/new/", sent).status_code == 422
    comes(dates[3])
    client.post(f"/sessions/{dates[1].pk}/cancel/", {"scope": "one"})
    day = on_the_clock(dates[0]).date()
    sent = {"day": day, "hour": "20:00", "minutes": 60, "repeats": "monthly", "which": "-1", "weekday": "TH"}
    assert client.post(f"/events/{weekly.pk}/rhythm/", sent).status_code == 302
    weekly.refresh_from_db()
    assert weekly.rule == "FREQ=MONTHLY;BYDAY=-1TH"
    kept = {extra.pk, dates[1].pk, dates[3].pk}
    assert kept < set(weekly.sessions.values_list("pk", flat=True))
    new = weekly.sessions.exclude(pk__in=kept)
    assert {on_the_clock(one).strftime("%a %H:%M") for one in new} == {"Thu 20:00"}
    assert told("event.rescheduled").facts == {"sessions": new.count()} and 17 <= new.count() <= 19


def test_dates_are_laid_on_day_by_day(weekly) -> None:
    number, now = weekly.sessions.count(), timezone.now()
    assert run_rules(now) == 0
    assert run_rules(now + timedelta(days=8)) == 1
    assert weekly.sessions.count() in {number + 1, number + 2}
    assert run_rules(now + timedelta(days=8)) == 0
    assert Activity.objects.filter(kind="event.laid").get().actor is None


def test_what_begins_in_some_years_has_its_dates_too() -> None:
    event = testing.an_event(starts=datetime(2041, 1, 1, 19), rule="FREQ=MONTHLY;BYDAY=-1TH")  # noqa: DTZ001
    assert event.sessions.count() >= 17
    assert not lay_event(event=event, now=timezone.now() + timedelta(days=2))


def test_an_hour_that_is_skipped_moves_forward_and_says_so(client) -> None:
    event = testing.an_event(starts=datetime(2034, 12, 31, 2, 30), rule="FREQ=WEEKLY;COUNT=44", language="en")  # noqa: DTZ001
    moments = occurrences.moments_of(event, until=datetime(2036, 1, 1, tzinfo=UTC))
    clocks = [rules.on_the_clock(one, "Europe/Paris") for one in moments]
    skipped = datetime(2035, 3, 25, 3, 30, tzinfo=UTC)
    assert skipped in clocks
    assert {f"{one:%H:%M}" for one in clocks if one != skipped} == {"02:30"}
    assert datetime(2035, 10, 28, 0, 30, tzinfo=UTC) in moments  # of the doubled hour, the first
    [session] = [one for one in moments if occurrences.is_shifted(event, one)]
    shown = event.sessions.get(recurrence=session)
    assert (
        "clocks go forward that night"
        in client.get(f"/sessions/{shown.pk}/", headers={"accept-language": "en"}).content.decode()
    )


def test_the_next_dates_are_shown_while_one_chooses(client, weekly) -> None:
    client.force_login(weekly.opened_by)
    path = f"/c/{weekly.community.address}/events/dates/"
    sent = {
        "day": "2027-07-01",
        "hour": "19:00",
        "repeats": "weekly",
        "weekdays": ["WE"],
        "time_zone": "Europe/Paris",
    }
    page = client.get(path, sent).content.decode()
    assert "Wednesday 14 July 2027" in page and "public holiday" in page
    assert "Every week, on Wednesday" in page
    assert (
        "not understood"
        in client.get(path, {**sent, "repeats": "typed", "typed_rule": "FREQ=X"}).content.decode()
    )
    assert (
        "hours, minutes"
        in client.get(path, {**sent, "repeats": "typed", "typed_rule": "FREQ=SECONDLY"}).content.decode()
    )
    assert "No clock" in client.get(path, {**sent, "time_zone": "Mars/Base"}).content.decode()
    assert client.get(path, {"day": "no"}).status_code == 200
    for day in ("9999-12-31", "0001-01-01"):
        assert "between 1970 and 2200" in client.get(path, {**sent, "day": day}).content.decode()


@pytest.mark.parametrize("who", ["stranger", "member", "other"])
def test_others_may_not(client, weekly, dates, who) -> None:
    if who == "member":
        client.force_login(testing.a_member("Bob"))
    elif who == "other":
        client.force_login(testing.an_event(by=testing.a_member("Odile")).opened_by)
    paths = [f"/sessions/{dates[0].pk}/{verb}/" for verb in ("move", "cancel", "restore")]
    for path in (*paths, f"/events/{weekly.pk}/dates/new/", f"/events/{weekly.pk}/rhythm/"):
        assert client.post(path, typed(dates[0])).status_code == (302 if who == "stranger" else 403), path
    assert not Activity.objects.filter(
        kind__in=["session.moved", "session.cancelled", "session.added"]
    ).exists()
