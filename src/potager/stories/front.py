"""What stories show on the front page of their community, and beside it where communities are listed."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from potager.communities.front import Named, announce, name_things, register_block, register_line
from potager.communities.models import Community
from potager.lib.permission import may
from potager.members.models import Member
from potager.stories import queries
from potager.stories.models import Story

FINISHED_SHOWN = 3


def _block(community: Community, member: Member | None, language: str) -> str:
    """Running and announced stories, the last finished ones, and a way to open another."""
    shelf = queries.shelf_of(
        Story.objects.filter(community=community, is_scheduled=False, hidden_at=None).order_by("-opens_at")[
            :60
        ]
    )
    if not any(shelf.values()):
        return ""  # the community's own empty page says what could grow
    context = {
        "community": community,
        "running": shelf["running"],
        "announced": shelf["announced"],
        "finished": shelf["finished"][:FINISHED_SHOWN],
        "may_open": may(member, "open stories", community),
        "LANGUAGE_CODE": language,
    }
    return render_to_string("stories/front.html", context)


def _lines(communities: Sequence[Community], member: Member | None, language: str) -> Mapping[UUID, str]:
    """How many stories are being written in each, where there are any that the member may read."""
    now = timezone.now()
    open_now = queries.visible_to(member).filter(
        community__in=[community.pk for community in communities],
        is_scheduled=False,
        opens_at__lte=now,
        closes_at__gt=now,
        closed_at__isnull=True,
        paused_at__isnull=True,
    )
    counts = open_now.order_by().values_list("community").annotate(number=Count("pk"))
    return {community: _line(number) for community, number in counts}


def _line(number: int) -> str:
    words = ngettext("%(n)s story being written", "%(n)s stories being written", number) % {"n": number}
    return format_html('<span class="pill live">{}</span>', words)


def _names(identifiers: Iterable[UUID], member: Member | None) -> Mapping[UUID, Named]:
    stories = queries.visible_to(member).filter(pk__in=identifiers)
    return {story.pk: Named(story.title, story.get_absolute_url()) for story in stories}


register_block("stories", 10, _block, _("Stories being written"))
register_line("stories", 10, _lines)
name_things("story", _names)
# What people wrote is not announced: whoever wants no name has none here either.
announce("story.opened", "story.begun", "story.extended", "story.closed", "story.reopened", "story.released")
