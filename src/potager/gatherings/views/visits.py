"""What every page begins with: who comes, to what they may see."""

from collections.abc import Callable
from typing import TypeVar, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest

from potager.communities.queries import Standing
from potager.gatherings import queries
from potager.gatherings.models import Event, Offer, Session
from potager.lib.permission import may, must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of

T = TypeVar("T")


def tried(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What came of an act; None with the refusal written on the form."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


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


def planned_session(request: HttpRequest, identifier: UUID) -> tuple[Session, Standing]:
    """A session of an event that the person runs: when and at whose place it is, they decide; 404 or 403 otherwise."""
    session, standing = visible_session(request, identifier)
    must(member_of(request), "run", session.event)
    return session, standing


def visible_offer(request: HttpRequest, identifier: UUID) -> Offer:
    """An offer that the person made, or may choose; 404 otherwise."""
    member = signed_in(request)
    offer = Offer.objects.select_related("by").filter(pk=identifier).first()
    found = queries.find_session(offer.session_id, member) if offer else None
    if offer is None or found is None or not (offer.by_id == member.pk or may(member, "run", found[0].event)):
        raise Http404
    offer.session = found[0]
    return offer
