"""What told visitors apart goes when the day is over."""

from datetime import datetime

from django.utils import timezone

from potager.jobs.worker import Clock, register_clock
from potager.visits.actions import forget_visitors
from potager.visits.models import Salt


def forget(now: datetime) -> int:
    """Forget those of days before today; returns how many digests that was."""
    today = timezone.localdate(now)
    if not Salt.objects.filter(day__lt=today).exists():
        return 0
    return forget_visitors(before=today)


register_clock(Clock(name="visits: salts", run_due=forget))
