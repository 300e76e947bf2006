"""What every page begins with: who comes, to what they may see."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from potager.communities import queries as communities
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.lib.permission import must
from potager.members.models import Member
from potager.members.requests import member_of
from potager.stories import queries
from potager.stories.models import Contribution, Story


def signed_in(request: HttpRequest) -> Member:
    """Whoever is signed in (the view requires it)."""
    return cast(Member, request.user)


def read_story(request: HttpRequest, identifier: UUID) -> tuple[Story, Standing]:
    """A story that the person may read, and their standing in its community; 404 otherwise."""
    if found := queries.read(identifier, member_of(request)):
        return found
    raise Http404


def visible_story(request: HttpRequest, identifier: UUID) -> Story:
    """A story that the person may read; 404 otherwise."""
    return read_story(request, identifier)[0]


def visible_community(address: str, member: Member | None) -> Community:
    """The community at an address, as the person may know of it; 404 otherwise."""
    if found := communities.at_address(address, member):
        return found
    raise Http404


def hosted_story(request: HttpRequest, identifier: UUID) -> tuple[Member, Story]:
    """Whoever is signed in, and a story that they host; 404 or 403 otherwise."""
    member, found = signed_in(request), visible_story(request, identifier)
    must(member, "host", found)
    return member, found


def hosted_contribution(request: HttpRequest, identifier: UUID, *, verb: str = "moderate") -> Contribution:
    """A contribution to a story that the person may moderate (or edit: another verb of stories)."""
    readable = Contribution.objects.filter(story__in=queries.visible_to(member_of(request)))
    found = get_object_or_404(
        readable.select_related("story__community", "story__host", "author"), pk=identifier
    )
    must(member_of(request), verb, found.story)
    return found
