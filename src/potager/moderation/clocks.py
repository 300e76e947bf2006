"""Who was drawn and keeps silent for two days is replaced."""

from datetime import datetime

from django.db import transaction

from potager.jobs.worker import Clock, register_clock
from potager.moderation.actions import replace_juror
from potager.moderation.queries import due_jurors


def run_lots(now: datetime) -> int:
    """Ask somebody else in place of those who kept silent; returns how many that was."""
    replaced = 0
    for juror in due_jurors(now):
        with transaction.atomic():
            replaced += replace_juror(juror=juror)
    return replaced


register_clock(Clock(name="moderation: lots", run_due=run_lots))
