"""What a village has of meetings: one that is called."""

from datetime import date
from typing import Any

from village import Village

from potager import testing
from potager.gatherings.actions.calendars import make_secret_feed
from potager.gatherings.models import Event
from potager.gatherings.ownfeed import token_of

TITLE = "The pumpkin café"


def event_of(village: Village) -> Event:
    """A meeting that the animateur called."""
    found = Event.objects.filter(community=village.community).first()
    by = village.people["animateur"]
    return found or testing.an_event(community=village.community, by=by, title=TITLE)


def community(village: Village) -> dict[str, Any]:
    """Its address."""
    return {"address": village.community.address}


def event(village: Village) -> dict[str, Any]:
    """The meeting."""
    return {"identifier": event_of(village).pk}


def session(village: Village) -> dict[str, Any]:
    """Its first session."""
    return {"identifier": event_of(village).sessions.first().pk}


def month(village: Village) -> dict[str, Any]:
    """The month of its first session."""
    return {**community(village), "month": event_of(village).sessions.first().starts_at.date().replace(day=1)}


def day(village: Village) -> dict[str, Any]:
    """Its day."""
    return {**community(village), "day": event_of(village).sessions.first().starts_at.date()}


def secret(village: Village) -> dict[str, Any]:
    """The secret address of a member's calendar."""
    return {"token": token_of(make_secret_feed(by=village.people["member"], is_wide=True))}


def calendar_ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of calendars."""
    today = date(2026, 11, 22)
    return {
        "gatherings:calendar": way(community, **page),
        "gatherings:month": way(month, **page),
        "gatherings:day": way(day, **page),
        "gatherings:community_feed": way(community, **page),
        "gatherings:subscribe": way(community, **page),
        "gatherings:event_feed": way(event, **page),
        "gatherings:my_calendar": way(**page),
        "gatherings:my_events": way(**page),
        "gatherings:my_month": way(lambda village: {"month": today.replace(day=1)}, **page, knows=True),
        "gatherings:my_day": way(lambda village: {"day": today}, **page, knows=True),
        "gatherings:my_feed": way(**page),
        "gatherings:make_feed": way(**act),
        "gatherings:widen_feed": way(**act),
        "gatherings:revoke_feed": way(**act),
        "gatherings:secret_feed": way(secret, **page, knows=True),
    }


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of gatherings (see ways.WAYS)."""
    return {
        "gatherings:events": way(community, **page),
        "gatherings:open_event": way(community),
        **calendar_ways(way, page, act),
        "gatherings:event": way(event, **page),
        "gatherings:session": way(session, **page),
    }
