"""What the pages of who comes show."""

from typing import Any

from django.utils import timezone

from potager.communities.queries import Standing, standing_of
from potager.gatherings import guestlist, places, wording
from potager.gatherings.models import Registration, Session
from potager.gatherings.pages import frame
from potager.gatherings.permissions import reads, registers, runs_session
from potager.gatherings.welcoming import Welcome
from potager.members.models import Member

State = Registration.State


def told(session: Session, standing: Standing) -> dict[str, Any]:
    """When and where in words: on the reader's clock, for visitors on the event's; what only comers may know."""
    member, now = standing.member, timezone.now()
    zone = member.time_zone if member else session.event.time_zone
    mine = places.registration_of(member, session)
    comes = mine is not None and mine.state == State.COMING and reads(standing, session.event)
    knows = comes or runs_session(standing, session)
    return {
        "when": wording.when_in_words(session, zone=zone),
        "zone": wording.clock_in_words(zone),
        "when_there": wording.when_in_words(session) if wording.is_elsewhere(session, zone) else "",
        "zone_there": wording.clock_in_words(session.event.time_zone),
        "is_doubled": wording.is_doubled(session),
        "where": wording.where_in_words(session, knows=knows),
        "point": wording.point_of(session, knows=knows),
        "access": "\n".join(filter(None, (session.event.access, session.access if knows else ""))),
        "link": wording.link_of(session, now) if knows else "",
        "mine": mine,
        "is_over": session.is_over_at(now),
    }


def session_part(session: Session, standing: Standing) -> dict[str, Any]:
    """What a date's page says of who comes: places left, what one said oneself, who lets members see it."""
    context, found = told(session, standing), places.places_of(session)
    runs = runs_session(standing, session)
    is_open = session.is_planned and not context["is_over"] and not session.event.cancelled_at
    return {
        **context,
        "places": found,
        "is_open": is_open,
        "may_register": is_open and registers(standing, session),
        "may_see_guests": runs,
        "listed": places.listed(session) if standing.is_member or runs else [],
        "hosts": _hosts(session),
    }


def _hosts(session: Session) -> list[Any]:
    """Who welcomes: this time's host, or those of the event."""
    if session.host:
        return [session.host]
    hosts = session.event.hosts.select_related("member").filter(member__is_active=True)
    return [one.member for one in hosts]


def form_page(session: Session, welcome: Welcome) -> dict[str, Any]:
    """The form of registering, or why there is none."""
    part = session_part(session, welcome.standing)
    return {
        **frame(session.event.community, welcome.standing),
        **part,
        "session": session,
        "event": session.event,
        "form": welcome.form,
        "composer": welcome,
    }


def own_page(mine: Registration, viewer: Member | None) -> dict[str, Any]:
    """One's registration, as its link shows it to whoever holds it; the bar is the viewer's."""
    session = mine.session
    community = session.event.community
    standing, found = standing_of(mine.member, community), places.places_of(session)
    is_coming_up = session.is_planned and not session.is_over_at(timezone.now())
    is_open = is_coming_up and not session.event.cancelled_at and registers(standing, session)
    until = mine.offered_until
    is_held = mine.state == State.OFFERED and until is not None and until > timezone.now()
    return {
        **frame(community, standing_of(viewer, community)),
        **told(session, standing),
        "session": session,
        "event": session.event,
        "mine": mine,
        "knows_where": reads(standing, session.event),
        "is_open": is_open,
        "may_leave": is_coming_up and mine.state != State.CANCELLED,
        "is_held": is_held,
        "until": wording.moment_in_words(until, zone=mine.member.time_zone) if is_held and until else "",
        "ahead": places.ahead_of(mine) if mine.state == State.WAITING else 0,
        "may_resume": is_open and mine.state == State.CANCELLED and found.has_room_for(mine.heads),
        "may_again": is_open and mine.state == State.CANCELLED,
    }


def guests_page(session: Session, standing: Standing) -> dict[str, Any]:
    """The list for those who welcome."""
    return {
        **frame(session.event.community, standing),
        **told(session, standing),
        "session": session,
        "event": session.event,
        "heaps": guestlist.heaps_of(session),
        "places": places.places_of(session),
    }
