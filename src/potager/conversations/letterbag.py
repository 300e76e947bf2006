"""The envelope in the bar: how many private conversations hold something that a person has not read."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from potager.communities.models import Membership
from potager.conversations.models import Participant, ReadMark

JUST_NOW = timedelta(seconds=15)  # in which what changed is told to open pages, once to each


def unread_among(members: Any, now: datetime) -> QuerySet[Participant, Any]:
    """(member, number) of each of these people, where there are any; where they belong now."""
    mark = ReadMark.objects.filter(member=OuterRef("member"), topic=OuterRef("topic")).values("number")[:1]
    inside = Participant.objects.filter(member__in=members, left_at=None, topic__hidden_at=None)
    unread = inside.filter(topic__numbered__gt=Coalesce(Subquery(mark), 0))
    way = "topic__community__memberships__"
    free = Q(**{f"{way}suspended_until": None}) | Q(**{f"{way}suspended_until__lte": now})
    here = {f"{way}member": F("member"), f"{way}state": Membership.State.ACTIVE}
    counted = unread.filter(free, **here).values("member").order_by()
    return counted.annotate(number=Count("pk")).values_list("member", "number")


def unread_conversations(members: Collection[UUID]) -> dict[UUID, int]:
    """The same, asked now. One query."""
    return dict(unread_among(members, timezone.now()))


def changed(members: Collection[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """The same and when it changed, of those to whom something was written, or who have read something, just now."""
    since = timezone.now() - JUST_NOW
    inside = Participant.objects.filter(member__in=members, left_at=None)
    written = inside.filter(topic__last_at__gt=since).values_list("member", "topic__last_at")
    read = ReadMark.objects.filter(member__in=members, at__gt=since, topic__is_private=True)
    moments: dict[UUID, datetime] = {}
    for member, at in (*written, *read.values_list("member", "at")):
        moments[member] = max(at, moments.get(member, at))
    counts = unread_conversations(moments) if moments else {}
    return {member: (counts.get(member, 0), at) for member, at in moments.items()}
