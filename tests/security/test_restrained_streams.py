"""Streams of those who are restrained, and of what a decision hides, end within a second."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from doorway import Doorway
from talk import a_talk
from test_streams_and_kept_pages import SECOND, cookie, is_over
from village import Village, a_village

from potager.communities.actions import change_role, suspend_member
from potager.journal.channels import may_listen
from potager.lib.ids import uuid7
from potager.stories.actions import hide_story, unhide_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def door() -> Iterator[Doorway]:
    """The installation, running."""
    with Doorway() as running:
        yield running


def listens(door: Doorway, village: Village, who: str, channel: str):  # type: ignore[no-untyped-def]
    """A stream of somebody's, once it has begun."""
    stream = door.open("GET", f"/live?channel={channel}", **cookie(village, who))
    assert stream.until(lambda answer: b"hello" in answer.body, within=5), (who, channel)
    return stream


def test_whoever_is_suspended_or_looks_after_nothing_any_more_hears_nothing(door: Doorway) -> None:
    village = a_village("private")
    people, story = village.people, village.story.pk
    change_role(by=people["owner"], membership=village.membership("host"), role="moderator")
    topic, book = a_talk(village).pk, village.desk.book.pk
    streams = [listens(door, village, "member", f"{sort}:{one}") for sort, one in
               (("story", story), ("topic", topic), ("manuscript", book))]  # fmt: skip
    care = f"care:{village.community.pk}"
    streams.append(listens(door, village, "host", care))
    until = timezone.now() + timedelta(days=1)
    suspend_member(
        by=people["owner"],
        member=people["member"],
        community=village.community,
        until=until,
        decision=uuid7(),
    )
    change_role(by=people["owner"], membership=village.membership("host"), role="member")
    assert all(stream.until(is_over, within=SECOND) for stream in streams)
    assert not may_listen(people["host"].pk, care)


def test_a_story_that_is_hidden_ends_for_its_readers_and_is_kept_for_nobody(door: Doorway) -> None:
    village = a_village("public")
    paths = [f"/stories/{village.story.pk}/", f"/c/{village.community.address}/", "/"]
    streams = [listens(door, village, who, f"story:{village.story.pk}") for who in ("stranger", "member")]
    title = village.story.title.encode()
    assert all(title in door.ask("GET", path).body for path in paths[:2])
    hide_story(by=village.people["owner"], story=village.story)
    assert all(stream.until(is_over, within=SECOND) for stream in streams)
    assert not [path for path in paths if title in door.ask("GET", path).body]
    unhide_story(by=village.people["owner"], story=village.story)
    assert all(title in door.ask("GET", path).body for path in paths[:2])
