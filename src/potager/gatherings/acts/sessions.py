"""What is told of dates: how many, never why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.gatherings import letters
from potager.gatherings.acts.events import EventFacts
from potager.gatherings.models import Session
from potager.journal.kinds import Kind, Notice, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class SessionFacts:
    """How many later dates the act changed with this one."""

    others: int = 0


def _freshens(activity: Activity) -> Iterable[str]:
    """The page of the event, and the lists of its community."""
    return [activity.place, f"community:{activity.community}"]


def _with_others(activity: Activity) -> Iterator[Session]:
    """The date of an act, and those that the same act changed with it."""
    session = Session.objects.select_related("event__community", "host").filter(pk=activity.target_id).first()
    if session is None:
        return
    yield session
    if activity.facts.get("others"):
        later = Session.objects.filter(event=session.event_id, changed_at=session.changed_at)
        yield from later.exclude(pk=session.pk).select_related("event__community", "host")


def _moved(activity: Activity) -> Iterator[Notice]:
    """To those who come to a date that stands elsewhere in the calendar now."""
    for session in _with_others(activity):
        if session.is_planned:
            yield from letters.changed(session, what="when")


def _cancelled(activity: Activity) -> Iterator[Notice]:
    """To those who came to a date that does not take place."""
    for session in _with_others(activity):
        if not session.is_planned:
            yield from letters.cancelled(session)


declare(
    Kind(
        name="session.moved", action="move_session", sentence=_("%(actor)s moved a date"),
        activitystreams="Update", facts=SessionFacts, freshens=_freshens, notices=_moved,
    ),
    Kind(
        name="session.cancelled", action="cancel_session", sentence=_("%(actor)s cancelled a date"),
        activitystreams="Delete", facts=SessionFacts, freshens=_freshens, notices=_cancelled,
    ),
    Kind(
        name="session.restored", action="restore_session", sentence=_("%(actor)s called a cancelled date again"),
        activitystreams="Undo", freshens=_freshens, notices=letters.session_changed,
    ),
    Kind(
        name="session.added", action="add_session", sentence=_("%(actor)s added a date"),
        activitystreams="Create", freshens=_freshens,
    ),
    Kind(
        name="event.rescheduled", action="reschedule_event", sentence=_("%(actor)s changed how often people meet"),
        activitystreams="Update", facts=EventFacts, freshens=_freshens,
    ),
    Kind(
        name="event.laid", action="lay_event", sentence=_("Dates further ahead stand in the calendar"),
        activitystreams="Update", facts=EventFacts, freshens=_freshens,
    ),
)  # fmt: skip
