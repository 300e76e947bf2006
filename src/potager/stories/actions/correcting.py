"""Correcting what somebody wrote: proposed by an editor, agreed by its author."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.sentences import count
from potager.members.models import Member
from potager.stories import editing, queries
from potager.stories.actions.locks import locked_story
from potager.stories.acts import CorrectionFacts
from potager.stories.models import Contribution, Correction, Desk, Remark, Story
from potager.stories.texts import cleaned, is_blank

State = Correction.State


@once(Correction)
def propose_correction(
    *, by: Member, contribution: Contribution, text: str, reason: str, key: UUID | None = None, seen: str = ""
) -> Correction:
    """Propose another wording to the author; `seen` is the mark (editing.mark_of) of what the editor saw.

    Raises the refusal of the first rule broken (editing.py).
    """
    must(by, "edit", contribution.story)
    wording = cleaned(text)
    with act("correction.proposed", by=by, key=key) as done:
        story, now = locked_story(contribution.story), timezone.now()
        editing.refuse_released(story)
        found = _contribution(contribution)
        if seen and seen != editing.mark_of(found.text):
            raise editing.ChangedMeanwhile
        editing.refuse_contribution(found)
        editing.refuse_wording(found, wording)
        correction = Correction.objects.create(
            contribution=found,
            story=story,
            author=found.author,
            editor=by,
            before=found.text,
            after=wording,
            reason=cleaned(reason)[:500],
            proposed_at=now,
            silence_at=now + timedelta(days=story.silence_days) if story.silence_days else None,
        )
        _tell(done, correction, found, place=Desk(pk=story.pk))
    return correction


def agree_correction(*, by: Member, correction: Correction) -> Correction:
    """The author's yes: the wording is the text from now on."""
    must(by, "answer", correction)
    with _changing("correction.agreed", by=by, correction=correction) as change:
        _settle(change.open_one(), State.AGREED)
        _put(change.contribution, change.correction.after, change.story)
    return change.correction


def agree_correction_tacitly(*, correction: Correction) -> Correction:
    """The clock's yes, after the delay that the call announced; raises Answered if it is not due."""
    with _changing("correction.tacitly_agreed", by=None, correction=correction) as change:
        found, now = change.open_one(), timezone.now()
        is_due = found.silence_at is not None and found.silence_at <= now
        is_there = editing.is_there(found.author, change.story)
        if not (is_due and is_there and change.contribution.state in queries.BOOKABLE):
            raise editing.Answered
        found.was_tacit = True
        _settle(found, State.TACIT)
        _put(change.contribution, found.after, change.story)
    return change.correction


def refuse_correction(*, by: Member, correction: Correction) -> Correction:
    """The author's no: the text stays as it is."""
    must(by, "answer", correction)
    with _changing("correction.refused", by=by, correction=correction, is_seen=False) as change:
        _settle(change.open_one(), State.REFUSED)
    return change.correction


def take_back_correction(*, by: Member, correction: Correction) -> Correction:
    """Take a proposal back before it is answered."""
    must(by, "edit", correction.story)
    with _changing("correction.taken_back", by=by, correction=correction, is_seen=False) as change:
        _settle(change.open_one(), State.TAKEN_BACK)
    return change.correction


def undo_correction(*, by: Member, correction: Correction) -> Correction:
    """Take an agreed wording out of the text again: its author or an editor, until the book is out."""
    must(by, "undo", correction)
    with _changing("correction.undone", by=by, correction=correction) as change:
        if not change.correction.holds:
            raise editing.Answered
        if change.contribution.text != change.correction.after:
            raise editing.ChangedMeanwhile
        _settle(change.correction, State.UNDONE)
        _put(change.contribution, change.correction.before, change.story)
    return change.correction


@once(Remark)
def discuss_correction(*, by: Member, correction: Correction, text: str, key: UUID | None = None) -> Remark:
    """Say something under an open correction. Once its author has spoken, silence is no agreement any more."""
    must(by, "discuss", correction)
    said = cleaned(text)[:1000]
    with act("correction.discussed", by=by, key=key) as done:
        change = _change(done, correction)
        found = change.open_one()
        if is_blank(said):
            raise editing.NoWords
        if found.remarks.count() >= editing.MOST_REMARKS:
            raise editing.TalkedEnough
        remark = Remark.objects.create(correction=found, by=by, text=said)
        if by.pk == found.author_id:
            found.silence_at = None
            found.save(update_fields=["silence_at"])
        _tell(done, remark, change.contribution, place=Desk(pk=change.story.pk))
    return remark


def forget_wordings(contributions: QuerySet[Contribution]) -> None:
    """Erase what was proposed for these contributions and said about it: part of the act that erases their text."""
    about = Correction.objects.filter(contribution__in=contributions)
    Remark.objects.filter(correction__in=about).delete()
    about.filter(state=State.OPEN).update(state=State.TAKEN_BACK, decided_at=timezone.now())
    about.update(before="", after="", reason="")


@dataclass
class _Change:
    """A correction, its contribution and its story, all as they are while the story's row is locked."""

    done: Act
    story: Story
    correction: Correction
    contribution: Contribution = field(init=False)

    def __post_init__(self) -> None:
        self.contribution = _contribution(self.correction.contribution)

    def open_one(self) -> Correction:
        if not self.correction.is_open:
            raise editing.Answered
        return self.correction


def _change(done: Act, correction: Correction) -> _Change:
    story = locked_story(correction.story)
    editing.refuse_released(story)
    rows = Correction.objects.select_related("author", "contribution", "story__community")
    return _Change(done, story, rows.get(pk=correction.pk))


@contextmanager
def _changing(
    name: str, *, by: Member | None, correction: Correction, is_seen: bool = True
) -> Iterator[_Change]:
    """What changes the text is told where the text is read; the rest only where editors are."""
    with act(name, by=by) as done:
        change = _change(done, correction)
        yield change
        place: Any = change.story if is_seen else Desk(pk=change.story.pk)
        _tell(done, change.correction, change.contribution, place=place)


def _contribution(contribution: Contribution) -> Contribution:
    return Contribution.objects.select_related("author", "story__community").get(pk=contribution.pk)


def _settle(correction: Correction, state: str) -> None:
    correction.state, correction.decided_at = state, timezone.now()
    correction.save(update_fields=["state", "decided_at", "was_tacit"])


def _put(contribution: Contribution, text: str, story: Story) -> None:
    if contribution.state == Contribution.State.WITHDRAWN:
        raise editing.NothingToCorrect
    contribution.text = text
    contribution.sentences = min(count(text, language=story.language), 32_767)
    contribution.revision += 1
    contribution.save(update_fields=["text", "sentences", "revision"])


def _tell(done: Act, target: Any, contribution: Contribution, *, place: Any) -> None:
    facts = CorrectionFacts(position=contribution.position)
    done(target, facts, place=place, community=contribution.story.community_id)
