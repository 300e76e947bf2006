"""What pages of the shelves begin and end with."""

from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.communities.views.visits import Visit
from potager.editorial.models import Category, Series, Tag
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.lib.statements import first_where
from potager.members.requests import member_of

Drawer = TypeVar("Drawer", Category, Tag)


def kept(request: HttpRequest, visit: Visit, response: HttpResponse) -> HttpResponse:
    """The page, kept for visitors without a session where whoever comes may read it."""
    if not visit.community.is_public or visit.standing.member is not None or request.GET:
        return response
    return keep(response, places=[f"community:{visit.community.pk}"], position=visit.position)


def series_to_edit(request: HttpRequest, identifier: UUID) -> tuple[Series, Standing]:
    """A series that the person may change; 404 where they may not read its community."""
    member = member_of(request)
    found = first_where(Series, id=identifier)
    community = first_where(Community, id=found.community_id) if found else None
    if found is None or community is None:
        raise Http404
    found.community = community
    standing = standing_of(member, community)
    if not standing.reads:
        raise Http404
    must(member, "edit", found)
    return found, standing


def category_to_keep(request: HttpRequest, identifier: UUID) -> Category:
    """A category of a community that the person edits; 404 where they may not read it."""
    found = first_where(Category, id=identifier)
    return _kept_by_editors(request, found)


def tag_to_keep(request: HttpRequest, identifier: UUID) -> Tag:
    """A tag of a community that the person edits; 404 where they may not read it."""
    found = first_where(Tag, id=identifier)
    return _kept_by_editors(request, found)


def _kept_by_editors(request: HttpRequest, found: Drawer | None) -> Drawer:
    community = first_where(Community, id=found.community_id) if found else None
    if found is None or community is None:
        raise Http404
    found.community = community
    if not standing_of(member_of(request), community).reads:
        raise Http404
    must(member_of(request), "publish", community)
    return found
