"""What is told of a story."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.journal.channels import declare_channel
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.members.models import Member
from potager.stories import authorletters, letters, reminderletters, rendering
from potager.stories.acts.common import freshens
from potager.stories.models import Story
from potager.stories.permissions import may_moderate, may_read


@dataclass(frozen=True)
class CallFacts:
    """Between which moments the story is written (ISO 8601)."""

    opens_at: str
    closes_at: str


@dataclass(frozen=True)
class ClosingFacts:
    """Until when the story is written now (ISO 8601)."""

    closes_at: str


@dataclass(frozen=True)
class ReminderFacts:
    """Which reminder it was, "middle" or "end"."""

    moment: str


def _status(activity: Activity, language: str) -> str | None:
    story = Story.objects.filter(pk=activity.target_id).first()
    pieces = (rendering.status_html, rendering.gate_html, rendering.reminder_html)
    return "".join(piece(story, language) for piece in pieces) if story else None


def _may_listen(member: UUID | None, story: UUID) -> bool:
    found = Story.objects.select_related("community").filter(pk=story).first()
    person = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return found is not None and may_read(person, found)


def _may_listen_at_the_desk(member: UUID | None, story: UUID) -> bool:
    found = Story.objects.select_related("community").filter(pk=story).first()
    person = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return found is not None and person is not None and may_moderate(person, found)


def _home(story: UUID) -> UUID | None:
    return Story.objects.filter(pk=story).values_list("community", flat=True).first()


declare_channel("story", _may_listen)
declare_channel("desk", _may_listen_at_the_desk, home=_home)

declare(
    Kind(
        name="story.opened",
        action="open_story",
        sentence=_("%(actor)s called for a story"),
        activitystreams="Create",
        facts=CallFacts,
        fragment=_status,
        freshens=freshens,
    ),
    Kind(
        name="story.scheduled",
        action="schedule_story",
        sentence=_("%(actor)s put down a call for later"),
        activitystreams="Create",
        facts=CallFacts,
        freshens=freshens,
    ),
    Kind(
        name="story.cancelled",
        action="cancel_story",
        sentence=_("%(actor)s let the hour of a call pass"),
        activitystreams="Undo",
        freshens=freshens,
    ),
    Kind(
        name="story.begun",
        action="begin_story",
        sentence=_("A story began"),
        activitystreams="Announce",
        fragment=_status,
        freshens=freshens,
    ),
    Kind(
        name="story.paused",
        action="pause_story",
        sentence=_("%(actor)s paused the story"),
        activitystreams="Update",
        fragment=_status,
        freshens=freshens,
    ),
    Kind(
        name="story.resumed",
        action="resume_story",
        sentence=_("%(actor)s let the story go on"),
        activitystreams="Update",
        fragment=_status,
        freshens=freshens,
    ),
    Kind(
        name="story.extended",
        action="extend_story",
        sentence=_("%(actor)s gave the story more time"),
        activitystreams="Update",
        facts=ClosingFacts,
        fragment=_status,
        freshens=freshens,
    ),
    Kind(
        name="story.reminded",
        action="remind_story",
        sentence=_("Those who wrote were reminded of the story"),
        activitystreams="Announce",
        facts=ReminderFacts,
        fragment=_status,
        notices=reminderletters.story_reminded,
        freshens=freshens,
    ),
    Kind(
        name="story.closed",
        action="close_story",
        sentence=_("The story closed"),
        activitystreams="Update",
        fragment=_status,
        notices=authorletters.story_closed,
        freshens=freshens,
    ),
    Kind(
        name="story.reopened",
        action="reopen_story",
        sentence=_("%(actor)s opened the story again"),
        activitystreams="Update",
        facts=ClosingFacts,
        fragment=_status,
        freshens=freshens,
    ),
    Kind(
        name="story.hidden",
        action="hide_story",
        sentence=_("%(actor)s hid a story"),
        activitystreams="Delete",
        freshens=freshens,
    ),
    Kind(
        name="story.unhidden",
        action="unhide_story",
        sentence=_("%(actor)s showed a story again"),
        activitystreams="Undo",
        freshens=freshens,
    ),
    Kind(
        name="story.released",
        action="release_story",
        sentence=_("%(actor)s released the story"),
        activitystreams="Announce",
        fragment=_status,
        notices=letters.story_released,
        freshens=freshens,
    ),
    Kind(
        name="story.unreleased",
        action="unrelease_story",
        sentence=_("%(actor)s took the story's release back"),
        activitystreams="Undo",
        fragment=_status,
        freshens=freshens,
    ),
)
