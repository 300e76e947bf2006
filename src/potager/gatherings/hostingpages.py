"""What the pages about hosts show. Streets and offers are for whoever runs the event, and one's own for oneself."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from potager.communities.models import Membership
from potager.communities.queries import Standing
from potager.gatherings.models import Event, Offer, Session
from potager.gatherings.permissions import may_hand_back, runs, welcomes
from potager.gatherings.sessionpages import of_session
from potager.members.models import Member

MOST_FOUND = 20

__all__ = ["cafe_part", "comparing", "hosting_part", "member_called", "naming", "of_session", "waiting_offer"]


def waiting_offer(session: Session, member: Member) -> Offer | None:
    """What somebody offers for a date and was not answered yet."""
    return Offer.objects.filter(session=session, by=member, state=Offer.State.WAITING).first()


def comparing(session: Session, standing: Standing) -> dict[str, Any]:
    """The offers of a date, the earliest first; with when each person hosted last, so that doors take turns."""
    offers = session.offers.filter(state=Offer.State.WAITING).select_related("by")
    hosted = _hosted(session.event)
    found = [(offer, hosted.get(offer.by_id, [])) for offer in offers]
    return {
        **of_session(session, standing),
        "offers": found,
        "is_over": session.is_over_at(timezone.now()),
    }


def naming(session: Session, standing: Standing, wanted: str, chosen: str) -> dict[str, Any]:
    """Members whose name holds what was typed; and whoever was chosen among them."""
    taking_part = Membership.objects.taking_part().filter(
        community=session.community_id, member__is_active=True
    )
    found = taking_part.filter(member__display_name__icontains=wanted[:80]).select_related("member")
    person = _called(session, chosen)
    event = session.event
    typed: dict[str, Any] = {
        "member": person.pk if person else None,
        "place": session.place,
        "street": session.street,
    }
    typed["capacity"] = session.capacity
    return {
        **of_session(session, standing),
        "found": list(found.order_by("member__display_name", "pk")[:MOST_FOUND]),
        "most": MOST_FOUND,
        "wanted": wanted,
        "person": person,
        "usual": event.place,
        "typed": typed,
    }


def member_called(session: Session, identifier: UUID) -> Member:
    """Somebody of the community; 404 for anybody else."""
    if person := _called(session, str(identifier)):
        return person
    raise Http404


def hosting_part(session: Session, standing: Standing) -> dict[str, Any]:
    """What a date's page says of its host: who, or the call; what one may do about it."""
    is_ahead = session.is_planned and not session.is_over_at(timezone.now())
    member = standing.member
    is_called = is_ahead and session.call_opened_at is not None
    return {
        "is_called": is_called,
        "may_offer": is_called and welcomes(standing, session),
        "my_offer": waiting_offer(session, member) if member and is_called else None,
        "offered": session.offers.filter(state=Offer.State.WAITING).count() if is_ahead else 0,
        "may_choose": is_ahead and runs(standing, session.event),
        "may_hand_back": is_ahead and session.host_id is not None and may_hand_back(member, session),
        "is_host": is_ahead and member is not None and member.pk == session.host_id,
    }


def cafe_part(event: Event, dates: dict[str, Any], standing: Standing) -> dict[str, Any]:
    """The calendar of a café: what comes with its host or its call, what was, and who opened their door, by name."""
    if not event.is_itinerant:
        return {}
    coming, past = dates["coming"], [one for one in dates["past"] if one.is_planned]
    doors = {one.host_id: one.host.display_name for one in past if one.host and one.host.is_active}
    return {
        "cafe_next": next((one for one in coming if one.is_planned), None),
        "cafe_coming": coming,
        "cafe_past": past,
        "cafe_doors": sorted(doors.values(), key=str.casefold) if standing.is_member else [],
        "may_offer_here": standing.is_member or standing.animates,
    }


def _hosted(event: Event) -> dict[UUID, list[Session]]:
    """When each person hosted this event, the latest first."""
    past = Session.objects.filter(event=event, state=Session.State.PLANNED, ends_at__lte=timezone.now())
    found: dict[UUID, list[Session]] = {}
    for one in past.exclude(host=None).order_by("-starts_at"):
        found.setdefault(one.host_id, []).append(one)  # type: ignore[arg-type]
    return found


def _called(session: Session, identifier: str) -> Member | None:
    try:
        wanted = UUID(identifier)
    except ValueError:
        return None
    taking_part = Membership.objects.taking_part().filter(community=session.community_id, member=wanted)
    found = taking_part.filter(member__is_active=True).select_related("member").first()
    return found.member if found else None
