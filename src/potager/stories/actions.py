"""Writing stories: one function per act."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.journal.record import Act, act, once
from potager.lib.permission import may, must
from potager.lib.statements import increment, insert
from potager.members.models import Member
from potager.stories import queries, rules
from potager.stories.acts import CallFacts, ClosingFacts, ContributionFacts
from potager.stories.agreements import agreement_for
from potager.stories.models import Contribution, Story
from potager.stories.texts import cleaned, one_line

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Call:
    """What a host decides before a story opens. Times empty: now, and a day later."""

    title: str
    opening: str
    guidance: str = ""
    language: str = "fr"
    most_sentences: int = 5
    most_characters: int = 1200
    twice_in_a_row: bool = False
    pause_minutes: int = 0
    writers: str = Story.Writers.ANYONE
    licence: str = Story.Licence.CC_BY_SA
    agreement: str = ""
    time_zone: str = "Europe/Paris"
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@once(Story)
def open_story(*, by: Member, community: Community, call: Call, key: UUID | None = None) -> Story:
    """Publish a call: the story is written from its opening minute, at once if none is given."""
    must(by, "open stories", community)
    with act("story.opened", by=by, key=key) as done:
        story = Story(community=community, host=by, **_fields(call))
        now = timezone.now()
        rules.refuse_closing(story.closes_at, after=story.opens_at, now=now)
        story.opened_at = story.opens_at if story.opens_at <= now else None
        story.save(force_insert=True)
        facts = CallFacts(opens_at=story.opens_at.isoformat(), closes_at=story.closes_at.isoformat())
        done(story, facts, community=community.pk)
    return story


def _fields(call: Call) -> dict[str, Any]:
    opens_at = call.opens_at or timezone.now()
    return {
        **vars(call),
        "title": one_line(call.title),
        "opening": cleaned(call.opening),
        "guidance": cleaned(call.guidance),
        "agreement": cleaned(call.agreement) or agreement_for(call.licence, call.language),
        "opens_at": opens_at,
        "closes_at": call.closes_at or opens_at + DAY,
    }


def begin_story(*, story: Story) -> Story:
    """Open an announced story at its minute, or as soon after it as possible; raises NotInThisState if it is open."""
    with act("story.begun", by=None) as done:
        story = _locked(story)
        if story.opened_at or story.closed_at or story.opens_at > timezone.now():
            raise rules.NotInThisState
        story.opened_at = story.opens_at
        story.save(update_fields=["opened_at"])
        done(story, community=story.community_id, happened_at=story.opens_at)
    return story


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
) -> Contribution:
    """Add to the end of the story; raises the refusal of the first rule broken (rules.py).

    `seen` is the position up to which the writer has read, `anyway` sends even if others wrote since;
    `signature` is the name to appear under, the display name if None, no name if empty.
    """
    text = cleaned(text)
    sentences = rules.sentences_of(text, story)  # what takes time comes before the lock
    is_writer = may(by, "contribute", story)
    with act("contribution.added", by=by, key=key) as done:
        now, locked = timezone.now(), _next_turn(story)
        rules.refuse_state(locked, now)
        if not is_writer:
            raise rules.NotAmongTheWriters(story.community.name)
        rules.refuse_text(text, sentences, locked)
        _refuse_turn(locked, by, now)
        if seen is not None and seen < locked.length - 1 and not anyway:
            _refuse_unread(locked, by, seen)
        contribution = Contribution(
            story=locked,
            author=by,
            signature=_signed(by, signature),
            position=locked.length,
            text=text,
            sentences=sentences,
            written_at=now,
        )
        insert(contribution)
        done(contribution, _facts(contribution), place=locked, community=locked.community_id, happened_at=now)
    return contribution


def _next_turn(story: Story) -> Story:
    """The story as it is now, one longer, its row locked: positions follow the order of commits, without a gap."""
    locked = copy(story)
    increment(locked, "length", read=("opens_at", "closes_at", "paused_at", "closed_at", "released_at"))
    return locked


def _signed(by: Member, signature: str | None) -> str:
    return (by.display_name if signature is None else one_line(signature))[:80]


def _refuse_turn(story: Story, by: Member, now: datetime) -> None:
    is_last = not story.twice_in_a_row and queries.last_author(story, before=story.length) == by.pk
    last = queries.last_of(story, by) if story.pause_minutes else None
    rules.refuse_turn(story, last_author_is_by=is_last, last_at=last.written_at if last else None, now=now)


def _refuse_unread(story: Story, by: Member, seen: int) -> None:
    arrived = queries.arrived_since(story, seen, besides=by.pk)
    number = arrived.count()
    if number:
        raise rules.StoryMovedOn(number, list(arrived.order_by("position")[: rules.ARRIVED_SHOWN]))


def decline_contribution(*, by: Member, contribution: Contribution, reason: str) -> Contribution:
    """Take a contribution out of the story, with a kind word to its author."""
    with _judging("contribution.declined", by=by, contribution=contribution) as found:
        found.state, found.reason = Contribution.State.DECLINED, cleaned(reason)[:500]
    return found


def set_aside_contribution(*, by: Member, contribution: Contribution, reason: str) -> Contribution:
    """Keep a contribution on the page and out of the book, with a kind word to its author."""
    with _judging("contribution.set_aside", by=by, contribution=contribution) as found:
        found.state, found.reason = Contribution.State.SET_ASIDE, cleaned(reason)[:500]
    return found


def restore_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Undo: the contribution is in the story again, where it was."""
    with _judging("contribution.restored", by=by, contribution=contribution) as found:
        found.state, found.reason = Contribution.State.SHOWN, ""
    return found


