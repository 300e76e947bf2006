"""What a reader has missed, read from the journal when memory does not reach back far enough."""

from dataclasses import dataclass

from potager.journal.models import Activity
from potager.journal.read import last_position
from potager.live.recent import Told

MOST_MISSED = 500  # acts; whoever missed more had better reload the page


@dataclass(frozen=True)
class Missed:
    """The acts up to `position`; None means that the reader's place is unknown: reload."""

    acts: list[Told] | None
    position: int


def missed_since(position: int, channels: tuple[str, ...], language: str) -> Missed:
    """Read and render what these channels told after a position. Asks the database."""
    end = last_position()
    if position > end:  # a restored backup rewinds positions
        return Missed(None, end)
    rows = Activity.objects.filter(place__in=channels, position__gt=position, position__lte=end)
    acts = [Told(activity) for activity in rows.order_by("position")[: MOST_MISSED + 1]]
    if len(acts) > MOST_MISSED:
        return Missed(None, end)
    render(acts, language)
    return Missed(acts, end)


def render(acts: list[Told], language: str) -> None:
    """Make the events of these acts in a language. Asks the database."""
    for told in acts:
        told.in_language(language)
