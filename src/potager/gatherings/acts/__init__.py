"""What gatherings tell the journal."""

from potager.gatherings.acts.events import EventFacts

__all__ = ["EventFacts"]
