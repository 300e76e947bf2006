"""What stories tell the journal."""

from potager.stories.acts.contributions import ContributionFacts
from potager.stories.acts.stories import CallFacts, ClosingFacts

__all__ = ["CallFacts", "ClosingFacts", "ContributionFacts"]
