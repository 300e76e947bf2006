"""What the bar above every page says: asked in one query, and by pages alone, since readers know no conversations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from potager.conversations.letterbag import unread_among
from potager.lib.statements import answer
from potager.members.models import Member
from potager.notices.models import Bell


@dataclass(frozen=True)
class Unread:
    """What the bar above every page says: heaps under the bell, private conversations in the envelope."""

    bell: int = 0
    letters: int = 0


def unread_of(member: Member) -> Unread:
    """Both, in one query."""
    found = answer(_unread, member=member.pk, now=timezone.now())
    return Unread(*found) if found else Unread()


def _unread(member: UUID, now: datetime) -> QuerySet[Member, Any]:
    bell = Bell.objects.filter(pk=member).values("unread")
    letters: Any = unread_among([member], now)
    letters = letters.values("number")
    return Member.objects.filter(pk=member).values_list(
        Coalesce(Subquery(bell[:1]), 0), Coalesce(Subquery(letters[:1]), 0)
    )
