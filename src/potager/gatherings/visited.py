"""How often events are looked at: which are counted, and who may know."""

from uuid import UUID

from potager.gatherings import queries
from potager.gatherings.models import Event
from potager.gatherings.permissions import may_run
from potager.members.models import Member
from potager.visits.pages import Page, Shown, register


def _is_public(identifier: UUID) -> bool:
    return queries.visible_to(None).filter(pk=identifier).exists()


def _look(identifier: UUID, member: Member) -> Shown | None:
    event = Event.objects.select_related("community").filter(pk=identifier).first()
    if event is None or not may_run(member, event):
        return None
    return Shown(event.title, event.get_absolute_url(), event.community)


register("event", Page(_is_public, _look))
