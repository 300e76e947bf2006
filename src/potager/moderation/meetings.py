"""Meetings, as they can be reported."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.gatherings import queries
from potager.gatherings.actions import hide_event, unhide_event
from potager.gatherings.models import Event
from potager.members.models import Member
from potager.moderation.subjects import Found, Subject, hiding, register, rows_of


def _event(found: Event) -> Found:
    """Whoever called it answers for it, with those who welcome."""
    hosts = found.hosts.values_list("member", flat=True)
    return Found(
        community=found.community,
        title=_("The meeting “%(title)s”") % {"title": found.title},
        url=found.get_absolute_url(),
        text="\n\n".join(filter(None, (found.about, found.place, found.access))),
        signed=found.opened_by.display_name,
        author=found.opened_by,
        others=frozenset(hosts) - {found.opened_by_id},
        is_out=found.hidden_at is not None,
    )


def _find_event(identifier: UUID, member: Member | None) -> Found | None:
    is_known = queries.visible_to(member).filter(pk=identifier).exists()
    return _look_at_event(identifier) if is_known else None


def _look_at_event(identifier: UUID) -> Found | None:
    found = Event.objects.select_related("community", "opened_by").filter(pk=identifier).first()
    return _event(found) if found else None


_event_of = rows_of(Event, "community")


register(
    "event",
    Subject(
        name=gettext_lazy("a meeting"),
        find=_find_event,
        look=_look_at_event,
        **hiding("event", _event_of, hide_event, unhide_event),
    ),
)
