"""Read marks that have just moved, on another page or device of the same person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from potager.conversations.attending import MOST_COUNTED, Unread
from potager.conversations.letterbag import JUST_NOW
from potager.conversations.models import Post, ReadMark

MOST = 20  # marks of one person that are told at once


@dataclass(frozen=True)
class Moved:
    """How far somebody has read a topic now, and what is left of it."""

    topic: UUID
    number: int
    at: datetime
    unread: Unread | None


def moved(members: Collection[UUID]) -> dict[UUID, tuple[Moved, ...]]:
    """The marks of these people that moved just now; one query, and one for each mark."""
    fresh = ReadMark.objects.filter(member__in=members, at__gt=timezone.now() - JUST_NOW).order_by("-at")
    found: dict[UUID, list[Moved]] = {}
    for mark in fresh:
        mine = found.setdefault(mark.member_id, [])
        if len(mine) < MOST:
            mine.append(Moved(mark.topic_id, mark.number, mark.at, _left(mark)))
    return {member: tuple(marks) for member, marks in found.items()}


def _left(mark: ReadMark) -> Unread | None:
    later = Post.objects.filter(topic=mark.topic_id, state=Post.State.SHOWN, number__gt=mark.number)
    count = later.exclude(author=mark.member_id).order_by()[:MOST_COUNTED].count()
    return Unread(posts=count) if count else None
