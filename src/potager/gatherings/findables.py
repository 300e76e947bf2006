"""What of meetings can be found: each by its title, its place and what it is about."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from potager.gatherings.models import Event
from potager.gatherings.queries import SHOWN, visible_to
from potager.journal.findable import Entry, Findable, declare_findable, one_after_another
from potager.members.models import Member


def _events(ids: Collection[UUID]) -> Iterable[Entry]:
    for event in Event.objects.filter(SHOWN, pk__in=ids, cancelled_at=None):
        yield Entry(
            thing=f"event:{event.pk}",
            community=event.community_id,
            title=event.title,
            text=" ".join(filter(None, (event.place, strip_tags(event.html)))),
            language=event.language,
            happened_at=event.opened_at,
            url=event.get_absolute_url(),
        )


def _visible(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))


declare_findable(
    Findable(
        kind="event",
        name=_("Meeting"),
        label=_("Meetings"),
        entries=_events,
        visible=_visible,
        following=one_after_another(Event),
    )
)
