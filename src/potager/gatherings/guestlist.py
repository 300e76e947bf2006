"""The list of who comes, for those who welcome them: on the page, and as a file that no spreadsheet executes."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from potager.gatherings.models import Registration, Session
from potager.gatherings.places import comers

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Heap:
    """Those of one state."""

    title: str
    rows: list[Registration]

    @property
    def heads(self) -> int:
        """How many people they are."""
        return sum(row.heads for row in self.rows)


def heaps_of(session: Session) -> list[Heap]:
    """Who comes, for whom a place is held, who waits: each with what they answered."""
    rows = list(comers(session))
    titles = {
        Registration.State.COMING: _("Who comes"),
        Registration.State.OFFERED: _("A place is held for them"),
        Registration.State.WAITING: _("On the waiting list"),
    }
    found = [Heap(title, [row for row in rows if row.state == state]) for state, title in titles.items()]
    return [heap for heap in found if heap.rows]


def as_csv(session: Session) -> str:
    """The list as a table (RFC 4180, with the mark by which spreadsheets know UTF-8). Addresses are not in it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerows([safe(cell) for cell in row] for row in _rows(session))
    return "\ufeff" + file.getvalue()


def safe(cell: object) -> str:
    """A cell that a spreadsheet shows and never executes: what could begin a formula gets an apostrophe before it."""
    text = str(cell).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0\u202f\ufeff").startswith(FORMULA) else text


def _rows(session: Session) -> Iterator[Iterable[object]]:
    questions = [one["label"] for one in session.event.questions]
    yield [_("Name"), _("People"), _("State"), _("Registered on"), *questions]
    for row in comers(session):
        said = {one["label"]: one["answer"] for one in row.answers}
        when = f"{row.registered_at:%Y-%m-%d %H:%M}"
        yield [
            row.name,
            row.heads,
            row.get_state_display(),
            when,
            *(said.get(label, "") for label in questions),
        ]
