"""The history of a text as its authors and editors read it: who changed what, when, in words.

It is read from the journal, and from the rows that its acts speak of. Authors stay who they signed as: an act of
an author is told of "its author", never of the name of an account.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from potager.journal.models import Activity
from potager.lib.differences import Passage
from potager.lib.woven import woven
from potager.members.models import Member
from potager.stories.models import Arrangement, Contribution, Correction, Story

PER_PAGE = 50
SEEN = (
    *("contribution.declined", "contribution.set_aside", "contribution.restored"),
    *("contribution.withdrawn", "contribution.returned"),
)
CORRECTIONS = tuple(
    f"correction.{verb}"
    for verb in ("proposed", "agreed", "tacitly_agreed", "refused", "taken_back", "undone")
)
ARRANGEMENTS = ("story.arranged", "story.reworded", "arrangement.undone", "arrangement.redone")
STORY = ("story.closed", "story.reopened", "story.released", "story.unreleased")
BY_AUTHORS = ("contribution.withdrawn", "contribution.returned")


@dataclass(frozen=True)
class Change:
    """A change of the order, as it is told. A thing is a contribution's position, or a chapter if `is_chapter`."""

    number: int
    what: str
    item: int
    after: int
    after_title: str  # the title of the chapter that it was put after, if it is one
    moved: int
    wording: str
    worded: str
    is_undone: bool

    @property
    def is_chapter(self) -> bool:
        """Whether a chapter was moved."""
        return self.item < 0


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    kind: str
    when: datetime
    who: str  # empty: the author, or the clock
    position: int  # of the contribution it is about; 0: none
    signature: str
    is_by_author: bool
    correction: Correction | None
    change: Change | None
    of: Change | None  # what was undone, or done again
    passages: tuple[Passage, ...]


def history_of(story: Story, *, page: str) -> Page[Entry]:
    """A page of the history, the newest first: a constant number of queries."""
    here, desk = f"story:{story.pk}", f"desk:{story.pk}"
    acts = Activity.objects.filter(
        Q(place=here, kind__in=(*SEEN, *CORRECTIONS, *ARRANGEMENTS, *STORY))
        | Q(place=desk, kind__in=(*CORRECTIONS, *ARRANGEMENTS))
    )
    found: Page[Any] = Paginator(acts.order_by("-position"), PER_PAGE).get_page(page)
    rows = list(found.object_list)
    found.object_list = _Reading(story, rows).entries()
    return found


def told_change(row: Arrangement | None, titles: Mapping[str, str] | None = None) -> Change | None:
    """A change in the words of the history; its own row knows the titles as they were after it."""
    if row is None:
        return None
    known = titles if titles is not None else row.titles
    return Change(
        number=row.number,
        what=row.what,
        item=row.item or 0,
        after=row.after or 0,
        after_title=known.get(str(row.after), "") if (row.after or 0) < 0 else "",
        moved=row.moved,
        wording=row.wording,
        worded=row.worded,
        is_undone=row.undone_by is not None,
    )


class _Reading:
    """The rows that some acts speak of, each table read once."""

    def __init__(self, story: Story, acts: list[Activity]) -> None:
        self._acts = acts
        self._people = dict(
            Member.objects.filter(pk__in={act.actor for act in acts if act.actor}).values_list(
                "pk", "display_name"
            )
        )
        rows = Correction.objects.filter(pk__in=_targets(acts, CORRECTIONS))
        self._corrections = {str(row.pk): row for row in rows}
        self._changes = {str(row.pk): row for row in _arrangements(story, _targets(acts, ARRANGEMENTS))}
        numbers = {row.of for row in self._changes.values() if row.of}
        self._undone = {row.number: row for row in story.arrangements.filter(number__in=numbers)}
        positions = {act.facts.get("position", 0) for act in acts}
        parts = Contribution.objects.filter(story=story, position__in=positions)
        self._signatures = dict(parts.values_list("position", "signature"))
        gone = parts.filter(Q(state=Contribution.State.WITHDRAWN) | Q(is_hidden=True))
        self._gone = set(gone.values_list("position", flat=True))  # their words are nobody's to read

    def entries(self) -> list[Entry]:
        return [self._entry(act) for act in self._acts]

    def _entry(self, act: Activity) -> Entry:
        correction, row = self._corrections.get(act.target_id), self._changes.get(act.target_id)
        position = act.facts.get("position", 0)
        by_author = act.kind in BY_AUTHORS or (correction is not None and act.actor == correction.author_id)
        return Entry(
            kind=act.kind,
            when=act.happened_at,
            who="" if by_author or act.actor is None else self._people.get(act.actor, ""),
            position=position,
            signature=self._signatures.get(position, ""),
            is_by_author=by_author,
            correction=correction,
            change=told_change(row),
            of=told_change(self._undone.get(row.of)) if row and row.of else None,
            passages=() if position in self._gone else _passages(act.kind, correction),
        )


def _passages(kind: str, correction: Correction | None) -> tuple[Passage, ...]:
    """What an agreed correction changed: the only words that the history holds."""
    if correction is None or kind not in {"correction.agreed", "correction.tacitly_agreed"}:
        return ()
    return (Passage(woven(correction.before, correction.after)),)


def _targets(acts: Iterable[Activity], kinds: tuple[str, ...]) -> set[UUID]:
    return {UUID(act.target_id) for act in acts if act.kind in kinds}


def _arrangements(story: Story, keys: set[UUID]) -> Iterable[Arrangement]:
    return story.arrangements.filter(pk__in=keys).defer("order")
