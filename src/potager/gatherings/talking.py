"""What can be talked about: events."""

from django.db.models import QuerySet

from potager.conversations.subjects import Subject, Thing, register
from potager.gatherings.models import Event
from potager.gatherings.queries import SHOWN, visible_to


def _events() -> QuerySet[Event]:
    return Event.objects.filter(SHOWN).select_related("community")


def _event(event: Event) -> Thing:
    return Thing(
        about=f"event:{event.pk}",
        title=event.title,
        url=event.get_absolute_url(),
        community=event.community,
        language=event.language,
        places=(f"event:{event.pk}",),
    )


register("event", Subject(visible_to=visible_to, all=_events, describe=_event))
