"""What stories tell the journal."""

from potager.stories import tellings  # noqa: F401 (declares how stories are told under the bell)
from potager.stories.acts.arrangements import ArrangementFacts
from potager.stories.acts.contributions import ContributionFacts
from potager.stories.acts.corrections import CorrectionFacts
from potager.stories.acts.hosts import HostFacts
from potager.stories.acts.illustrations import IllustrationFacts
from potager.stories.acts.pens import PenFacts
from potager.stories.acts.stories import CallFacts, ClosingFacts, ReminderFacts
from potager.stories.acts.words import WordFacts

__all__ = [
    "ArrangementFacts",
    "CallFacts",
    "ClosingFacts",
    "ContributionFacts",
    "CorrectionFacts",
    "HostFacts",
    "IllustrationFacts",
    "PenFacts",
    "ReminderFacts",
    "WordFacts",
]
