"""What the paper tells the journal."""

from potager.editorial.acts.articles import VersionFacts

__all__ = ["VersionFacts"]
