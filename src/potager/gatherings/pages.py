"""What the pages of gatherings show."""

from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.gatherings import queries, sheets
from potager.gatherings.models import Event, Session
from potager.gatherings.permissions import runs, runs_session


def frame(community: Community, standing: Standing) -> dict[str, Any]:
    """What every page of a community needs."""
    return {"community": community, "standing": standing, "may_open": standing.animates}


def coming_page(community: Community, standing: Standing) -> dict[str, Any]:
    """What comes, the earliest first."""
    entries = sheets.coming_of(sheets.sources_in(standing), now=timezone.now())
    return {**frame(community, standing), "entries": entries, "base": sheets.base_of(community)}


def event_page(event: Event, standing: Standing) -> dict[str, Any]:
    """What people meet for, what was and what comes."""
    sessions, now = list(queries.sessions_of(event)), timezone.now()
    for one in sessions:
        one.event = event
    return {
        **frame(event.community, standing),
        "event": event,
        "about": about_html(event),
        "coming": [one for one in sessions if not one.is_over_at(now)],
        "past": [one for one in reversed(sessions) if one.is_over_at(now)],
        "may_run": runs(standing, event),
    }


def session_page(session: Session, standing: Standing) -> dict[str, Any]:
    """One time that people meet."""
    context = frame(session.event.community, standing)
    return {**context, "session": session, "event": session.event, "may_run": runs_session(standing, session)}


def about_html(event: Event) -> SafeString:
    """What the event is about, as it was rendered when it was written."""
    return mark_safe(event.html)  # noqa: S308 (conversations.marking, looked through by nh3)


def places_of(event: Event) -> list[str]:
    """The places whose acts make its pages untrue."""
    return [f"event:{event.pk}", f"community:{event.community_id}"]
