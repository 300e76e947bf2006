"""What the paper tells the journal."""

from potager.editorial.acts import (
    margins,  # noqa: F401 (declares its kinds)
    pictures,  # noqa: F401 (its kinds)
)
from potager.editorial.acts.articles import VersionFacts
from potager.editorial.acts.authors import SignatureFacts
from potager.editorial.acts.shelves import CountFacts, ShelfFacts

__all__ = ["CountFacts", "ShelfFacts", "SignatureFacts", "VersionFacts"]
