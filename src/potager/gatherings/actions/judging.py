"""What moderation decides about meetings."""

from django.utils import timezone

from potager.gatherings.actions.events import locked_event
from potager.gatherings.models import Event
from potager.gatherings.rules import NotInThisState
from potager.journal.record import Act, act
from potager.lib.permission import must
from potager.members.models import Member


def hide_event(*, by: Member, event: Event) -> Event:
    """Hide it from everyone but those who look after the community; raises NotInThisState."""
    must(by, "judge", event)
    with act("event.hidden", by=by) as done:
        return _judged(event, done, hides=True)


def unhide_event(*, by: Member, event: Event) -> Event:
    """Show it again; raises NotInThisState."""
    must(by, "judge", event)
    with act("event.unhidden", by=by) as done:
        return _judged(event, done, hides=False)


def _judged(event: Event, done: Act, *, hides: bool) -> Event:
    event = locked_event(event)
    if (event.hidden_at is not None) == hides:
        raise NotInThisState
    event.hidden_at = timezone.now() if hides else None
    event.save(update_fields=["hidden_at"])
    done(event, community=event.community_id)
    return event
