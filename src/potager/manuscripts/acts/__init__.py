"""What collective books tell the journal."""

from potager.manuscripts.acts import margins  # noqa: F401 (declares its kinds)
from potager.manuscripts.acts.sections import AuthorFacts, PlaceFacts
from potager.manuscripts.acts.versions import VersionFacts

__all__ = ["AuthorFacts", "PlaceFacts", "VersionFacts"]
