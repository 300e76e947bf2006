"""Who writes stories together, as signs of life between them.

Only what stands under the name that everybody knows its author by: whoever signed with another name, or with none,
gives no sign here, and nobody turned to them. What only hosts know of is told at the desk of a story: no sign.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from potager.journal.signs import Sign, Told, declare_signs
from potager.stories.models import Contribution

FEW = 3  # contributions before one's own: with whom one writes
SOME = 500  # identifiers in one question

OUT = (Contribution.State.WAITING, Contribution.State.DECLINED, Contribution.State.WITHDRAWN)


class Written(NamedTuple):
    """Where a contribution stands, and who wrote it."""

    story: UUID
    position: int
    author: UUID


def _wrote(acts: Sequence[Told]) -> Iterable[Sign]:
    """Contributions, once they can be read: toward those who wrote just before."""
    open_ = [told for told in acts if told.place.startswith("story:")]
    found = _written([UUID(told.target[13:]) for told in open_ if told.target.startswith("contribution:")])
    before = _before(found.values())
    for told in open_:
        if one := found.get(told.target):
            places = range(one.position - 1, one.position - 1 - FEW, -1)
            others = (before.get((one.story, place)) for place in places)
            known = dict.fromkeys(other for other in others if other and other != one.author)
            yield Sign(told, one.author, words=True, toward=tuple((other, "cowrote") for other in known))


def _written(ids: Sequence[UUID]) -> dict[str, Written]:
    found: dict[str, Written] = {}
    for some in (ids[at : at + SOME] for at in range(0, len(ids), SOME)):
        rows = Contribution.objects.filter(pk__in=some, signature=F("author__display_name")).order_by()
        for pk, story, position, author in rows.values_list("pk", "story", "position", "author"):
            found[f"contribution:{pk}"] = Written(story, position, author)
    return found


def _before(written: Iterable[Written]) -> dict[tuple[UUID, int], UUID]:
    """Who openly wrote what stands around these contributions, by story and position."""
    ranges: dict[UUID, tuple[int, int]] = {}
    for one in written:
        least, most = ranges.get(one.story, (one.position, one.position))
        ranges[one.story] = (min(least, one.position), max(most, one.position))
    found: dict[tuple[UUID, int], UUID] = {}
    for story, (least, most) in ranges.items():
        rows = Contribution.objects.filter(story=story, signature=F("author__display_name"), is_unseen=False)
        rows = rows.filter(position__gte=least - FEW, position__lt=most).exclude(state__in=OUT).order_by()
        found.update({(story, place): author for place, author in rows.values_list("position", "author")})
    return found


declare_signs(("contribution.added", "contribution.accepted"), _wrote)
