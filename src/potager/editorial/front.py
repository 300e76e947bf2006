"""What the paper shows on the front page of its community, and how its acts are named there."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from potager.communities.front import Named, announce, name_things, register_block
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.editorial import queries
from potager.editorial.pages import with_authors
from potager.members.models import Member

SHOWN = 4


def _block(community: Community, member: Member | None, language: str) -> str:
    """What was published last."""
    newest = list(queries.shown_in(community, standing_of(member, community))[:SHOWN])
    if not newest:
        return ""
    context = {"community": community, "rows": with_authors(newest), "LANGUAGE_CODE": language}
    return render_to_string("editorial/front.html", context)


def _names(identifiers: Iterable[UUID], member: Member | None) -> Mapping[UUID, Named]:
    found = queries.visible_to(member).filter(pk__in=identifiers).select_related("shown")
    return {one.pk: Named(one.shown.title, one.get_absolute_url()) for one in found}


register_block("editorial", 12, _block, _("Latest articles"))
name_things("article", _names)
announce("article.published")
