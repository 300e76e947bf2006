"""Calling for a story, and its first minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.communities.permissions import must_have_accepted
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import CallFacts
from potager.stories.agreements import agreement_for
from potager.stories.models import Desk, Story
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
    accepts_first: bool = False
    pen_minutes: int = 0
    reminds: bool = True
    pause_minutes: int = 0
    writers: str = Story.Writers.ANYONE
    licence: str = Story.Licence.CC_BY_SA
    agreement: str = ""
    silence_days: int = 3
    time_zone: str = "Europe/Paris"
    publishes_at: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@once(Story)
def open_story(*, by: Member, community: Community, call: Call, key: UUID | None = None) -> Story:
    """Publish a call: the story is written from its opening minute, at once if none is given."""
    must(by, "open stories", community)
    must_have_accepted(by, community)
    with act("story.opened", by=by, key=key) as done:
        story = Story(community=community, host=by, **_fields(call))
        rules.refuse_closing(story.closes_at, after=story.opens_at, now=timezone.now())
        _opened(story).save(force_insert=True)
        done(story, _hours(story), community=community.pk)
    return story


@once(Story)
def schedule_story(
    *, by: Member, community: Community, call: Call, key: UUID | None = None, story: Story | None = None
) -> Story:
    """Put a call down, to be published at its hour: until then only its hosts know of it; or change one (`story`).

    Raises NotInThisState if it was published meanwhile.
    """
    must(by, "open stories", community) if story is None else must(by, "host", story)
    with act("story.scheduled", by=by, key=key) as done:
        put_down = locked_story(story) if story else Story(community=community, host=by, is_scheduled=True)
        if not put_down.is_scheduled:
            raise rules.NotInThisState
        for name, value in _fields(call).items():
            setattr(put_down, name, value)
        rules.refuse_closing(put_down.closes_at, after=put_down.opens_at, now=timezone.now())
        put_down.save(force_insert=story is None)
        done(put_down, _hours(put_down), place=Desk(pk=put_down.pk), community=community.pk)
    return put_down


def publish_story(*, by: Member, story: Story, is_by_clock: bool = False) -> Story:
    """Publish a call that was put down, as open_story does: by a host at any moment, for a host by the clock.

    Raises NotInThisState if it was published meanwhile, or moved to another hour.
    """
    must(by, "host", story)
    must(by, "open stories", story.community)
    with act("story.opened", by=by) as done:
        now, locked = timezone.now(), locked_story(story)
        is_due = locked.publishes_at is not None and locked.publishes_at <= now
        if not locked.is_scheduled or (is_by_clock and not is_due):
            raise rules.NotInThisState
        happened = locked.publishes_at if is_by_clock else None
        locked.is_scheduled, locked.publishes_at = False, None
        _opened(locked).save()
        done(locked, _hours(locked), community=locked.community_id, happened_at=happened)
    return locked


def cancel_story(*, by: Member | None, story: Story) -> Story:
    """Let the hour of a call that was put down pass: it stays with its hosts, who may publish it later."""
    if by is not None:
        must(by, "host", story)
    with act("story.cancelled", by=by) as done:
        locked = locked_story(story)
        if not locked.is_scheduled or locked.publishes_at is None:
            raise rules.NotInThisState
        locked.publishes_at = None
        locked.save(update_fields=["publishes_at"])
        done(locked, place=Desk(pk=locked.pk), community=locked.community_id)
    return locked


def _opened(story: Story) -> Story:
    story.opened_at = story.opens_at if story.opens_at <= timezone.now() else None
    return story


def _hours(story: Story) -> CallFacts:
    return CallFacts(opens_at=story.opens_at.isoformat(), closes_at=story.closes_at.isoformat())


def _fields(call: Call) -> dict[str, Any]:
    opens_at = call.opens_at or call.publishes_at or timezone.now()
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
        story = locked_story(story)
        if story.opened_at or story.closed_at or story.opens_at > timezone.now():
            raise rules.NotInThisState
        story.opened_at = story.opens_at
        story.save(update_fields=["opened_at"])
        done(story, community=story.community_id, happened_at=story.opens_at)
    return story
