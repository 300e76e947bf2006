"""The rules by which people meet again (RFC 5545, 3.3.10): read, checked, written.

Only what people meet by is taken: days, weeks, months, years. What repeats within a day, or may be looked for for
centuries without ever coming, is refused with a word, so that laying a rule is bounded in time and in number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from potager.gatherings.rules import within_calendars, zone_of
from potager.lib.refusals import Refusal

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LONGEST, MOST_TIMES, WIDEST = 400, 1000, 366
OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
WITHIN_A_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
PARTS: dict[str, set[str]] = {
    "DAILY": set(),
    "WEEKLY": {"BYDAY", "WKST"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"},
    "YEARLY": {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"},
}
ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL"}

T = TypeVar("T")


class RuleNotUnderstood(Refusal):
    """A rule that is not one of those people meet by."""

    status = 422
    message = _(
        "This rule is not understood. Write it as calendars do (FREQ=MONTHLY;BYDAY=-1TH), or choose another way."
    )


class RuleTooOften(Refusal):
    """It repeats within a day."""

    status = 422
    message = _("People meet once a day at most: a rule by hours, minutes or seconds is not taken.")


class RuleNeverComes(Refusal):
    """No day fulfils it."""

    status = 422
    message = _("No date comes of this rule. Look at its days, and at when it ends.")


class TooManyTimes(Refusal):
    """More than a calendar should hold."""

    status = 422
    message = _("A rule holds 1,000 dates at most. Leave it open instead: dates are added as time goes by.")


@dataclass(frozen=True)
class Recurrence:
    """A rule. `days` are (n, weekday from Monday 0): n = 0 each one, 1 the first, -1 the last. `until` is in UTC."""

    freq: str
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    count: int | None = None
    until: datetime | None = None

    def written(self) -> str:
        """The rule as RFC 5545 writes it, always in the same order."""
        parts = {
            "FREQ": self.freq,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": _numbers(self.months),
            "BYMONTHDAY": _numbers(self.month_days),
            "BYDAY": ",".join(f"{n or ''}{DAYS[day]}" for n, day in self.days),
            "BYSETPOS": _numbers(self.positions),
            "WKST": DAYS[self.week_start] if self.week_start else "",
            "COUNT": str(self.count) if self.count else "",
            "UNTIL": self.until.strftime("%Y%m%dT%H%M%SZ") if self.until else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def read(text: str, *, zone: str) -> Recurrence:
    """The rule that is written there; hours without "Z" are on the clock of `zone`.

    Raises RuleNotUnderstood, RuleTooOften, RuleNeverComes, TooManyTimes, NoSuchZone.
    """
    parts = _parts(text)
    freq = parts.get("FREQ", "")
    if freq in OFTEN or WITHIN_A_DAY & parts.keys():
        raise RuleTooOften
    if freq not in PARTS or parts.keys() - PARTS[freq] - ALWAYS or {"COUNT", "UNTIL"} <= parts.keys():
        raise RuleNotUnderstood
    found = Recurrence(
        freq=freq,
        interval=_number(parts.get("INTERVAL", "1"), 1, WIDEST),
        days=_list(parts, "BYDAY", _day),
        month_days=_list(parts, "BYMONTHDAY", lambda one: _signed(one, 31)),
        months=_list(parts, "BYMONTH", lambda one: _number(one, 1, 12)),
        positions=_list(parts, "BYSETPOS", lambda one: _signed(one, 366)),
        week_start=_day(parts.get("WKST", "MO"))[1],
        count=_count(parts.get("COUNT")),
        until=_until(parts["UNTIL"], zone) if "UNTIL" in parts else None,
    )
    _check(found)
    return found


def iterated(rule: Recurrence, starts: datetime, *, zone: str) -> Any:
    """The hours on the clock (naive) at which it comes, from `starts` on, the earliest first; maybe for ever."""
    from dateutil import rrule

    until = rule.until.astimezone(zone_of(zone)).replace(tzinfo=None) if rule.until else None
    return rrule.rrule(
        getattr(rrule, rule.freq),
        dtstart=starts,
        interval=rule.interval,
        wkst=rule.week_start,
        count=rule.count,
        until=until,
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byweekday=[rrule.weekday(day, n or None) for n, day in rule.days] or None,
        bysetpos=rule.positions or None,
    )


def settled(text: str, starts: datetime, *, zone: str) -> tuple[str, datetime]:
    """A rule as it is stored, and its first hour on the clock (naive) from `starts` on: so a series begins with itself.

    "Every second Tuesday" begins with the next Tuesday. Raises what `read` raises, RuleNeverComes, TooFar.
    """
    within_calendars(starts)
    if not text.strip():
        return "", starts
    rule = read(text, zone=zone)
    first = next(iter(iterated(replace(rule, interval=1), starts, zone=zone)), None)
    if first is None:
        raise RuleNeverComes
    within_calendars(first)
    return rule.written(), first


def ended_before(text: str, moment: datetime, *, zone: str) -> str:
    """The same rule, whose last date is before `moment`."""
    return replace(read(text, zone=zone), count=None, until=moment.astimezone(UTC)).written()


def remaining(text: str, gone: int, *, zone: str) -> str:
    """The same rule after `gone` of its dates: what counts them counts on."""
    rule = read(text, zone=zone)
    return replace(rule, count=max(rule.count - gone, 1)).written() if rule.count else text


def _parts(text: str) -> dict[str, str]:
    plain = re.sub(r"\s", "", text).upper().removeprefix("RRULE:").rstrip(";")
    pairs = [part.partition("=")[::2] for part in plain.split(";")]
    if len(text) > LONGEST or len(dict(pairs)) != len(pairs) or not all(value for _name, value in pairs):
        raise RuleNotUnderstood
    return dict(pairs)


def _numbers(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _list(parts: dict[str, str], name: str, one: Callable[[str], T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(one(each) for each in parts[name].split(","))) if name in parts else ()


def _number(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text, re.ASCII) or not least <= int(text) <= most:
        raise RuleNotUnderstood
    return int(text)


def _signed(text: str, most: int) -> int:
    found = _number(text.lstrip("+-"), 1, most) if re.match(r"[+-]?[0-9]", text) else _number(text, 1, most)
    return -found if text.startswith("-") else found


def _day(text: str) -> tuple[int, int]:
    """ "TH" is (0, 3), "-1TH" is (-1, 3)."""
    if text[-2:] not in DAYS:
        raise RuleNotUnderstood
    return (_signed(text[:-2], 53) if text[:-2] else 0), DAYS.index(text[-2:])


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    if (
        text.isascii()
        and text.isdecimal()
        and len(text.lstrip("0")) > 3
        and text.lstrip("0") != str(MOST_TIMES)
    ):
        raise TooManyTimes
    return _number(text, 1, MOST_TIMES)


def _until(text: str, zone: str) -> datetime:
    """A day counts until its end."""
    form = {8: "%Y%m%d", 15: "%Y%m%dT%H%M%S", 16: "%Y%m%dT%H%M%SZ"}.get(len(text), "")
    try:
        clock = datetime.strptime(text, form)  # noqa: DTZ007 (its zone is set below)
    except ValueError:
        raise RuleNotUnderstood from None
    if not 1900 <= clock.year <= 2200:
        raise RuleNotUnderstood
    if len(text) == 8:
        clock = datetime.combine(clock.date(), time(23, 59, 59))
    return clock.replace(tzinfo=UTC if text.endswith("Z") else zone_of(zone)).astimezone(UTC)


def _check(rule: Recurrence) -> None:
    """Refuse what could be looked for without end: after this, a date comes within a few thousand steps or never."""
    numbered = [abs(n) for n, _day in rule.days if n]
    months = rule.months or range(1, 13)
    in_month = rule.freq == "MONTHLY" or bool(rule.months)
    if (rule.freq == "WEEKLY" and numbered) or (in_month and max(numbered, default=0) > 5):
        raise RuleNotUnderstood
    if (numbered and rule.month_days) or (rule.freq == "MONTHLY" and rule.months and rule.interval > 1):
        raise RuleNotUnderstood
    if rule.month_days and not any(
        abs(day) <= MONTH_LENGTHS[month - 1] for day in rule.month_days for month in months
    ):
        raise RuleNeverComes
    if rule.positions and (rule.month_days or not rule.days or numbered):
        raise RuleNotUnderstood
    if rule.positions and min(map(abs, rule.positions)) > 4 * len(rule.days):
        raise RuleNeverComes
