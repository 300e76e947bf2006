"""Looking after: one function per act."""

from potager.moderation.actions.appeals import (
    appeal_decision,
    lift_decision,
    overturn_decision,
    uphold_decision,
)
from potager.moderation.actions.cases import claim_report, note_report, release_report
from potager.moderation.actions.decisions import Ruling, ask_again, take_decision
from potager.moderation.actions.lots import decline_lot, draw_lot, end_lot, replace_juror, vote_lot
from potager.moderation.actions.reports import Complaint, make_report
from potager.moderation.actions.settings import change_care

__all__ = [
    "Complaint",
    "Ruling",
    "appeal_decision",
    "ask_again",
    "change_care",
    "claim_report",
    "decline_lot",
    "draw_lot",
    "end_lot",
    "lift_decision",
    "make_report",
    "note_report",
    "overturn_decision",
    "release_report",
    "replace_juror",
    "take_decision",
    "uphold_decision",
    "vote_lot",
]
