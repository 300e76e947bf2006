"""When and where people meet, in words: on the reader's clock where it is known, on the event's otherwise."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from potager.gatherings.models import Session


def when_in_words(session: Session, *, zone: str = "") -> str:
    """ "Thursday, November 26, 2026, 7:00 PM – 9:00 PM", on the clock of `zone` (the event's own without one)."""
    clock = ZoneInfo(zone or session.event.time_zone)
    begins, ends = session.starts_at.astimezone(clock), session.ends_at.astimezone(clock)
    if begins.date() == ends.date():
        return f"{_day(begins)}, {_hour(begins)}\u202f–\u202f{_hour(ends)}"
    facts = {"from": f"{_day(begins)}, {_hour(begins)}", "to": f"{_day(ends)}, {_hour(ends)}"}
    return _("From %(from)s to %(to)s") % facts


def clock_in_words(zone: str) -> str:
    """Whose clock it is: "local time in Paris"."""
    city = get_timezone_location(ZoneInfo(zone), locale=_language(), return_city=True)
    return _("local time in %(city)s") % {"city": city}


def is_elsewhere(session: Session, zone: str) -> bool:
    """Whether a clock of `zone` shows another hour than the event's."""
    moment = session.starts_at
    return moment.astimezone(ZoneInfo(zone)).utcoffset() != _offset(moment, session.event.time_zone)


def is_doubled(session: Session) -> bool:
    """Whether its hour comes twice that night, when summer time ends."""
    there = session.starts_at.astimezone(ZoneInfo(session.event.time_zone)).replace(tzinfo=None)
    zone = ZoneInfo(session.event.time_zone)
    first, second = (there.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second


def where_in_words(session: Session, *, knows: bool) -> str:
    """Its place on one line; the street of somebody's home is for those who come (`knows`)."""
    street = session.street if session.place else session.event.street
    is_home = bool(session.place)
    return ", ".join(filter(None, (session.where, street if knows or not is_home else "")))


@dataclass(frozen=True)
class Point:
    """A point on the earth, in degrees, and where a map of others shows it; nothing of theirs is loaded before."""

    latitude: float
    longitude: float

    @property
    def url(self) -> str:
        """On OpenStreetMap."""
        mark = f"mlat={self.latitude}&mlon={self.longitude}"
        return f"https://www.openstreetmap.org/?{mark}#map=17/{self.latitude}/{self.longitude}"


def point_of(session: Session, *, knows: bool) -> Point | None:
    """Where exactly; that of somebody's home is for those who come (`knows`)."""
    if session.place and not knows:
        return None
    found = session if session.place else session.event
    if found.latitude is None or found.longitude is None:
        return None
    return Point(found.latitude, found.longitude)


def link_of(session: Session, now: datetime) -> str:
    """The address at which people meet online, once those who come may know it; "" before, and where there is none."""
    if session.event.way == session.event.Way.ON_SITE:
        return ""
    ahead = session.event.link_ahead
    is_shown = ahead is None or (session.starts_at - now).total_seconds() <= ahead * 60
    return (session.link or session.event.link) if is_shown else ""


def moment_in_words(moment: datetime, *, zone: str) -> str:
    """A day and an hour on the clock of `zone`."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{_day(there)}, {_hour(there)}"


def changes_in_words(what: str) -> str:
    """What of an event has changed ("when where": codes of actions.events.CHANGES), for whoever comes."""
    words = {
        "title": _("the title"),
        "about": _("what it is about"),
        "when": _("the day or the hour"),
        "where": _("the place"),
        "link": _("the way to come online"),
        "price": _("the price"),
        "access": _("how to get in"),
        "back": _("it takes place after all"),
    }
    told = [words[code] for code in what.split() if code in words]
    return ", ".join(told) or _("the date or the place")


def _offset(moment: datetime, zone: str) -> object:
    return moment.astimezone(ZoneInfo(zone)).utcoffset()


def _day(moment: datetime) -> str:
    return format_date(moment.date(), format="full", locale=_language())


def _hour(moment: datetime) -> str:
    return format_time(moment.time(), format="short", locale=_language())


def _language() -> str:
    return (get_language() or "fr").partition("-")[0]
