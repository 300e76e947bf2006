"""French public and school holidays, told to whoever chooses a date. They are facts, in `data/`; here is no rule."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from potager.gatherings.rulewords import listed

DATA = Path(__file__).parent / "data"


def told_of(day: date, *, zone: str) -> list[str]:
    """What to know of a day before one chooses it, in the language that is active; nothing off French clocks."""
    words = {"day": capfirst(date_format(day, "l j F Y"))}
    return [*_public(day, zone, words), *_school(day, zone, words)]


def told_of_all(moments: list[datetime], *, zone: str) -> list[str]:
    """The same of several moments."""
    return [line for moment in moments for line in told_of(moment.date(), zone=zone)]


def public_holidays(year: int, *, zone: str, is_local: bool = True) -> dict[date, dict[str, Any]]:
    """The public holidays of a year on a clock, as the data has them; those of a region too if `is_local`."""
    content = _content("public_holidays_fr.json")
    on_clock = [one for one in content["days"] if zone in one.get("clocks", content["clocks"])]
    return {_date(one, year): one for one in on_clock if is_local or "where" not in one}


def _public(day: date, zone: str, words: dict[str, str]) -> Iterator[str]:
    if found := public_holidays(day.year, zone=zone).get(day):
        named = {**words, "name": _named(found)}
        if "where" in found:
            yield _("%(day)s is a public holiday %(where)s: %(name)s.") % {
                **named,
                "where": _named(found["where"]),
            }
        else:
            yield _("%(day)s is a public holiday: %(name)s.") % named


def _school(day: date, zone: str, words: dict[str, str]) -> Iterator[str]:
    content = _content("school_holidays_fr.json")
    if zone != content["clock"]:
        return
    found = [one for one in content["holidays"] if one["first"] <= day.isoformat() < one["back"]]
    zones = sorted({letter for one in found for letter in one["zones"]})
    if zones:
        named = {**words, "name": _named(found[0]), "zones": listed(zones)}
        if len(zones) == 3:
            yield _("%(day)s falls in the %(name)s.") % named
        else:
            yield (
                ngettext(
                    "%(day)s falls in the %(name)s of zone %(zones)s.",
                    "%(day)s falls in the %(name)s of zones %(zones)s.",
                    len(zones),
                )
                % named
            )


def _named(one: dict[str, str]) -> str:
    return one["fr" if (get_language() or "fr").startswith("fr") else "en"]


def _date(one: dict[str, Any], year: int) -> date:
    if "easter" in one:
        from dateutil.easter import easter

        return easter(year) + timedelta(days=one["easter"])
    return date.fromisoformat(f"{year}-{one['date']}")


@cache
def _content(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content
