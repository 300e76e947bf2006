"""What a village has of meetings: one that is called."""

from typing import Any

from village import Village

from potager import testing
from potager.gatherings.models import Event

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


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of gatherings (see ways.WAYS)."""
    return {
        "gatherings:events": way(community, **page),
        "gatherings:open_event": way(community),
        "gatherings:event": way(event, **page),
        "gatherings:session": way(session, **page),
    }
