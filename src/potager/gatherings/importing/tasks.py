"""What the worker does for calendars of others."""

from uuid import UUID

from django_tasks import task

from potager.gatherings.models import Calendar


@task()
def read_calendar(calendar: str) -> None:
    """Read a calendar and lay its dates, or note why that failed; nothing if it was removed meanwhile."""
    from potager.gatherings.actions.borrowing import take_in  # actions enqueue this task

    if found := Calendar.objects.select_related("community").filter(pk=UUID(calendar)).first():
        take_in(found)
