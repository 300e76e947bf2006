"""Rules: read, refused, said; bounded in time and number; and read the same by others."""

import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.gatherings import occurrences, recurring, rules, rulewords
from potager.gatherings.models import Event
from potager.gatherings.recurring import DAYS, Recurrence
from potager.gatherings.ruleforms import RuleFields, typed_again
from potager.lib.refusals import Refusal

ZONE = "Europe/Paris"
STARTS = datetime(2026, 11, 26, 19)  # noqa: DTZ001 (a Thursday, on the clock)
CALENDARS = Path(__file__).resolve().parents[5] / "shared/data/icalendar"


def moments(rule: str, starts: datetime = STARTS, *, years: int = 6, zone: str = ZONE) -> list[datetime]:
    """What is laid of a rule."""
    settled, first = recurring.settled(rule, starts, zone=zone)
    event = Event(rule=settled, starts=first.replace(tzinfo=UTC), time_zone=zone)
    return occurrences.moments_of(event, until=first.replace(tzinfo=UTC) + timedelta(days=366 * years))


def theirs(rule: str, first: datetime, *, years: int = 6, zone: str = ZONE) -> list[datetime]:
    """What another library makes of the same."""
    event = icalendar.Event()
    event.add("uid", "1")
    event.add("dtstart", first.replace(tzinfo=rules.zone_of(zone)))
    event.add("rrule", icalendar.vRecur.from_ical(rule))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    ahead = first + timedelta(days=366 * years)
    found = recurring_ical_events.of(calendar).between(first - timedelta(days=1), ahead)
    return sorted(one["DTSTART"].dt.astimezone(UTC) for one in found)


def of_freq(freq: str) -> Any:
    """Rules of a frequency, as forms and hands write them."""
    day = st.sampled_from(DAYS)
    parts: dict[str, Any] = {"INTERVAL": st.integers(1, 5).map(str), "COUNT": st.integers(1, 40).map(str)}
    if freq == "WEEKLY":
        parts["BYDAY"] = st.lists(day, min_size=1, max_size=3, unique=True).map(",".join)
    if freq == "MONTHLY":
        nth = st.tuples(st.sampled_from(["", "1", "2", "5", "-1", "-2"]), day).map("".join)
        parts["BYDAY"] = st.lists(nth, min_size=1, max_size=2, unique=True).map(",".join)
        parts["BYMONTHDAY"] = st.sampled_from(["1", "29", "31", "-1", "13,15"])
    if freq == "YEARLY":
        parts["BYMONTH"] = st.sampled_from(["2", "6,7", "11"])
        parts["BYMONTHDAY"] = st.sampled_from(["1", "26", "-1"])
    chosen = st.fixed_dictionaries({}, optional=parts)
    return chosen.map(
        lambda given: ";".join(f"{name}={value}" for name, value in {"FREQ": freq, **given}.items())
    )


RULES = st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]).flatmap(of_freq)
EARLIEST, LATEST = datetime(2024, 1, 1), datetime(2032, 1, 1)  # noqa: DTZ001
DAYS_OF_YEARS = st.datetimes(EARLIEST, LATEST).map(lambda day: day.replace(second=0, microsecond=0))


@settings(max_examples=20, deadline=None)
@given(rule=RULES, starts=DAYS_OF_YEARS)
def test_others_read_the_same_dates(rule: str, starts: datetime) -> None:
    try:
        settled, first = recurring.settled(rule, starts, zone=ZONE)
    except Refusal:
        return
    near = first + timedelta(days=366 * 2)
    ours = [one for one in moments(rule, starts, years=2) if one <= near.replace(tzinfo=UTC)]
    others = [one for one in theirs(settled, first, years=3) if one <= near.replace(tzinfo=UTC)]
    assert ours == others or _differs_only_in_skipped_hours(ours, others)


def _differs_only_in_skipped_hours(ours: list[datetime], others: list[datetime]) -> bool:
    """RFC 5545 moves a skipped hour forward; not every library does so by the same offset."""
    if len(ours) != len(others):
        return False
    apart = [(mine, other) for mine, other in zip(ours, others, strict=True) if mine != other]
    return all(abs(mine - other) == timedelta(hours=1) and mine.month == 3 for mine, other in apart)


