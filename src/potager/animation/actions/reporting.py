"""The reports of the months that are over."""

from datetime import datetime

from django.utils import timezone

from potager.animation import report
from potager.animation.models import Network, Report
from potager.journal.models import Activity

MOST = 12  # months that are written at once, where none was


def write_reports(network: Network, now: datetime) -> int:
    """Write the report of each month that is over and has none, since the community began; returns how many."""
    month, written = report.before(report.first_of(timezone.localdate(now))), 0
    begun = Activity.objects.filter(community=network.community_id).order_by("happened_at")
    oldest = begun.values_list("happened_at", flat=True).first() or now
    known = set(Report.objects.filter(network=network).values_list("month", flat=True))
    while written < MOST and month >= report.first_of(timezone.localdate(oldest)) and month not in known:
        facts = report.as_json(report.facts_of(network, month, now))
        written += Report.objects.get_or_create(network=network, month=month, defaults={"facts": facts})[1]
        month = report.before(month)
    return written
