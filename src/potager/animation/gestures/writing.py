"""What members wrote for stories and collective books, under the name they bear now: another name reveals nothing."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from potager.animation.gestures.common import SIGNED, listed
from potager.authorship.models import Choice
from potager.manuscripts.models import Author, Section
from potager.manuscripts.queries import read_section
from potager.stories.models import Contribution

if TYPE_CHECKING:
    from potager.animation.life import Life
    from potager.animation.telling import Teller

ROWS = 4000


def contributions_of(life: "Life", days: float) -> dict[UUID, list[UUID]]:
    """Contributions to stories that everybody reads, by author; who gave most comes first."""
    shown = Contribution.objects.filter(state=Contribution.State.SHOWN, is_unseen=False)
    shown = shown.filter(story__community=life.community, story__hidden_at=None, story__is_scheduled=False)
    recent = shown.filter(SIGNED, written_at__gt=life.ago(days), written_at__lte=life.now)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for author, pk in recent.order_by("-written_at", "-pk").values_list("author", "pk")[:ROWS]:
        found[author].append(pk)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def chapters_of(life: "Life", days: float) -> dict[UUID, list[UUID]]:
    """Chapters of collective books that are ready, by author. Two queries."""
    ready = Author.objects.filter(
        signature=F("member__display_name"),
        section__manuscript__community=life.community,
        section__state=Section.State.READY,
        section__written_at__gt=life.ago(days),
        section__removed_at=None,
        section__hidden_at=None,
    ).order_by("-section__written_at", "pk")
    rows = list(ready.values_list("member", "section", "section__manuscript")[:ROWS])
    named_otherwise = _named_otherwise({book for _member, _section, book in rows})
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for member, section, book in rows:
        if (member, f"manuscript:{book}") not in named_otherwise:
            found[member].append(section)
    return found


def _named_otherwise(books: set[UUID]) -> set[tuple[UUID, str]]:
    """Who chose another name, or none, in which of these books."""
    chosen = Choice.objects.filter(work__in=[f"manuscript:{book}" for book in books])
    return set(chosen.exclude(naming=Choice.Naming.AS_SIGNED).values_list("author", "work"))


def say_chapters(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    """Ready chapters, with links to those that the viewer may read and that are still signed so. Raises NotTold."""
    from potager.animation.telling import NotTold

    found = [_chapter(tell, identifier, about["member"]) for identifier in about["sections"]]
    links = [one for one in found if one]
    if not links:
        raise NotTold(about["member"])
    words = ngettext(
        "{number} chapter of a book: {things}", "{number} chapters of books: {things}", about["number"]
    )
    return format_html(words, number=about["number"], things=listed(links))


def _chapter(tell: "Teller", identifier: str, member: str) -> SafeString | None:
    author = UUID(member.removeprefix("member:"))
    read = read_section(UUID(identifier), tell.viewer)
    if (
        read is None
        or not read[0].authors.filter(member=author, signature=F("member__display_name")).exists()
    ):
        return None
    section = read[0]
    if (author, f"manuscript:{section.manuscript_id}") in _named_otherwise({section.manuscript_id}):
        return None
    return format_html('<a href="{}"><cite>{}</cite></a>', section.get_absolute_url(), section.title)
