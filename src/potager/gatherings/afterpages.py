"""What the pages of the door, of subjects and of dates that are sought show."""

from typing import Any

from django.utils import timezone

from potager.communities.front import name_of
from potager.communities.queries import Standing
from potager.gatherings import attending, wishing
from potager.gatherings.afterforms import SubjectForm
from potager.gatherings.models import Registration, Session, Sounding
from potager.gatherings.permissions import belongs, runs_session


def more_of(session: Session, standing: Standing) -> dict[str, Any]:
    """What stands on the page of a session beside who comes: subjects, the door, the recap."""
    now = timezone.now()
    may_run = runs_session(standing, session)
    is_near = session.starts_at - attending.OPENS_BEFORE <= now and session.is_planned
    return {
        "subjects": wishing.subjects_of(session, standing),
        "proposes": belongs(standing) and session.is_planned and not session.is_over_at(now),
        "subject_form": SubjectForm(),
        "door_is_open": may_run and is_near,
        "recap": name_of(f"article:{session.recap}", standing.member) if session.recap else None,
        "tells": may_run and is_near and session.starts_at <= now,
    }


def door_page(session: Session, standing: Standing) -> dict[str, Any]:
    """Who is expected, and who is here."""
    door = attending.door_of(session)
    return {
        "session": session,
        "event": session.event,
        "community": session.event.community,
        "standing": standing,
        "door": door,
        "is_over": session.is_over_at(timezone.now()),
    }


def ticket_page(registration: Registration, standing: Standing) -> dict[str, Any]:
    """One registration, as its QR code opens it."""
    return {**door_page(registration.session, standing), "row": registration}


def sounding_page(sounding: Sounding, standing: Standing) -> dict[str, Any]:
    """Who could come when."""
    return {
        "sounding": sounding,
        "community": sounding.community,
        "standing": standing,
        "table": wishing.table_of(sounding, standing.member),
        "closes": standing.animates and sounding.closed_at is None,
        "event_seen": sounding.event if sounding.event and sounding.event.hidden_at is None else None,
    }
