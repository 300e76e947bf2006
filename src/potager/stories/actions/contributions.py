"""Writing in a story."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from potager.authorship.actions import give_agreement
from potager.communities.permissions import must_be_free
from potager.communities.queries import Standing, standing_of
from potager.journal.record import act, once
from potager.lib.statements import increment, insert, twin
from potager.members.models import Member
from potager.stories import queries, rules
from potager.stories.actions.judging import contribution_facts
from potager.stories.actions.pens import refuse_turn, refuse_without_pen, return_pen
from potager.stories.actions.signing import signed_as
from potager.stories.models import Contribution, Desk, Pen, Story
from potager.stories.permissions import contributes, moderates
from potager.stories.queries import work_of
from potager.stories.texts import cleaned

# What may have changed since the story was read; an author who chose a name is looked up only if there is one.
HOURS = ("opens_at", "closes_at", "paused_at", "closed_at", "released_at", "hidden_at", "bylines")


@once(Contribution)
def add_contribution(
    *,
    by: Member,
    story: Story,
    text: str,
    key: UUID,
    seen: int | None = None,
    anyway: bool = False,
    signature: str | None = None,
    agreed: str | None = None,
) -> Contribution:
    """Add to the end of the story; raises the refusal of the first rule broken (rules.py).

    `seen` is the position up to which the writer has read, `anyway` sends even if others wrote since;
    `signature` is the name to appear under, the display name if None, no name if empty. Where the host accepts
    first, it waits for that, and only the hosts are told of it. Whoever sends agrees to the story's words, once;
    `agreed` is the digest of those they were shown.
    """
    text = cleaned(text)
    sentences = rules.sentences_of(text, story)  # what takes time comes before the lock
    standing = standing_of(by, story.community)
    waits = story.accepts_first and not moderates(standing, story)
    with act("contribution.added", by=by, key=key) as done:
        now, locked = timezone.now(), _next_turn(story)
        rules.refuse_state(locked, now)
        _refuse_person(standing, story)
        rules.refuse_text(text, sentences, locked)
        pen = _refuse_turn(locked, by, now, seen=None if anyway else seen)
        give_agreement(by=by, work=work_of(story), licence=story.licence, words=story.agreement, shown=agreed)
        contribution = Contribution(
            story=locked, author=by, position=locked.length, text=text, sentences=sentences, written_at=now,
            state=Contribution.State.WAITING if waits else Contribution.State.SHOWN, is_unseen=waits,
            **signed_as(locked, by, signature),
        )  # fmt: skip
        insert(contribution)
        if pen:
            return_pen(by=by, story=locked, is_used=True)
        place, facts = Desk(pk=locked.pk) if waits else locked, contribution_facts(contribution)
        done(contribution, facts, place=place, community=locked.community_id, happened_at=now)
    return contribution


def _next_turn(story: Story) -> Story:
    """The story as it is now, one longer, its row locked: positions follow the order of commits, without a gap."""
    locked = twin(story)
    increment(locked, "length", read=HOURS)
    return locked


def _refuse_person(standing: Standing, story: Story) -> None:
    if standing.is_suspended:
        must_be_free(standing)
    if not contributes(standing, story):
        raise rules.NotAmongTheWriters(story.community.name)
    must_be_free(standing)


def _refuse_turn(story: Story, by: Member, now: datetime, *, seen: int | None) -> Pen | None:
    """Raise if it is not theirs, or if others wrote since; the pen that they hold, if they took it."""
    refuse_turn(story, by, now, before=story.length)
    pen = refuse_without_pen(story, by, now)
    _refuse_unread(story, by, seen)
    return pen


def _refuse_unread(story: Story, by: Member, seen: int | None) -> None:
    if seen is None or seen >= story.length - 1:
        return
    arrived = queries.arrived_since(story, seen, besides=by.pk)
    number = arrived.count()
    if number:
        raise rules.StoryMovedOn(number, list(arrived.order_by("position")[: rules.ARRIVED_SHOWN]))
