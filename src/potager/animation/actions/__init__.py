"""Everything that changes the desk."""

from potager.animation.actions.deciding import (
    DecidedAlready,
    NoReason,
    decline_proposal,
    finish_proposal,
    postpone_proposal,
    reopen_proposal,
)
from potager.animation.actions.drawing import redraw
from potager.animation.actions.learning import (
    UnknownGesture,
    WeightOutOfBounds,
    change_weights,
    forget_weights,
    relearn,
)
from potager.animation.actions.looking import look_again
from potager.animation.actions.noticing import noticed
from potager.animation.actions.preparing import network_for, prepare
from potager.animation.actions.rebuilding import begin_anew, build_on, build_within, rebuild
from potager.animation.actions.reporting import write_reports
from potager.animation.actions.uses import change_network, change_uses, forget

__all__ = [
    "DecidedAlready",
    "NoReason",
    "UnknownGesture",
    "WeightOutOfBounds",
    "begin_anew",
    "build_on",
    "build_within",
    "change_network",
    "change_uses",
    "change_weights",
    "decline_proposal",
    "finish_proposal",
    "forget",
    "forget_weights",
    "look_again",
    "network_for",
    "noticed",
    "postpone_proposal",
    "prepare",
    "rebuild",
    "redraw",
    "relearn",
    "reopen_proposal",
    "write_reports",
]
