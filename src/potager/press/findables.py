"""What of books can be found: the newest edition of each, in each language, under its title and its authors' names.

The words of a story are found where it was written; those of a collective book, which no other page shows as they
are printed, here.
"""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from potager.journal.findable import Entry, Findable, declare_findable, one_after_another
from potager.journal.models import Activity
from potager.lib import prose
from potager.members.models import Member
from potager.press.models import Edition
from potager.press.queries import CURRENT, FREE, ORIGINAL_CURRENT, SAME, UNHIDDEN, newest_on_shelf

READY = Edition.State.READY
PAPERS = {"whitepaper": "paper", "article": "articles"}  # places whose acts concern white papers, by field
JUDGED = ("contribution.hidden", "contribution.unhidden", "section.hidden", "section.unhidden")


def _editions(ids: Collection[UUID]) -> Iterable[Entry]:
    later = Edition.objects.filter(
        SAME, language=OuterRef("language"), number__gt=OuterRef("number"), state=READY
    )
    shown = Edition.objects.filter(CURRENT, ORIGINAL_CURRENT, UNHIDDEN, FREE)
    ready = shown.filter(pk__in=ids, state=READY)
    found = ready.exclude(Exists(later)).annotate(
        home=Coalesce("story__community", "manuscript__community", "paper__community")
    )
    for edition in found:
        yield Entry(
            thing=f"edition:{edition.pk}",
            community=edition.home,
            title=f"{edition.title} {edition.subtitle}".strip(),
            text=" ".join(_texts(edition.book, is_whole=edition.manuscript_id is not None)),
            language=edition.language,
            happened_at=edition.released_at,
            url=edition.get_absolute_url(),
            signature=", ".join(one["name"] for one in edition.book.get("authors", []) if one["name"]),
        )


def _texts(book: dict[str, Any], *, is_whole: bool) -> Iterable[str]:
    yield book.get("opening", "")
    yield from (chapter["title"] for chapter in book.get("chapters", []))
    if is_whole:
        yield from (prose.plain(part["text"]) for part in book.get("contributions", []))


def _visible(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(newest_on_shelf(member).filter(pk__in=ids).values_list("pk", flat=True))


def _touched(activity: Activity) -> Iterable[UUID]:
    """All editions of a work: one takes the place of another, and what an author takes back is read in none."""
    type_, _colon, work = activity.place.partition(":")
    if type_ in PAPERS:
        return Edition.objects.filter(**{PAPERS[type_]: work}).values_list("pk", flat=True)
    if type_ not in {"story", "manuscript"} or not activity.kind.startswith(
        ("book.", "words.", "contribution.withdrawn", "story.", "manuscript.", "byline.", *JUDGED)
    ):
        return ()
    return Edition.objects.filter(**{type_: work}).values_list("pk", flat=True)


declare_findable(
    Findable(
        kind="edition",
        name=_("Book"),
        label=_("Books"),
        entries=_editions,
        visible=_visible,
        following=one_after_another(Edition),
        touched=_touched,
    )
)