@contextmanager
def _judging(name: str, *, by: Member, contribution: Contribution) -> Iterator[Contribution]:
    must(by, "host", contribution.story)
    with act(name, by=by) as done:
        story = _locked(contribution.story)
        if story.released_at:
            raise rules.StoryReleased
        found = Contribution.objects.select_related("author").get(pk=contribution.pk)
        before = found.state
        yield found
        if found.state == before:
            raise rules.NotInThisState
        found.save(update_fields=["state", "reason"])
        done(found, _facts(found), place=story, community=story.community_id)


def _facts(contribution: Contribution) -> ContributionFacts:
    return ContributionFacts(position=contribution.position, sentences=contribution.sentences)


def pause_story(*, by: Member, story: Story) -> Story:
    """Let nobody write until the story is resumed; its closing time stays."""
    with _hosting("story.paused", by=by, story=story, states={"open"}) as (locked, done):
        locked.paused_at = timezone.now()
        locked.save(update_fields=["paused_at"])
        done(locked, community=locked.community_id)
    return locked


def resume_story(*, by: Member, story: Story) -> Story:
    """Undo a pause."""
    with _hosting("story.resumed", by=by, story=story, states={"paused"}) as (locked, done):
        locked.paused_at = None
        locked.save(update_fields=["paused_at"])
        done(locked, community=locked.community_id)
    return locked


def extend_story(*, by: Member, story: Story, until: datetime) -> Story:
    """Close later than was said."""
    with _hosting("story.extended", by=by, story=story, states={"announced", "open", "paused"}) as (
        locked,
        done,
    ):
        rules.refuse_closing(until, after=locked.closes_at, now=timezone.now())
        locked.closes_at = until
        locked.save(update_fields=["closes_at"])
        done(locked, ClosingFacts(closes_at=until.isoformat()), community=locked.community_id)
    return locked


def close_story(*, by: Member | None, story: Story) -> Story:
    """Close: by the host at any moment, by the clock (`by` None) at the minute announced or after it."""
    if by is not None:
        must(by, "host", story)
    with act("story.closed", by=by) as done:
        now = timezone.now()
        locked = _locked(story)
        if locked.closed_at or (by is None and locked.closes_at > now):
            raise rules.NotInThisState
        locked.closed_at = min(now, locked.closes_at)
        locked.save(update_fields=["closed_at"])
        done(locked, community=locked.community_id, happened_at=locked.closed_at)
    return locked


def reopen_story(*, by: Member, story: Story, until: datetime | None = None) -> Story:
    """Undo a closing, before there is a book: until the time announced, or `until`, which is then needed."""
    with _hosting("story.reopened", by=by, story=story, states={"closed"}) as (locked, done):
        now = timezone.now()
        until = until or locked.closes_at
        rules.refuse_closing(until, after=now, now=now)
        locked.closes_at, locked.closed_at = until, None
        locked.save(update_fields=["closes_at", "closed_at"])
        done(locked, ClosingFacts(closes_at=until.isoformat()), community=locked.community_id)
    return locked


def release_story(*, by: Member, story: Story) -> Story:
    """Mark the story as a book; the press, which makes it, calls this."""
    with _hosting("story.released", by=by, story=story, states={"closed"}) as (locked, done):
        locked.released_at = timezone.now()
        locked.closed_at = locked.closed_at or locked.closes_at
        locked.save(update_fields=["released_at", "closed_at"])
        done(locked, community=locked.community_id)
    return locked


def unrelease_story(*, by: Member, story: Story) -> Story:
    """Undo a release: the story is closed again, and may be reopened or released; the press calls this."""
    with _hosting("story.unreleased", by=by, story=story, states={"released"}) as (locked, done):
        locked.released_at = None
        locked.save(update_fields=["released_at"])
        done(locked, community=locked.community_id)
    return locked


@contextmanager
def _hosting(name: str, *, by: Member, story: Story, states: set[str]) -> Iterator[tuple[Story, Act]]:
    must(by, "host", story)
    with act(name, by=by) as done:
        locked = _locked(story)
        state = locked.state_at(timezone.now())
        if state == "released" and state not in states:
            raise rules.StoryReleased
        if state not in states:
            raise rules.NotInThisState
        yield locked, done


def _locked(story: Story) -> Story:
    """The story as it is now, kept so until COMMIT (on SQLite BEGIN IMMEDIATE has locked everything already)."""
    return Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
