"""What several pages of the press need."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from potager.communities.queries import standing_of
from potager.members.models import Member
from potager.members.requests import member_of
from potager.press import queries
from potager.press.models import Edition, WhitePaper
from potager.stories.models import Story

View = Callable[[HttpRequest, UUID], HttpResponse]


def signed_in(request: HttpRequest) -> Member:
    """Who asks; raises PermissionDenied for nobody."""
    member = member_of(request)
    if member is None:
        raise PermissionDenied
    return member


def visible_edition(request: HttpRequest, identifier: UUID) -> Edition:
    """An edition that who asks may read, or may look at although a decision hides it; raises Http404."""
    member = member_of(request)
    found = queries.visible_to(member).filter(pk=identifier).first() or queries.hidden(identifier, member)
    if found is None:
        raise Http404
    return found


def or_newest(view: View) -> View:
    """For pages of an edition that may not be read any more: lead to the newest one, if there is any."""

    @wraps(view)
    def handle(request: HttpRequest, identifier: UUID) -> HttpResponse:
        try:
            return view(request, identifier)
        except Http404:
            newest = queries.in_place_of(identifier, member_of(request))
            if newest is None:
                raise
            return redirect("press:book", newest.pk)

    return handle


def frame_of(member: Member | None, work: queries.Work) -> dict[str, object]:
    """What every page of the press needs: the work, its community, the reader's standing there."""
    story = work if isinstance(work, Story) else None
    standing = standing_of(member, work.community)
    paper = work if isinstance(work, WhitePaper) else None
    return {"work": work, "story": story, "paper": paper, "community": work.community, "standing": standing}
