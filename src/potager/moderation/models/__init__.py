"""The tables of moderation."""

from potager.moderation.models.cases import Care, Case, Note, Report
from potager.moderation.models.decisions import Appeal, Decision
from potager.moderation.models.lots import Draw, Juror
from potager.moderation.models.spam import SpamFeature, SpamLearning

__all__ = [
    "Appeal",
    "Care",
    "Case",
    "Decision",
    "Draw",
    "Juror",
    "Note",
    "Report",
    "SpamFeature",
    "SpamLearning",
]
