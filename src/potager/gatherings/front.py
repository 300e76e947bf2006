"""What gatherings show on the front page of their community, and how their acts are named there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.front import Named, announce, name_things, register_block, register_until
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.gatherings import queries
from potager.members.models import Member

NEXT = 3


def _block(community: Community, member: Member | None, language: str) -> str:
    """The next meetings."""
    standing = standing_of(member, community)
    sessions = list(queries.next_in(community, standing, now=timezone.now())[:NEXT])
    if not sessions:
        return ""
    context = {"community": community, "sessions": sessions, "LANGUAGE_CODE": language}
    return render_to_string("gatherings/front.html", context)


def _until(community: Community) -> datetime | None:
    """When the first of them is over."""
    coming = queries.next_in(community, standing_of(None, community), now=timezone.now())
    return coming.order_by("ends_at").values_list("ends_at", flat=True).first()


def _names(identifiers: Iterable[UUID], member: Member | None) -> Mapping[UUID, Named]:
    found = queries.visible_to(member).filter(pk__in=identifiers)
    return {one.pk: Named(one.title, one.get_absolute_url()) for one in found}


register_until(_until)
register_block("gatherings", 5, _block, _("Next meetings"))
name_things("event", _names)
announce("event.opened")
