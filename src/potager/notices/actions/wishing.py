"""How a person wishes to be told. Nobody else is concerned, so the journal does not tell it."""

from copy import copy
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.members.models import Member
from potager.notices.hours import next_letter_at, quarter
from potager.notices.models import Wishes

Way, Period = Wishes.Way, Wishes.Letter
PRESETS: dict[str, dict[str, str]] = {
    "addressed": {
        "addressed": Way.MAIL, "private": Way.MAIL, "work": Way.MAIL, "followed": Way.PAGE, "letter": Period.NEVER,
    },
    "letter": {
        "addressed": Way.LETTER, "private": Way.MAIL, "work": Way.MAIL, "followed": Way.LETTER, "letter": Period.DAILY,
    },
    "everything": {
        "addressed": Way.MAIL, "private": Way.MAIL, "work": Way.MAIL, "followed": Way.MAIL, "letter": Period.DAILY,
    },
}  # fmt: skip
QUIETER: dict[str, str] = {"letter": Period.NEVER}


def end_mail(*, member: UUID, kind: str, undo: str = "") -> str:
    """End one kind of mail, or take that back with what stood before; returns what stood before.

    Whoever holds the link of a mail may do so; somebody who has left gets the same answer.
    """
    person = Member.objects.filter(pk=member, is_active=True).first()
    if person is None:
        return ""
    allowed = Period.values if kind == "letter" else Way.values
    wanted = undo if undo in allowed else QUIETER.get(kind, Way.PAGE)
    before: str = getattr(change_wishes(by=person, **{kind: wanted}), kind)
    return before


def change_wishes(*, by: Member, **wanted: object) -> Wishes:
    """Note what the person wishes from now on; returns what they wished before."""
    with transaction.atomic():
        Wishes.objects.get_or_create(pk=by.pk)
        wishes = Wishes.objects.select_for_update().get(pk=by.pk)
        before = copy(wishes)
        for name, value in wanted.items():
            setattr(wishes, name, value)
        now = timezone.now()
        if before.next_letter_at is None:  # what happened without a letter is not told afterwards
            wishes.told_until = quarter(now)
        wishes.next_letter_at = next_letter_at(wishes, zone=by.time_zone, after=now)
        wishes.save()
    return before


def move_hour(member: UUID) -> None:
    """The person's clock may have changed: their letter leaves by the new one."""
    wishes = Wishes.objects.select_related("member").filter(pk=member).first()
    if wishes and wishes.next_letter_at:
        hour = next_letter_at(wishes, zone=wishes.member.time_zone, after=timezone.now())
        Wishes.objects.filter(pk=member).update(next_letter_at=hour)
