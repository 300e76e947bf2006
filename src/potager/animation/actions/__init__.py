"""Everything that changes the desk."""

from potager.animation.actions.deciding import (
    DecidedAlready,
    NoReason,
    decline_proposal,
    finish_proposal,
    postpone_proposal,
    reopen_proposal,
)
from potager.animation.actions.preparing import network_for, prepare

__all__ = [
    "DecidedAlready",
    "NoReason",
    "decline_proposal",
    "finish_proposal",
    "network_for",
    "postpone_proposal",
    "prepare",
    "reopen_proposal",
]
