"""Meeting: one function per act."""

from potager.gatherings.actions.events import Plan, open_event
from potager.gatherings.actions.laying import lay_sessions

__all__ = ["Plan", "lay_sessions", "open_event"]
