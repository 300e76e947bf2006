"""What every page begins with: who comes, to what they may see."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from potager.communities.queries import Standing
from potager.conversations import queries
from potager.conversations.models import Post, Topic
from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of


def signed_in(request: HttpRequest) -> Member:
    """Whoever is signed in (the view requires it)."""
    return cast(Member, request.user)


def read_topic(request: HttpRequest, identifier: UUID) -> tuple[Topic, Standing]:
    """A topic that the person may read, and their standing in its community; 404 otherwise."""
    if found := queries.read(identifier, member_of(request)):
        return found
    raise Http404


def read_post(request: HttpRequest, identifier: UUID) -> tuple[Post, Standing]:
    """A post of a topic that the person may read; 404 otherwise, and for what waits to be read by a moderator."""
    found = queries.read_post(identifier, member_of(request))
    if found is None or not _knows(found[1], found[0]):
        raise Http404
    return found


def _knows(standing: Standing, post: Post) -> bool:
    is_mine = standing.member is not None and standing.member.pk == post.author_id
    return not post.is_unseen or is_mine or standing.moderates


def tried(request: HttpRequest, do: Callable[[], object]) -> None:
    """Do it, from a button; a refusal is told on the page that comes next, where one sees how things are now."""
    try:
        do()
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("It is done."))
