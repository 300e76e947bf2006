"""The dates of a rule, put into their table ahead of time. These are no acts: whoever calls them tells the journal."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from potager.gatherings import occurrences, rules
from potager.gatherings.models import Event, Offer, Registration, Session, Subject


def lay_sessions(event: Event, *, now: datetime) -> int:
    """Put the sessions of an event into their table, as far ahead as they stand there; returns how many are new.

    What begins later than that has as many from its first day on.
    """
    until = max(now, event.starts) + rules.LAID_AHEAD
    since = event.laid_until or now - rules.LAID_AHEAD
    moments = occurrences.moments_of(event, until=until, since=since)
    made = sessions_at(event, moments)
    event.laid_until = until
    event.save(update_fields=["laid_until"])
    return made


def sessions_at(event: Event, moments: Iterable[datetime]) -> int:
    """Sessions at these moments, but for those that have one; returns how many are new."""
    wanted = list(moments)
    known = Session.objects.filter(event=event, recurrence__in=wanted).values_list("recurrence", flat=True)
    there, lasts = set(known), timedelta(minutes=event.minutes)
    made = [
        Session(
            event=event, community_id=event.community_id, recurrence=one, starts_at=one, ends_at=one + lasts
        )
        for one in wanted
        if one not in there
    ]
    Session.objects.bulk_create(made)
    return len(made)


def untouched(event: Event, *, since: datetime) -> QuerySet[Session]:
    """Those that the rule alone made, at or after a moment: nobody changed them or said anything of them."""
    said = (model.objects.filter(session=OuterRef("pk")) for model in (Registration, Offer, Subject))
    return Session.objects.filter(
        *(~Exists(something) for something in said),
        event=event,
        recurrence__gte=since,
        state=Session.State.PLANNED,
        is_changed=False,
        host=None,
        call_opened_at=None,
        hidden_at=None,
        recap=None,
    )


def lay_anew(event: Event, *, since: datetime, now: datetime) -> int:
    """After its rule or hour changed: what is untouched goes, what is not stays as it is. Returns how many are new."""
    untouched(event, since=since).delete()
    Session.objects.filter(event=event, recurrence__gte=since).update(is_changed=True)
    event.laid_until = since
    return lay_sessions(event, now=now)
