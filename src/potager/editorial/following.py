"""How the paper is followed: the feeds there are, and the page that lists them."""

from dataclasses import dataclass
from typing import Any

from potager.communities.queries import Standing, standing_of
from potager.editorial import queries, shelves
from potager.editorial.feeds import sources
from potager.editorial.feeds.parts import FORMS
from potager.editorial.feeds.travelling import Address
from potager.editorial.feedsecrets import digest_of, secret_in
from potager.editorial.models import PrivateFeed
from potager.editorial.permissions import follows_in_private
from potager.lib.statements import first_where

MOST_AUTHORS = 100
NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


@dataclass(frozen=True)
class Line:
    """One thing that can be followed, and where, by format."""

    name: str
    addresses: tuple[tuple[str, str], ...]  # the format's name, the whole address


def whose(secret: str) -> tuple[PrivateFeed, Standing] | None:
    """The feed with this secret, and its member's standing now; None if they may not read what is for members."""
    own = first_where(PrivateFeed, digest=digest_of(secret))
    if own is None:
        return None
    own = PrivateFeed.objects.select_related("community", "member").get(pk=own.pk)
    standing = standing_of(own.member, own.community)
    return (own, standing) if own.member.is_active and follows_in_private(standing) else None


def page(standing: Standing, address: Address) -> dict[str, Any]:
    """What the page of feeds shows: the public ones to everyone, one's own to whoever may have it."""
    community, may = standing.community, follows_in_private(standing)
    own = PrivateFeed.objects.filter(member=standing.member, community=community).first() if may else None
    secret = secret_in(own) if own else ""
    frame = {"community": community, "standing": standing, "may_have_own": may}
    mine = _line("", f"/feeds/{secret}/", address) if secret else None
    return {**frame, "own": mine, **(_public(standing, address) if community.is_public else {})}


def _public(standing: Standing, address: Address) -> dict[str, Any]:
    """The feeds of what strangers read, in sorts."""
    community = standing.community
    stranger = Standing(member=None, community=community, membership=None)
    at = sources.room(community)
    shown = set(queries.shown_in(community, stranger).order_by().values_list("category", flat=True))
    drawers = [one for one in shelves.categories_of(community) if one.pk in shown]
    series = shelves.shown_series(community, stranger)
    tags = shelves.shown_tags(community, stranger)
    return {
        "paper": _line(community.name, at, address),
        "talk": _line("", f"{community.get_absolute_url()}comments/", address),
        "drawers": [_line(one.name, one.get_absolute_url(), address) for one in drawers],
        "series": [_line(one.title, one.get_absolute_url(), address) for one in series],
        "tags": [_line(one.name, f"{at}tag/{one.folded}/", address) for one in tags],
    }


def _line(name: str, at: str, address: Address) -> Line:
    return Line(name, tuple((NAMES[form], address(f"{at}feed.{form}")) for form in FORMS))
