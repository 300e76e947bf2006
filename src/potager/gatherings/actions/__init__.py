"""Meeting: one function per act."""

from potager.gatherings.actions.events import Plan, lay_sessions, open_event

__all__ = ["Plan", "lay_sessions", "open_event"]
