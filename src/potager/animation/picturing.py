"""What the page of the pictures shows: numbers, their drawing, and what is too little to say."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from potager.animation import looking, measures
from potager.animation.drawing.bars import Bars, Week, bars_of
from potager.animation.drawing.rings import Season, trunk_of
from potager.animation.drawing.voices import Curve, curve_of
from potager.animation.models import Network
from potager.animation.wording import how_long

SPANS = (90, 30)  # days of voices
MARKS = (_("10 min"), _("1 h"), _("6 h"), _("1 day"), _("7 days"))  # beside the lines of bars.MARKS


class Line(NamedTuple):
    """A season in the table."""

    name: str
    season: Season
    is_over: bool


class Column(NamedTuple):
    """A week in the table: when it began, the middle half of the waits in words ("" for too few)."""

    begins: date
    week: Week
    quarter: str
    half: str
    three_quarters: str


class Voice(NamedTuple):
    """Voices of some days, as a curve where enough people spoke."""

    voices: measures.Voices
    curve: Curve | None
    half: int  # in hundredths
    newcomers: int


def pictures_page(network: Network, now: datetime) -> dict[str, Any]:
    """Everything on it. Seven queries, of which two read thirteen weeks of conversations."""
    return {
        **looking.small_map(network),
        **_rings(network, now),
        **_answers(network, now),
        "voices": [_voice(measures.voices_of(network.community, now, days)) for days in SPANS],
        "fewest_voices": measures.FEWEST_VOICES,
        "fewest_opened": measures.FEWEST_OPENED,
    }


def season_name(number: int) -> str:
    """ "Jan.–March 2026", as the language writes it."""
    year, quarter = measures.year_and_quarter(number)
    first, last = date(year, quarter * 3 - 2, 1), date(year, quarter * 3, 1)
    return f"{date_format(first, 'N')}–{date_format(last, 'N Y')}"


def _rings(network: Network, now: datetime) -> dict[str, Any]:
    seasons = measures.seasons_of(network, now)
    newest = measures.quarter_of(now)
    trunk = trunk_of(seasons) if seasons else None
    lines = [Line(season_name(one.number), one, one.number < newest) for one in reversed(seasons)]
    return {"trunk": trunk, "seasons": lines, "rings": zip(trunk.rings, lines, strict=True) if trunk else ()}


def _answers(network: Network, now: datetime) -> dict[str, Any]:
    found = measures.answers_of(network.community, now)
    middle = how_long(found.quartiles[1]) if found.quartiles else ""
    bars: Bars | None = bars_of(found.weeks) if found.is_enough else None
    return {
        "answers": found,
        "usual": middle,
        "quick": how_long(found.quartiles[0]) if found.quartiles else "",
        "slow": how_long(found.quartiles[2]) if found.quartiles else "",
        "never": round(100 * found.unanswered / found.opened) if found.opened else 0,
        "bars": bars,
        "marks": list(zip(bars.marks, MARKS, strict=True)) if bars else [],
        "weeks": [_column(week) for week in reversed(found.weeks)],
    }


def _column(week: Week) -> Column:
    waits = [how_long(wait) for wait in week.quartiles or ()] or ["", "", ""]
    return Column(week.begins, week, *waits)


def _voice(voices: measures.Voices) -> Voice:
    curve = curve_of(voices.words) if voices.is_enough else None
    return Voice(voices, curve, round(100 * voices.quietest_half), round(100 * voices.newcomers_share))
