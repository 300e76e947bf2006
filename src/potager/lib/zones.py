"""Time zones, in words."""

import zoneinfo
from datetime import datetime

from babel.dates import get_timezone_location, get_timezone_name
from django.utils import timezone


def zone_in_words(zone: str, language: str, *, at: datetime | None = None) -> str:
    """ "heure normale d’Europe centrale (Paris)"; the zone's own name where CLDR knows none."""
    try:
        moment = (at or timezone.now()).astimezone(zoneinfo.ZoneInfo(zone))
        name = get_timezone_name(moment, width="long", locale=language)
        return f"{name} ({get_timezone_location(zoneinfo.ZoneInfo(zone), locale=language, return_city=True)})"
    except (LookupError, ValueError):
        return zone
