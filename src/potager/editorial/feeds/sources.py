"""What each feed is of: the paper, a drawer, a word, a series, a signature; what is said about articles.

Feeds are the same for everybody: what strangers may not read is in none of them but a member's own (`for_member`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.conversations.models import Post
from potager.conversations.queries import posts_visible_to
from potager.editorial import queries, shelves
from potager.editorial.models import Article, PrivateFeed

Articles = QuerySet[Article]
Posts = QuerySet[Post]


@dataclass(frozen=True)
class Source:
    """What a feed is of. `key` is its name for good within the community; `room` is its path without "feed.atom"."""

    community: Community
    key: str
    title: str
    page: str
    room: str
    about: str = ""
    articles: Articles | None = None
    posts: Posts | None = None
    is_public: bool = True

    @property
    def identifier(self) -> UUID:
        """The same for as long as the thing is there, whatever it is called."""
        return uuid5(NAMESPACE_URL, f"potager:{self.community.pk}:{self.key}")

    def path(self, form: str) -> str:
        """Where the feed is, in a format."""
        return f"{self.room}feed.{form}"


def paper(community: Community) -> Source:
    """All that is published."""
    at, about = room(community), community.description
    return Source(community, "paper", community.name, at, at, about=about, articles=_open(community))


def category(community: Community, address: str) -> Source | None:
    """What lies in a drawer."""
    found = next((one for one in shelves.categories_of(community) if one.address == address), None)
    if found is None:
        return None
    articles = shelves.in_category(found, _stranger(community))
    return _shelf(community, f"category:{found.pk}", found.name, found.get_absolute_url(), articles)


def tag(community: Community, folded: str) -> Source | None:
    """What is found under a word."""
    found = shelves.tag_at(community, folded)
    if found is None:
        return None
    articles = shelves.tagged(found, _stranger(community))
    return _shelf(community, f"tag:{found.pk}", found.name, found.get_absolute_url(), articles)


def series(community: Community, address: str) -> Source | None:
    """The parts of a series, the newest first."""
    found = shelves.series_at(community, address)
    if found is None:
        return None
    articles = _open(community).filter(series=found)
    return _shelf(community, f"series:{found.pk}", found.title, found.get_absolute_url(), articles)


def signature(community: Community, identifier: UUID) -> Source | None:
    """What somebody publishes under one name; under another one they are somebody else."""
    found = shelves.signature_at(identifier, community)
    if found is None:
        return None
    articles = shelves.signed_as(found, community, _stranger(community))
    first = min(found.articles)
    page = f"{room(community)}by/{identifier}/"
    return _shelf(community, f"signature:{first}:{found.name}", found.name, page, articles)


def talk(community: Community) -> Source:
    """What is said about all articles."""
    title = _("%(name)s: the comments") % {"name": community.name}
    said = _said(community).filter(topic__about__startswith="article:")
    return Source(
        community, "talk", title, room(community), f"{community.get_absolute_url()}comments/", posts=said
    )


def talk_of(article: Article) -> Source:
    """What is said about one article."""
    title = _("Comments on “%(title)s”") % {"title": article.shown.title}
    page = article.get_absolute_url()
    said = _said(article.community).filter(topic__thing=article.pk)
    at = f"{room(article.community)}{article.address}/"
    return Source(article.community, f"talk:{article.pk}", title, f"{page}#comments", at, posts=said)


def for_member(feed: PrivateFeed, standing: Standing, secret: str) -> Source:
    """All that a member may read of the paper, for their own programs."""
    community = standing.community
    title = _("%(name)s, with what is for members") % {"name": community.name}
    articles = queries.shown_in(community, standing)
    return Source(
        community=community,
        key=f"private:{feed.pk}",
        title=title,
        page=room(community),
        room=f"/feeds/{secret}/",
        articles=articles,
        is_public=False,
    )


def room(community: Community) -> str:
    """Where the paper is."""
    return f"{community.get_absolute_url()}articles/"


def _shelf(community: Community, key: str, name: str, page: str, articles: Articles) -> Source | None:
    """A part of the paper; of what holds nothing that strangers read, nothing is told."""
    title = f"{name} · {community.name}"
    return Source(community, key, title, page, page, articles=articles) if articles.exists() else None


def _stranger(community: Community) -> Standing:
    return Standing(member=None, community=community, membership=None)


def _open(community: Community) -> Articles:
    return queries.shown_in(community, _stranger(community))


def _said(community: Community) -> Posts:
    """What is said in public, the newest first."""
    said = posts_visible_to(None).filter(topic__community=community).select_related("topic")
    return said.prefetch_related("pictures").order_by("-written_at", "-pk")


Find = Callable[[Community, str], Source | None]
SHELVES: dict[str, Find] = {"category": category, "tag": tag, "series": series}
