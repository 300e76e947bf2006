"""A rule said as a sentence, in the language that is active."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from potager.gatherings import recurring
from potager.gatherings.recurring import Recurrence
from potager.gatherings.rules import zone_of

NTH = {
    1: pgettext_lazy("of a month", "first"),
    2: pgettext_lazy("of a month", "second"),
    3: pgettext_lazy("of a month", "third"),
    4: pgettext_lazy("of a month", "fourth"),
    5: pgettext_lazy("of a month", "fifth"),
    -1: pgettext_lazy("of a month", "last"),
    -2: pgettext_lazy("of a month", "second to last"),
}
WORKING_DAYS = {0, 1, 2, 3, 4}


def said(rule: str, starts: datetime, *, zone: str) -> str:
    """ "Every month, on the last Thursday, until 30 June 2027"; "" for once. `starts` is its first hour."""
    if not rule:
        return ""
    read = recurring.read(rule, zone=zone)
    when = " ".join(part for part in (_pace(read), _months(read)) if part)
    return ", ".join(part for part in (when, _days(read, starts), _end(read, zone)) if part)


def listed(words: Iterable[str]) -> str:
    """ "Monday, Tuesday and Friday"."""
    *others, last = [str(word) for word in words]
    return _("%(first)s and %(last)s") % {"first": ", ".join(others), "last": last} if others else last


def _pace(rule: Recurrence) -> str:
    n = rule.interval
    paces = {
        "DAILY": ngettext("Every day", "Every %(n)s days", n),
        "WEEKLY": ngettext("Every week", "Every %(n)s weeks", n),
        "MONTHLY": ngettext("Every month", "Every %(n)s months", n),
        "YEARLY": ngettext("Every year", "Every %(n)s years", n),
    }
    return paces[rule.freq] % {"n": n}


def _months(rule: Recurrence) -> str:
    if not rule.months or not (rule.days or rule.month_days):
        return ""
    return _("in %(months)s") % {"months": listed(MONTHS[month] for month in rule.months)}


def _days(rule: Recurrence, starts: datetime) -> str:
    """On which days of its weeks, months or years."""
    if rule.positions:
        return _among(rule)
    if rule.month_days:
        return _on_month_days(rule)
    if rule.days:
        return _("on %(days)s") % {"days": listed(_day(n, day) for n, day in rule.days)}
    return _on_its_day(rule, starts)


def _on_its_day(rule: Recurrence, starts: datetime) -> str:
    """What a rule that names no day takes from its first date."""
    if rule.freq == "WEEKLY":
        return _("on %(days)s") % {"days": _day(0, starts.weekday())}
    if rule.freq == "MONTHLY":
        return _("on %(days)s") % {"days": _month_day(starts.day)}
    if rule.freq == "YEARLY":
        months = rule.months or (starts.month,)
        dates = (
            _("%(day)s %(month)s") % {"day": _day_of_date(starts.day), "month": MONTHS[month]}
            for month in months
        )
        return _("on %(days)s") % {"days": listed(dates)}
    return ""


def _on_month_days(rule: Recurrence) -> str:
    days = listed(_month_day(day) for day in rule.month_days)
    if not rule.days:
        return _("on %(days)s") % {"days": days}
    names = listed(WEEKDAYS[day] for _n, day in rule.days)
    return _("on %(days)s when it is %(names)s") % {"days": days, "names": names}


def _among(rule: Recurrence) -> str:
    nth = listed(_nth(position) for position in rule.positions)
    chosen = {day for _n, day in rule.days}
    if chosen == WORKING_DAYS:
        return _("on the %(nth)s day from Monday to Friday") % {"nth": nth}
    return _("on the %(nth)s day among %(days)s") % {
        "nth": nth,
        "days": listed(WEEKDAYS[d] for d in sorted(chosen)),
    }


def _day(n: int, day: int) -> str:
    if not n:
        return pgettext("each week on", "%(day)s") % {"day": WEEKDAYS[day]}
    return _("the %(nth)s %(day)s") % {"nth": _nth(n), "day": WEEKDAYS[day]}


def _nth(n: int) -> str:
    if n in NTH:
        return str(NTH[n])
    return _ordinal(n) if n > 0 else _("%(n)s before the end") % {"n": _ordinal(-n)}


def _month_day(day: int) -> str:
    if day == -1:
        return _("the last day")
    if day < 0:
        return _("the %(n)s day before the end") % {"n": _ordinal(-day)}
    return _("the %(n)s") % {"n": _ordinal_in_date(day)}


def _is_french() -> bool:
    return (get_language() or "").startswith("fr")


def _ordinal(n: int) -> str:
    """ "3rd", "3e"."""
    if _is_french():
        return "1er" if n == 1 else f"{n}e"
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _day_of_date(day: int) -> str:
    return "1er" if _is_french() and day == 1 else str(day)


def _ordinal_in_date(day: int) -> str:
    """ "the 3rd", "le 3": French counts the first alone."""
    return str(day) if _is_french() and day > 1 else _ordinal(day)


def _end(rule: Recurrence, zone: str) -> str:
    if rule.count:
        return ngettext("%(n)s time", "%(n)s times", rule.count) % {"n": rule.count}
    if rule.until:
        return _("until %(day)s") % {"day": date_format(rule.until.astimezone(zone_of(zone)), "j F Y")}
    return ""
