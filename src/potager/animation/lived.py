"""What one more sign makes of a person and of a tie: the arithmetic of the graph, act by act (sums.py: in bulk).

Days are counted in Greenwich and in the order of the journal: a day earlier than one already counted, told late,
adds none. All the rest comes out the same in whatever order it is told.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from potager.animation.models import HALF_LIFE, Person, Tie, season_of

DAY = 86_400.0  # seconds
GAP_WEIGHT = 0.2  # of the newest pause in the typical one: an exponentially weighted mean
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # of whoever others turned to, and who never did anything
PERSON = ("first_at", "last_at", "acts", "words", "days", "gap", "seasons")
TIE = ("answered", "thanked", "mentioned", "cowrote", "strength", "first_at", "last_at")


def day_of(moment: datetime) -> int:
    """Days since 1970-01-01, in Greenwich."""
    return int(moment.timestamp() // DAY)


def see(person: Person, at: datetime) -> None:
    """They were there at a moment: all that is kept of whoever does not want to be counted."""
    person.first_at = at if person.first_at == NEVER else min(person.first_at, at)
    person.last_at = max(person.last_at, at)


def count(person: Person, at: datetime, *, words: bool) -> None:
    """They did something at a moment, in words or without."""
    pause = day_of(at) - day_of(person.last_at)
    if person.days == 0 or pause > 0:
        if person.days:
            person.gap = _mean(person.gap, pause)
        person.days += 1
    person.acts += 1
    person.words += words
    person.seasons |= 1 << season_of(at)
    see(person, at)


def _mean(gap: float, pause: int) -> float:
    return gap + GAP_WEIGHT * (pause - gap) if gap else float(pause)


def turn(tie: Tie, at: datetime, sorts: Iterable[str], times: int) -> None:
    """Somebody turned to somebody at a moment in these ways; -1 takes that back as if it had never been."""
    total = 0
    for sort in sorts:
        setattr(tie, sort, getattr(tie, sort) + times)
        total += times
    newest = max(tie.last_at, at)
    tie.strength = tie.strength * kept(tie.last_at, newest) + total * kept(at, newest)
    tie.first_at, tie.last_at = min(tie.first_at, at), newest


def kept(since: datetime, now: datetime) -> float:
    """What is left now of something that counted one then."""
    return float(0.5 ** ((now - since).total_seconds() / DAY / HALF_LIFE))
