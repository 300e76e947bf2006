"""What every page begins with: who comes, to what they may see."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest

from potager.communities.queries import Standing
from potager.gatherings import queries
from potager.gatherings.models import Event, Session
from potager.lib.permission import must
from potager.members.models import Member
from potager.members.requests import member_of


def signed_in(request: HttpRequest) -> Member:
    """Whoever is signed in (the view requires it)."""
    return cast(Member, request.user)


def visible_event(request: HttpRequest, identifier: UUID) -> tuple[Event, Standing]:
    """An event that the person may read of, and their standing in its community; 404 otherwise."""
    if found := queries.find(identifier, member_of(request)):
        return found
    raise Http404


def run_event(request: HttpRequest, identifier: UUID) -> tuple[Event, Standing]:
    """An event that the person runs; 404 or 403 otherwise."""
    event, standing = visible_event(request, identifier)
    must(member_of(request), "run", event)
    return event, standing


def visible_session(request: HttpRequest, identifier: UUID) -> tuple[Session, Standing]:
    """A session that the person may read of, and their standing in its community; 404 otherwise."""
    if found := queries.find_session(identifier, member_of(request)):
        return found
    raise Http404


def run_session(request: HttpRequest, identifier: UUID) -> tuple[Session, Standing]:
    """A session that the person runs; 404 or 403 otherwise."""
    session, standing = visible_session(request, identifier)
    must(member_of(request), "run", session)
    return session, standing
