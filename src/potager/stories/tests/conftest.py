"""A story in a public community, its host, two people who write, and their browsers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from potager.communities.actions import create_invitation, join_community
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories import actions, blocks
from potager.stories.models import Contribution, Story
from potager.testing import a_community, a_member, a_story


@dataclass
class Garden:
    """People before a story: its host, a member of the community, someone who is signed in and no member."""

    story: Story
    host: Member
    member: Member
    stranger: Member

    def path(self, rest: str = "") -> str:
        return f"/stories/{self.story.pk}/{rest}"

    def browser(self, who: Member | None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if who:
            client.force_login(who)
        return client

    def written(self, text: str = "A bean stirred.", by: Member | None = None, **more: Any) -> Contribution:
        return actions.add_contribution(
            by=by or self.member, story=self.story, text=text, key=uuid7(), **more
        )

    def now(self) -> Story:
        return Story.objects.select_related("community", "host").get(pk=self.story.pk)


@pytest.fixture
def plant(db: None) -> Callable[..., Garden]:
    """Make a garden; `community` holds terms, everything else is the call's."""

    def make(*, community: dict[str, Any] | None = None, **call: Any) -> Garden:
        blocks.forget_all()
        host, member, stranger = (a_member(name, language="en") for name in ("Hedwige", "Ada", "Sven"))
        place = a_community(owner=host, **(community or {}))
        link = create_invitation(by=host, community=place, lasts=timedelta(days=1))
        join_community(by=member, community=place, accepts_charter=True, invitation=link)
        return Garden(a_story(community=place, host=host, **call), host, member, stranger)

    return make


@pytest.fixture
def garden(plant: Callable[..., Garden]) -> Garden:
    """A story that is open now."""
    return plant()


@pytest.fixture
def english() -> Any:
    """Messages in English, as the sources have them."""
    from django.utils import translation

    with translation.override("en"):
        yield


def past(story: Story, **ago: float) -> None:
    """Let time pass: every moment of the story moves back by so much."""
    shift = timedelta(**ago)
    fresh = Story.objects.get(pk=story.pk)
    Story.objects.filter(pk=story.pk).update(
        opens_at=fresh.opens_at - shift, closes_at=fresh.closes_at - shift
    )
    for one in Contribution.objects.filter(story=story):
        Contribution.objects.filter(pk=one.pk).update(written_at=one.written_at - shift)


def told(kind: str) -> Activity:
    """The only act of that kind."""
    return Activity.objects.get(kind=kind)


def in_hours(hours: float) -> Any:
    return timezone.now() + timedelta(hours=hours)
