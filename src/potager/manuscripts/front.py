"""What collective books show on the front page of their community, and how their acts are named there."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from potager.communities.front import Audience, Named, announce, name_things, register_block
from potager.communities.models import Community
from potager.manuscripts import queries
from potager.manuscripts.models import Manuscript, Section
from potager.manuscripts.pages import with_progress
from potager.members.models import Member

SHOWN = 4


def _block(community: Community, member: Member | None, language: str) -> str:
    """The newest collective books, with how far they are."""
    books = list(Manuscript.objects.filter(community=community).order_by("-opened_at")[:SHOWN])
    if not books:
        return ""
    context = {"community": community, "rows": with_progress(books), "LANGUAGE_CODE": language}
    return render_to_string("manuscripts/front.html", context)


def _books(identifiers: Iterable[UUID], member: Member | None) -> Mapping[UUID, Named]:
    books = queries.visible_to(member).filter(pk__in=identifiers)
    return {book.pk: Named(book.title, book.get_absolute_url()) for book in books}


def _sections(identifiers: Iterable[UUID], member: Member | None) -> Mapping[UUID, Named]:
    sections = Section.objects.filter(
        pk__in=identifiers, manuscript__in=queries.visible_to(member), removed_at__isnull=True, hidden_at=None
    )
    return {one.pk: Named(one.title, one.get_absolute_url()) for one in sections.defer("text", "brief")}


register_block("manuscripts", 20, _block, _("Collective books"))
name_things("manuscript", _books)
name_things("section", _sections)
announce("manuscript.opened", "manuscript.released")
# Who writes what may be somebody who wants no name: only what editors do is told.
announce("section.added", "section.approved", to=Audience.MEMBERS)
