"""Form fields for what people type; hours are the host's."""

from potager.communities.fields import Line, LocalMoment, Prose

__all__ = ["Line", "LocalMoment", "Prose"]
