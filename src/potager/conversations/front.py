"""What conversations show on the front page of their community, and how their acts are named there."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from potager.communities.front import Named, announce, name_things, register_block
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.conversations import listing, queries
from potager.conversations.pages import public_topics
from potager.conversations.permissions import is_asked_in
from potager.lib.permission import may
from potager.members.models import Member

SHOWN = 5


def _block(community: Community, member: Member | None, language: str) -> str:
    """Where people talk now."""
    page = listing.page_of(public_topics(community), size=SHOWN)
    if not page.topics:
        return ""  # the community's own empty page says what could grow
    context = {
        "community": community,
        "topics": page.topics,
        "opens": may(member, "open topics", community),
        "asked_in": is_asked_in(standing_of(member, community)),
        "LANGUAGE_CODE": language,
    }
    return render_to_string("conversations/front.html", context)


def _names(identifiers: Iterable[UUID], member: Member | None) -> Mapping[UUID, Named]:
    """Those that everybody who reads the community may know of, whoever asks.

    Of what is said about things their own pages tell; who said the first word may wait for a moderator still.
    """
    topics = queries.visible_to(member).filter(pk__in=identifiers, is_private=False, about="")
    return {topic.pk: Named(topic.title, topic.get_absolute_url()) for topic in topics}


register_block("conversations", 15, _block, _("Where people talk now"))
name_things("topic", _names)
announce("topic.opened", "topic.closed")
