"""How every page of looking after begins: find it for who may know of it, or answer as if it did not exist."""

from uuid import UUID

from django.http import Http404, HttpRequest

from potager.communities import queries as communities
from potager.communities.queries import Standing
from potager.lib.permission import must
from potager.members.models import Member
from potager.members.requests import member_of
from potager.moderation import queries, rules
from potager.moderation.models import Case, Decision
from potager.moderation.subjects import Found, Subject, subject_of


def signed_in(request: HttpRequest) -> Member:
    """The member behind @login_required."""
    assert isinstance(request.user, Member)  # noqa: S101 (tells the type checker what the decorator made sure of)
    return request.user


def visible_thing(request: HttpRequest, kind: str, identifier: UUID) -> tuple[Subject, Found]:
    """A thing of a type that can be reported, if the person may read it; 404 otherwise."""
    subject = subject_of(kind)
    found = subject.find(identifier, member_of(request)) if subject else None
    if subject is None or found is None:
        raise Http404
    return subject, found


def standing_at(request: HttpRequest, address: str) -> Standing:
    """The person's standing in the community at an address that they may know of; 404 otherwise."""
    member = member_of(request)
    community = communities.at_address(address, member)
    if community is None:
        raise Http404
    return communities.standing_of(member, community)


def looked_after(request: HttpRequest, address: str) -> Standing:
    """The same for who moderates it; 403 for the others."""
    standing = standing_at(request, address)
    must(standing.member, "moderate", standing.community)
    return standing


def case_in_hand(request: HttpRequest, identifier: UUID) -> tuple[Case, Standing]:
    """A case of a community that the person looks after; 404 for others, Concerned for whom it is about."""
    found = queries.read_case(identifier, signed_in(request))
    if found is None:
        raise Http404
    if signed_in(request).pk in queries.concerned_by(found[0]):
        raise rules.Concerned
    return found


def known_decision(request: HttpRequest, identifier: UUID) -> tuple[Decision, Standing]:
    """A decision that concerns the person, or that they may look at; 404 otherwise."""
    found = queries.read_decision(identifier, signed_in(request))
    if found is None:
        raise Http404
    return found
