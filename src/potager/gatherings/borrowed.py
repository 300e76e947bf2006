"""What the pages of calendars of others show."""

from typing import Any

from django.utils import timezone

from potager.communities.models import Community
from potager.gatherings import months
from potager.gatherings.importing.forms import ShownForm
from potager.gatherings.importing.taking import failure_in_words, notes_in_words
from potager.gatherings.models import Calendar, CalendarDate

SAMPLE = 20  # dates shown before anything is


def list_page(community: Community) -> dict[str, Any]:
    """The calendars that were brought, the oldest first."""
    rows = Calendar.objects.filter(community=community).select_related("added_by").order_by("added_at")
    return {"rows": [{"calendar": one, "failure": failure_in_words(one.failure)} for one in rows]}


def calendar_page(calendar: Calendar) -> dict[str, Any]:
    """One of them: what of it will come in, and what is to be said of it."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    coming = CalendarDate.objects.filter(calendar=calendar, ends_at__gt=now).select_related("calendar")
    initial = {"name": calendar.name, "is_followed": calendar.is_followed or bool(calendar.address)}
    return {
        "calendar": calendar,
        "is_reading": calendar.state == Calendar.State.READING and not calendar.failure,
        "is_shown": calendar.state == Calendar.State.SHOWN,
        "failure": failure_in_words(calendar.failure),
        "notes": notes_in_words(calendar.notes),
        "entries": [months.borrowed(one, zone) for one in coming.order_by("starts_at")[:SAMPLE]],
        "coming": coming.count(),
        "form": ShownForm(initial=initial),
    }
