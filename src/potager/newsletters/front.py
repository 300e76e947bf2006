"""The letter on the front page of its community: a small form, and how its acts are named there."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from potager.communities import queries as communities
from potager.communities.front import Named, announce, name_things, register_block
from potager.communities.models import Community
from potager.members.models import Member
from potager.newsletters import queries, shelf
from potager.newsletters.forms import AskForm
from potager.newsletters.models import Issue


def _block(community: Community, member: Member | None, language: str) -> str:
    """Once an article was published or a letter sent: how to receive it. Whoever does sees nothing."""
    last = queries.sent_in(community).first()
    if not (last or shelf.has_articles(community)):
        return ""
    mine = queries.subscription_of(member, community)
    if mine and mine.is_confirmed:
        return ""
    if last:
        last.community = community
    context = {"community": community, "member": member, "form": AskForm(), "last": last}
    return render_to_string("newsletters/front.html", {**context, "LANGUAGE_CODE": language})


def _names(identifiers: Iterable[UUID], member: Member | None) -> Mapping[UUID, Named]:
    readable = communities.readable_by(member)
    found = Issue.objects.filter(
        pk__in=identifiers, number__isnull=False, community__in=readable.values("pk")
    )
    return {one.pk: Named(one.headline, one.get_absolute_url()) for one in found.select_related("community")}


register_block("newsletters", 90, _block, _("The letter to readers"))
name_things("issue", _names)
announce("issue.sent")
