"""What several pages of the press need."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from potager.communities.queries import standing_of
from potager.members.models import Member
from potager.members.requests import member_of
from potager.press import queries
from potager.press.models import Edition
from potager.stories.models import Story


def signed_in(request: HttpRequest) -> Member:
    """Who asks; raises PermissionDenied for nobody."""
    member = member_of(request)
    if member is None:
        raise PermissionDenied
    return member


def visible_edition(request: HttpRequest, identifier: UUID) -> Edition:
    """An edition that who asks may read; raises Http404."""
    return get_object_or_404(queries.visible_to(member_of(request)), pk=identifier)


def frame_of(member: Member | None, story: Story) -> dict[str, object]:
    """What every page of the press needs: the story, its community, the reader's standing there."""
    return {"story": story, "community": story.community, "standing": standing_of(member, story.community)}
