"""The picture of a meeting: written anew, in a process of its own."""

import secrets
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from potager.gatherings import rules
from potager.gatherings.actions.events import locked_event
from potager.gatherings.models import Event
from potager.journal.record import act
from potager.lib.images import Size, in_sizes
from potager.lib.permission import must
from potager.lib.texts import one_line
from potager.members.models import Member

SIZE = Size(1360, 1020)


def illustrate_event(
    *, by: Member, event: Event, data: bytes, alternative: str, key: UUID | None = None
) -> Event:
    """Give it a picture, in the place of the one it had; raises what lib.images raises, NoAlternative."""
    must(by, "run", event)
    said = one_line(alternative)[:500]
    if not said:
        raise rules.NoAlternative
    [written] = in_sizes(data, sizes=[SIZE], format="webp")  # what takes time comes before the lock
    with act("event.illustrated", by=by, key=key) as done:
        event = locked_event(event)
        event.digest, event.alternative = secrets.token_hex(16), said
        default_storage.save(path_of(event), ContentFile(written.data))
        event.save(update_fields=["digest", "alternative"])
        done(event, community=event.community_id)
    return event


def unillustrate_event(*, by: Member, event: Event) -> Event:
    """Take the picture back; raises NotInThisState where there is none."""
    must(by, "run", event)
    with act("event.unillustrated", by=by) as done:
        event = locked_event(event)
        if not event.digest:
            raise rules.NotInThisState
        event.digest = event.alternative = ""
        event.save(update_fields=["digest", "alternative"])
        done(event, community=event.community_id)
    return event


def path_of(event: Event) -> str:
    """Where the storage keeps it."""
    return f"events/{event.pk}-{event.digest}.webp"
