"""When people meet, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from potager.gatherings.models import Session
from potager.gatherings.months import Entry

register = template.Library()


@register.simple_tag
def hours(entry: Entry) -> SafeString:
    """The hours of something in a calendar on a day that the page names already: "19:00–21:00"."""
    if entry.is_all_day and not entry.is_long:
        return format_html("{}", _("all day"))
    if entry.is_long:
        return _span(entry)
    told = _hours(entry.starts, entry.ends)
    return _with_zone(told, entry.there, entry.zone)


@register.simple_tag
def when(session: Session) -> SafeString:
    """The day and the hours of a session, on the reader's clock, and on its own where that differs."""
    zone = timezone.get_current_timezone()
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    there = session.starts_at.astimezone(ZoneInfo(session.event.time_zone))
    differs = there.utcoffset() != starts.utcoffset()
    day = date_format(starts, "DATE_FORMAT")
    told = format_html("{}, {}", day, _hours(starts, ends)) if starts.date() == ends.date() else None
    told = told or format_html("{}, {}–{}", day, date_format(starts, "TIME_FORMAT"), _end(starts, ends))
    return _with_zone(told, there if differs else None, session.event.time_zone)


def _end(starts: datetime, ends: datetime) -> str:
    is_night = (ends - starts).days == 0 and ends.hour < 12
    return date_format(ends, "TIME_FORMAT" if is_night else "SHORT_DATETIME_FORMAT")


def _hours(starts: datetime, ends: datetime) -> SafeString:
    first, last = (date_format(one, "TIME_FORMAT") for one in (starts, ends))
    return format_html('<time datetime="{}">{}–{}</time>', starts.isoformat(), first, last)


def _span(entry: Entry) -> SafeString:
    first, last = (date_format(day, "MONTH_DAY_FORMAT") for day in entry.days)
    return format_html('<time datetime="{}">{}</time> – {}', entry.starts.isoformat(), first, last)


def _with_zone(told: SafeString, there: datetime | None, zone: str) -> SafeString:
    if there is None:
        return told
    words = _("%(city)s: %(hour)s") % {"city": _city(zone), "hour": date_format(there, "TIME_FORMAT")}
    return format_html('{} <span class="cal-zone">({})</span>', told, words)


def _city(zone: str) -> str:
    """The city by which a time zone is called; its own name where CLDR knows none."""
    try:
        found = get_timezone_location(ZoneInfo(zone), locale=get_language() or "fr", return_city=True)
    except (LookupError, ValueError):
        return zone
    return str(found)
