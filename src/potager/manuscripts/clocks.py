"""Pens that pass by themselves, and reminders before a date."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from potager.jobs.worker import Clock, register_clock
from potager.lib.refusals import Refusal
from potager.manuscripts import queries
from potager.manuscripts.actions import hand_over_section, lapse_section, remind_section
from potager.manuscripts.models import Pen


def run_due(now: datetime) -> int:
    """Pass on the pens that are due and remind authors, once each; returns how many acts that was."""
    passed = [_passed(pen, now) for pen in queries.pens_that_pass(now)]
    reminded = [
        _done(remind_section, section=section)
        for section in queries.to_remind_of(now.date()).select_related("manuscript")
    ]
    return sum(passed) + sum(reminded)


def _passed(pen: Pen, now: datetime) -> bool:
    if pen.is_held_at(now):
        return _done(hand_over_section, by=None, section=pen.section)
    return _done(lapse_section, section=pen.section)


def _done(action: Callable[..., Any], **named: Any) -> bool:
    try:
        action(**named)
    except Refusal:  # another worker was faster, or somebody did something meanwhile
        return False
    return True


register_clock(Clock(name="manuscripts", run_due=run_due))
