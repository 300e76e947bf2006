"""What the host decides about the story, and what its minute does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from potager.journal.record import Act, act
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import ClosingFacts
from potager.stories.models import Correction, Story


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
        locked = locked_story(story)
        if locked.is_scheduled or locked.closed_at or (by is None and locked.closes_at > now):
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
    with _editing("story.released", by=by, story=story, states={"closed"}) as (locked, done):
        locked.released_at = timezone.now()
        locked.closed_at = locked.closed_at or locked.closes_at
        locked.save(update_fields=["released_at", "closed_at"])
        locked.corrections.filter(state=Correction.State.OPEN).update(
            state=Correction.State.OVERTAKEN, decided_at=locked.released_at
        )
        done(locked, community=locked.community_id)
    return locked


def unrelease_story(*, by: Member | None, story: Story) -> Story:
    """Undo a release: the story is closed again, and may be reopened or released; the press calls this.

    `by` is None where nothing is left to print, because the authors took it back.
    """
    with _editing("story.unreleased", by=by, story=story, states={"released"}) as (locked, done):
        locked.released_at = None
        locked.save(update_fields=["released_at"])
        done(locked, community=locked.community_id)
    return locked


@contextmanager
def _hosting(name: str, *, by: Member, story: Story, states: set[str]) -> Iterator[tuple[Story, Act]]:
    must(by, "host", story)
    with _in_state(name, by=by, story=story, states=states) as found:
        yield found


@contextmanager
def _editing(name: str, *, by: Member | None, story: Story, states: set[str]) -> Iterator[tuple[Story, Act]]:
    if by is not None:
        must(by, "edit", story)
    with _in_state(name, by=by, story=story, states=states) as found:
        yield found


@contextmanager
def _in_state(name: str, *, by: Member | None, story: Story, states: set[str]) -> Iterator[tuple[Story, Act]]:
    with act(name, by=by) as done:
        locked = locked_story(story)
        state = locked.state_at(timezone.now())
        if state == "released" and state not in states:
            raise rules.StoryReleased
        if state not in states:
            raise rules.NotInThisState
        yield locked, done
