"""What every page begins with: who comes, to what they may see."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from potager.communities import queries as communities
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.lib.permission import NotAllowed, must
from potager.manuscripts import queries
from potager.manuscripts.models import Comment, Manuscript, Pledge, Section
from potager.manuscripts.permissions import belongs, writes
from potager.members.models import Member
from potager.members.requests import member_of


def signed_in(request: HttpRequest) -> Member:
    """Whoever is signed in (the view requires it)."""
    return cast(Member, request.user)


def visible_community(address: str, member: Member | None) -> tuple[Community, Standing]:
    """The community at an address and the person's standing there; 404 if they may not know of it."""
    if found := communities.at_address(address, member):
        return found, standing_of(member, found)
    raise Http404


def visible_manuscript(request: HttpRequest, identifier: UUID) -> tuple[Manuscript, Standing]:
    """A collective book that the person may read, and their standing in its community; 404 otherwise."""
    if found := queries.read(identifier, member_of(request)):
        return found
    raise Http404


def edited_manuscript(request: HttpRequest, identifier: UUID) -> tuple[Manuscript, Standing]:
    """A collective book that the person edits; 404 or 403 otherwise."""
    manuscript, standing = visible_manuscript(request, identifier)
    must(member_of(request), "edit", manuscript)
    return manuscript, standing


def visible_section(request: HttpRequest, identifier: UUID) -> tuple[Section, Standing]:
    """A chapter of a book that the person may read; 404 otherwise, and for outsiders when it was taken out."""
    found = queries.read_section(identifier, member_of(request))
    if found is None or (found[0].removed_at and not belongs(found[1])):
        raise Http404
    return found


def inner_section(request: HttpRequest, identifier: UUID) -> tuple[Section, Standing]:
    """A chapter as those inside see it, with its history and margins; 404 or 403 otherwise."""
    section, standing = visible_section(request, identifier)
    if not belongs(standing):
        raise NotAllowed
    return section, standing


def edited_section(request: HttpRequest, identifier: UUID) -> tuple[Section, Standing]:
    """A chapter of a book that the person edits; 404 or 403 otherwise."""
    section, standing = visible_section(request, identifier)
    must(member_of(request), "edit", section.manuscript)
    return section, standing


def written_section(request: HttpRequest, identifier: UUID) -> tuple[Section, Standing]:
    """A chapter that the person may write; 404 or 403 otherwise."""
    section, standing = visible_section(request, identifier)
    if not writes(standing, section):
        raise NotAllowed
    return section, standing


def _visible(request: HttpRequest, model: Any, identifier: UUID) -> Any:
    readable = model.objects.filter(section__manuscript__in=queries.visible_to(member_of(request)))
    readable = readable.filter(section__hidden_at=None)
    found = readable.select_related("by", "section__manuscript__community", "section__manuscript__editor")
    return get_object_or_404(found, pk=identifier)


def visible_pledge(request: HttpRequest, identifier: UUID) -> Pledge:
    """An offer, for whoever made it and for the editor; to others it does not exist."""
    pledge = cast(Pledge, _visible(request, Pledge, identifier))
    if pledge.by_id != signed_in(request).pk:
        must(member_of(request), "edit", pledge.section.manuscript)
    return pledge


def visible_comment(request: HttpRequest, identifier: UUID) -> Comment:
    """A remark, for those inside; 404 or 403 otherwise."""
    comment = cast(Comment, _visible(request, Comment, identifier))
    if comment.hidden_at:
        raise Http404
    must(member_of(request), "comment", comment.section.manuscript)
    return comment