@settings(max_examples=80, deadline=timedelta(seconds=2))
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.tuples(
            st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]),
            st.lists(
                st.sampled_from(
                    ["INTERVAL=7", "INTERVAL=366", "INTERVAL=0", "BYDAY=MO", "BYDAY=5FR", "BYDAY=-53SU", "BYMONTH=2",
                     "BYMONTHDAY=30", "BYMONTHDAY=31", "BYMONTHDAY=-31", "BYSETPOS=5", "BYSETPOS=-366", "BYYEARDAY=366",
                     "BYWEEKNO=53", "BYHOUR=1,2", "COUNT=1000", "UNTIL=20260101", "UNTIL=99991231", "WKST=SU", "X=1"]
                ), max_size=5,
            ),
        ).map(lambda drawn: ";".join([f"FREQ={drawn[0]}", *drawn[1]])),
    )
)  # fmt: skip
def test_whatever_is_typed_is_bounded(text: str) -> None:
    began = time.perf_counter()
    try:
        found = moments(text, years=2)
    except Refusal as refusal:
        assert refusal.status == 422
    else:
        assert len(found) <= occurrences.MOST
        assert found == sorted(set(found))
        assert not text.strip() or recurring.read(recurring.read(text, zone=ZONE).written(), zone=ZONE)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        ("FREQ=SECONDLY", recurring.RuleTooOften),
        ("FREQ=DAILY;BYHOUR=9,17", recurring.RuleTooOften),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", recurring.RuleNeverComes),
        ("FREQ=WEEKLY;UNTIL=20200101", recurring.RuleNeverComes),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9", recurring.RuleNeverComes),
        ("FREQ=DAILY;COUNT=100000", recurring.TooManyTimes),
        ("FREQ=DAILY;COUNT=3;UNTIL=20300101", recurring.RuleNotUnderstood),
        ("FREQ=DAILY;INTERVAL=0", recurring.RuleNotUnderstood),
        ("FREQ=DAILY;FREQ=WEEKLY", recurring.RuleNotUnderstood),
        ("every thursday", recurring.RuleNotUnderstood),
    ],
)
def test_rules_that_are_refused(rule: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        moments(rule)


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(rules.NoSuchZone):
        moments("FREQ=DAILY", zone="Mars/Base")


def test_seven_in_the_evening_stays_seven_in_the_evening() -> None:
    found = moments("RRULE:FREQ=MONTHLY;BYDAY=-1TH")
    assert {one.hour for one in found} == {17, 18}
    assert {rules.on_the_clock(one, ZONE).hour for one in found} == {19}


def test_every_second_tuesday_begins_with_the_next_one() -> None:
    found = moments("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3")
    assert [f"{one:%d.%m.}" for one in found] == ["01.12.", "15.12.", "29.12."]


@pytest.mark.parametrize(
    ("rule", "english", "french"),
    [
        ("FREQ=MONTHLY;BYDAY=-1TH", "Every month, on the last Thursday", "Chaque mois, le dernier jeudi"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "Every 2 weeks, on Tuesday and Thursday",
         "Toutes les 2 semaines, le mardi et le jeudi"),
        ("FREQ=WEEKLY", "Every week, on Thursday", "Chaque semaine, le jeudi"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-1", "Every month, on the 1st and the last day",
         "Chaque mois, le 1er et le dernier jour"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "Every month, on the 13th when it is Friday",
         "Chaque mois, le 13 quand c’est un vendredi"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Every month, on the last day from Monday to Friday",
         "Chaque mois, le dernier jour du lundi au vendredi"),
        ("FREQ=YEARLY;COUNT=5", "Every year, on 26 November, 5 times", "Chaque année, le 26 novembre, 5 fois"),
        ("FREQ=YEARLY;BYMONTH=6,7;BYDAY=1SA", "Every year in June and July, on the first Saturday",
         "Chaque année en juin et juillet, le premier samedi"),
        ("FREQ=DAILY;INTERVAL=3;UNTIL=20270630", "Every 3 days, until 30 June 2027",
         "Tous les 3 jours, jusqu’au 30 juin 2027"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_rule_is_said(rule: str, english: str, french: str) -> None:
    for language, sentence in (("en", english), ("fr", french)):
        with translation.override(language):
            assert rulewords.said(rule, STARTS, zone=ZONE) == sentence


@settings(max_examples=20, deadline=None)
@given(rule=RULES)
def test_every_rule_can_be_said_and_typed_again(rule: str) -> None:
    try:
        settled, first = recurring.settled(rule, STARTS, zone=ZONE)
    except Refusal:
        return
    assert rulewords.said(settled, first, zone=ZONE)
    form = RuleFields(typed_again(settled, first, zone=ZONE))
    assert form.is_valid(), form.errors
    again = form.rule_typed(first.date(), zone=ZONE)
    assert list(islice(moments(again, first, years=2), 20)) == list(
        islice(moments(settled, first, years=2), 20)
    )


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [({"repeats": "typed"}, "typed_rule"), ({"repeats": "weekly", "ends": "until"}, "until"),
     ({"repeats": "dated", "ends": "times"}, "times")],
)  # fmt: skip
def test_a_form_says_what_it_lacks(typed: dict[str, str], wrong: str) -> None:
    assert list(RuleFields(typed).errors) == [wrong]


def test_rules_of_real_calendars_are_read_or_refused_in_words() -> None:
    if not CALENDARS.exists():
        pytest.skip("the real calendars do not stand beside the checkout")
    found = {
        line.removeprefix("RRULE:")
        for file in sorted(CALENDARS.rglob("*.ics"))
        for line in file.read_text(errors="replace").replace("\r", "").replace("\n ", "").split("\n")
        if line.startswith("RRULE:")
    }
    known: list[Recurrence] = []
    for rule in found:
        try:
            known.append(recurring.read(rule, zone=ZONE))
        except Refusal as refusal:
            assert refusal.status == 422
    assert len(known) > len(found) / 2 > 20
