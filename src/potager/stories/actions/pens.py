"""The pen: kept for a few minutes by whoever is about to write."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from potager.communities.queries import standing_of
from potager.journal.record import act
from potager.lib.permission import NotAllowed
from potager.members.models import Member
from potager.stories import queries, rules, turns
from potager.stories.actions.locks import locked_story
from potager.stories.actions.signing import signed_as
from potager.stories.acts import PenFacts
from potager.stories.models import Pen, Story
from potager.stories.permissions import contributes


def take_pen(*, by: Member, story: Story, signature: str | None = None) -> Pen:
    """Keep the pen for the minutes of the story: nobody else sends meanwhile. Whoever has it already keeps it.

    `signature` is the name that readers see: the display name if None, none if empty, or the one that they chose
    for this story once and for all. Raises the refusal of the
    first rule broken: the story's state, who writes, the pen in another hand, whose turn it is, the rest after it.
    """
    standing = standing_of(by, story.community)
    with transaction.atomic():
        now, locked = timezone.now(), locked_story(story)
        rules.refuse_state(locked, now)
        if not contributes(standing, story):
            raise rules.NotAmongTheWriters(story.community.name)
        pen = turns.pen_in(locked)
        if pen and pen.is_held_at(now) and pen.holder_id == by.pk:
            return pen
        _refuse(locked, pen, by, now)
        if pen:
            return_pen(by=None, story=locked)
        return _taken(locked, by, str(signed_as(locked, by, signature)["signature"]), now)


def return_pen(*, by: Member | None, story: Story, is_used: bool = False) -> Pen:
    """Give the pen back: by its holder, by their sending (`is_used`), or by the clock (`by` None) when it is over."""
    with act("pen.returned", by=by) as done:
        now, locked = timezone.now(), locked_story(story)
        pen = turns.pen_in(locked)
        if pen is None or (by is None and now < pen.until):
            raise rules.NotInThisState
        if by is not None and by.pk != pen.holder_id:
            raise NotAllowed
        pen.ended_at, pen.is_spent, pen.signature = min(now, pen.until), not is_used, ""
        pen.save(update_fields=["ended_at", "is_spent", "signature"])
        facts = PenFacts(ends_at=pen.ended_at.isoformat())
        done(pen, facts, place=locked, community=locked.community_id, happened_at=pen.ended_at)
    return pen


def refuse_without_pen(story: Story, by: Member, now: datetime) -> Pen | None:
    """Raise PenInAnotherHand if somebody else has it; the pen in their own hand, None if it lies there."""
    pen = turns.pen_in(story) if story.pen_minutes else None
    if pen is None or not pen.is_held_at(now):
        return None
    if pen.holder_id != by.pk:
        raise rules.PenInAnotherHand(pen.signature, pen.until)
    return pen


def refuse_turn(story: Story, by: Member, now: datetime, *, before: int) -> None:
    """Raise if it is not this person's turn to write what will stand at position `before`."""
    is_last = not story.twice_in_a_row and queries.last_author(story, before=before) == by.pk
    last = queries.last_of(story, by) if story.pause_minutes else None
    rules.refuse_turn(story, last_author_is_by=is_last, last_at=last.written_at if last else None, now=now)


def _refuse(story: Story, pen: Pen | None, by: Member, now: datetime) -> None:
    if not story.pen_minutes:
        raise rules.NoPenHere
    if pen and pen.is_held_at(now):
        raise rules.PenInAnotherHand(pen.signature, pen.until)
    refuse_turn(story, by, now, before=story.length + 1)
    mine = pen if pen and pen.holder_id == by.pk else turns.last_pen_of(story, by)
    if mine is None or not (mine.is_spent or mine.ended_at is None):
        return
    rested = (mine.ended_at or mine.until) + timedelta(minutes=story.pen_minutes)
    if now < rested and turns.others_write(story, by):
        raise rules.PenRests(rested)


def _taken(story: Story, by: Member, signature: str, now: datetime) -> Pen:
    with act("pen.taken", by=by) as done:
        until = now + timedelta(minutes=story.pen_minutes)
        pen = Pen.objects.create(story=story, holder=by, signature=signature, taken_at=now, until=until)
        facts = PenFacts(ends_at=until.isoformat())
        done(pen, facts, place=story, community=story.community_id)
    return pen
