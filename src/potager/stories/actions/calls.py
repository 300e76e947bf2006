"""Calling for a story, and its first minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import CallFacts
from potager.stories.agreements import agreement_for
from potager.stories.models import Story
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
    pause_minutes: int = 0
    writers: str = Story.Writers.ANYONE
    licence: str = Story.Licence.CC_BY_SA
    agreement: str = ""
    silence_days: int = 3
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
        story = locked_story(story)
        if story.opened_at or story.closed_at or story.opens_at > timezone.now():
            raise rules.NotInThisState
        story.opened_at = story.opens_at
        story.save(update_fields=["opened_at"])
        done(story, community=story.community_id, happened_at=story.opens_at)
    return story
