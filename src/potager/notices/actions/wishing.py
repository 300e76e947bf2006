"""How a person wishes to be told. Nobody else is concerned, so the journal does not tell it."""

from uuid import UUID

from django.db import transaction

from potager.members.models import Member
from potager.notices.models import Wishes

QUIETER = {"letter": Wishes.Letter.NEVER, "addressed": Wishes.Way.PAGE, "followed": Wishes.Way.PAGE}


def end_mail(*, member: UUID, kind: str, undo: str = "") -> str:
    """End one kind of mail, or take that back with what stood before; returns what stood before.

    Whoever holds the link of a mail may do so; somebody who has left gets the same answer.
    """
    if not Member.objects.filter(pk=member, is_active=True).exists():
        return ""
    allowed = Wishes.Letter.values if kind == "letter" else Wishes.Way.values
    with transaction.atomic():
        Wishes.objects.get_or_create(pk=member)
        wishes = Wishes.objects.select_for_update().get(pk=member)
        before: str = getattr(wishes, kind)
        setattr(wishes, kind, undo if undo in allowed else QUIETER.get(kind, Wishes.Way.PAGE))
        wishes.save(update_fields=[kind])
    return before
