"""Calling a meeting."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.conversations.marking import rendered
from potager.gatherings import recurring, rules
from potager.gatherings.actions.laying import lay_sessions
from potager.gatherings.acts import EventFacts
from potager.gatherings.models import Event, Host
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.members.models import Member


@dataclass(frozen=True)
class Plan:
    """What is called: `starts` is what the clocks of `time_zone` will show (naive). See models.Event for the rest."""

    title: str
    starts: datetime
    minutes: int = 120
    time_zone: str = "Europe/Paris"
    rule: str = ""
    is_itinerant: bool = False
    call_weeks: int | None = None
    about: str = ""
    language: str = "fr"
    audience: str = Event.Audience.EVERYONE
    way: str = Event.Way.ON_SITE
    place: str = ""
    street: str = ""
    latitude: float | None = None
    longitude: float | None = None
    link: str = ""
    price: str = ""
    access: str = ""
    capacity: int | None = None
    most_companions: int = 0
    takes_guests: bool = True
    questions: list[dict[str, Any]] = field(default_factory=list)
    hours_to_accept: int = 24


@once(Event)
def open_event(*, by: Member, community: Community, plan: Plan, key: UUID | None = None) -> Event:
    """Call a meeting, whose host one becomes; raises NoSuchZone, NoSuchHour, TooLong, what recurring.settled raises."""
    must(by, "open events", community)
    if not 0 < plan.minutes <= rules.MOST_MINUTES:
        raise rules.TooLong
    with act("event.opened", by=by, key=key) as done:
        event = Event(community=community, opened_by=by, **_fields(plan))
        event.html = rendered(event.about, community=community).html
        event.save(force_insert=True)
        Host.objects.create(event=event, member=by)
        number = lay_sessions(event, now=timezone.now())
        done(event, EventFacts(sessions=number), community=community.pk)
    return event


def _fields(plan: Plan) -> dict[str, Any]:
    words = {name: one_line(getattr(plan, name)) for name in ("title", "place", "street", "price")}
    texts = {name: cleaned(getattr(plan, name)) for name in ("about", "access")}
    rule, starts = recurring.settled(plan.rule, plan.starts, zone=plan.time_zone)
    return {**vars(plan), **words, **texts, "rule": rule, "starts": starts.replace(tzinfo=UTC)}
