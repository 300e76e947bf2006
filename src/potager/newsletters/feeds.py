"""The letters that were sent, as an Atom feed (RFC 4287) with stable ids and whole texts."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed

from potager.communities.models import Community
from potager.members.requests import absolute
from potager.newsletters import composing, queries

MOST = 20


class _WithTexts(Atom1Feed):
    """A feed whose entries hold the whole text."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """See Atom1Feed."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(community: Community, request: HttpRequest) -> str:
    """The feed, as XML."""
    home = absolute(request, f"{community.get_absolute_url()}letter/")
    feed = _WithTexts(
        title=community.name,
        link=home,
        description="",
        language=community.language,
        feed_url=f"{home}feed.atom",
    )
    for issue in queries.sent_in(community)[:MOST]:
        issue.community = community
        context = {"parts": composing.parts_of(issue), "is_feed": True}
        feed.add_item(
            title=issue.headline,
            link=absolute(request, issue.get_absolute_url()),
            description="",
            content=render_to_string("newsletters/parts.html", context),
            unique_id=f"urn:uuid:{issue.pk}",
            pubdate=issue.begun_at,
            updateddate=issue.begun_at,
        )
    return str(feed.writeString("utf-8"))
