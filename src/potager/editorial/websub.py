"""WebSub (w3.org/TR/websub): the hub that the operator names tells readers of news at once.

Feeds say which hub it is, and the worker tells the hub which feeds have changed ("hub.mode=publish", as hubs have
taken it since PubSubHubbub; the recommendation leaves that to publisher and hub).
"""

import logging
from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from potager.editorial import queries
from potager.editorial.feeds import sources
from potager.editorial.feeds.parts import FORMS
from potager.editorial.models import Article, Author
from potager.lib.fetching import AddressRefused, Ask, fetch

log = logging.getLogger(__name__)
TAKEN = range(200, 300)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class HubDoesNotTakeIt(RuntimeError):
    """The hub says no, or nothing that makes sense: it is told again later."""


def hub() -> str:
    """The address of the hub, "" where the operator names none, or has not said where we are found."""
    return str(settings.ENV.websub_hub or "") if settings.ENV.url else ""


def paths_of(article: Article) -> Iterator[str]:
    """The feeds in which an article stands that everybody reads, in each format."""
    community = article.community
    room = sources.room(community)
    rooms = [room, *(f"{room}tag/{tag.folded}/" for tag in article.tags.all())]
    rooms += [f"{room}in/{article.category.address}/"] if article.category else []
    rooms += [f"{community.get_absolute_url()}series/{article.series.address}/"] if article.series else []
    signed = Author.objects.filter(article=article, state=Author.State.AGREED).values_list("pk", flat=True)
    rooms += [f"{room}by/{one}/" for one in signed]
    return (f"{one}feed.{form}" for one in rooms for form in FORMS)


def tell(identifier: UUID) -> None:
    """Tell the hub that the feeds of an article have changed, if everybody reads it still.

    Raises HubDoesNotTakeIt and NotFetched, after which it is worth trying again.
    """
    open_ones = queries.visible_to(None).select_related("category", "series")
    article = open_ones.filter(pk=identifier).first()
    if article is None or not hub():
        return
    for path in paths_of(article):
        said = urlencode({"hub.mode": "publish", "hub.url": f"{settings.ENV.url}{path}"}).encode()
        try:
            answer = fetch(hub(), Ask(method="POST", headers=FORM, content=said, may_cut=True))
        except AddressRefused:
            log.error("POTAGER_WEBSUB_HUB leads to no address out in the world: nothing is told there")
            return
        if answer.status not in TAKEN:
            raise HubDoesNotTakeIt(answer.status)
