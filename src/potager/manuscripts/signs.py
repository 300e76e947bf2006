"""Who writes collective books together, and who answers whom in their margins, as signs of life between them.

A version counts under the name that everybody knows its author by: whoever signs a book with another name, or with
none, gives no sign by writing in it, and nobody turned to them. Remarks stand under everybody's own name.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F, QuerySet

from potager.authorship.models import Choice
from potager.journal.signs import Sign, Told, declare_signs
from potager.manuscripts.models import Comment, Version

FEW = 3  # people whose hands were in the book before
SOME = 500  # identifiers in one question


def _wrote(acts: Sequence[Told]) -> Iterable[Sign]:
    """Versions: whoever takes a chapter up after another hand turns to those who wrote in the book before."""
    found = _versions([UUID(told.target[8:]) for told in acts if told.target.startswith("version:")])
    for told in acts:
        if one := found.get(told.target):
            others = _others(one)
            yield Sign(told, one.by_id, words=True, toward=tuple((other, "cowrote") for other in others))


def _versions(ids: Sequence[UUID]) -> dict[str, Version]:
    found: dict[str, Version] = {}
    for some in (ids[at : at + SOME] for at in range(0, len(ids), SOME)):
        rows = _open(Version.objects.filter(pk__in=some)).select_related("section").defer("text")
        found.update(
            (f"version:{one.pk}", one) for one in rows if not _renamed(one.section.manuscript_id, one)
        )
    return found


def _open(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Those that are signed with the name of the account and became the chapter's text."""
    return versions.filter(signature=F("by__display_name"), is_aside=False)


def _others(version: Version) -> list[UUID]:
    """The last hands in the book before it; nobody where the same hand goes on with a chapter."""
    own = Version.objects.filter(section=version.section_id, is_aside=False, number__lt=version.number)
    if own.order_by("-number").values_list("by", flat=True).first() == version.by_id:
        return []
    book = _open(Version.objects.filter(section__manuscript=version.section.manuscript_id))
    earlier = book.filter(saved_at__lt=version.saved_at).exclude(by=version.by_id)
    rows = earlier.order_by("-saved_at", "-pk").values_list("by", flat=True)[: FEW * 10]
    named = Choice.objects.filter(work=f"manuscript:{version.section.manuscript_id}")
    hidden = set(named.exclude(naming=Choice.Naming.AS_SIGNED).values_list("author", flat=True))
    return [one for one in dict.fromkeys(rows) if one not in hidden][:FEW]


def _renamed(manuscript: UUID, version: Version) -> bool:
    chosen = Choice.objects.filter(work=f"manuscript:{manuscript}", author=version.by_id)
    return chosen.exclude(naming=Choice.Naming.AS_SIGNED).exists()


def _remarked(acts: Sequence[Told]) -> Iterable[Sign]:
    """Remarks in a margin, and answers to them."""
    ids = [UUID(told.target[8:]) for told in acts if told.target.startswith("comment:")]
    authors: dict[str, UUID] = {}
    for some in (ids[at : at + SOME] for at in range(0, len(ids), SOME)):
        rows = Comment.objects.filter(pk__in=some).order_by().values_list("pk", "by")
        authors.update((f"comment:{pk}", by) for pk, by in rows)
    for told in acts:
        author = authors.get(told.target)
        if author and told.actor:
            turns = told.kind == "comment.answered" and told.actor != author
            yield Sign(told, told.actor, words=True, toward=((author, "answered"),) if turns else ())


declare_signs(("version.saved",), _wrote)
declare_signs(("comment.made", "comment.answered"), _remarked)
