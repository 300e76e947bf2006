"""What is told of calendars of others: how many dates, never a title."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class CalendarFacts:
    """How many dates it holds."""

    dates: int = 0


declare(
    Kind(
        name="calendar.added", action="add_calendar", sentence=_("%(actor)s asked for another calendar"),
        activitystreams="Offer", facts=CalendarFacts, is_seen=False,
    ),
    Kind(
        name="calendar.shown", action="show_calendar", sentence=_("%(actor)s showed another calendar beside ours"),
        activitystreams="Add", facts=CalendarFacts,
    ),
    Kind(
        name="calendar.renewed", action="renew_calendar", sentence=_("Another calendar has changed"),
        activitystreams="Update", facts=CalendarFacts,
    ),
    Kind(
        name="calendar.removed", action="remove_calendar", sentence=_("%(actor)s removed another calendar"),
        activitystreams="Remove", facts=CalendarFacts,
    ),
)  # fmt: skip
