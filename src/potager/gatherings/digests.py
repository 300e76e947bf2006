"""What letters tell of meetings: each date a week before, or when it was called if that is nearer."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q

from potager.communities.models import Membership
from potager.gatherings import wording
from potager.gatherings.models import Registration, Session
from potager.journal.digests import Item, Section, Span, declare_section

AHEAD = timedelta(days=7)
TAKES_PLACE = Q(state=Session.State.PLANNED, hidden_at=None, event__hidden_at=None)


def _items(span: Span) -> Iterator[Item]:
    """The dates that came within a week in that time, each once."""
    first, last = span.since + AHEAD, span.until + AHEAD
    near = Q(starts_at__gte=first, starts_at__lt=last)
    called = Q(starts_at__gt=span.until, starts_at__lt=first, event__opened_at__gte=span.since)
    found = Session.objects.filter(TAKES_PLACE).filter(near | called).select_related("event")
    for session in found.order_by("starts_at"):
        yield Item(
            thing=f"session:{session.pk}",
            community=session.community_id,
            title=session.name,
            url=session.get_absolute_url(),
            weight=-int(session.starts_at.timestamp()),
            line=partial(_line, session),
        )


def _line(session: Session) -> str:
    """When, on the clock of the meeting, and where."""
    when = wording.when_in_words(session)
    return " · ".join(filter(None, (when, wording.where_in_words(session, knows=False))))


def _chosen(members: Collection[UUID], items: Collection[Item]) -> Mapping[UUID, list[Item]]:
    """To the members of its community who have not said yet whether they come."""
    identifiers = {item: UUID(item.thing.partition(":")[2]) for item in items}
    there = Session.objects.filter(TAKES_PLACE, pk__in=identifiers.values())
    known = set(there.values_list("pk", flat=True))
    said = Registration.objects.filter(session__in=known, member__in=members).values_list("member", "session")
    answered = set(said)
    by_community: dict[UUID, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda one: -one.weight):
        if identifiers[item] in known:
            by_community[item.community].append(item)
    found: dict[UUID, list[Item]] = defaultdict(list)
    here = Membership.objects.taking_part().filter(member__in=members, community__in=list(by_community))
    for member, community in here.values_list("member", "community"):
        news = by_community[community]
        found[member] += [item for item in news if (member, identifiers[item]) not in answered]
    return found


declare_section(Section(name="meet", items=_items, chosen=_chosen))
