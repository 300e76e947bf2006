"""A charter that changed: members read, and accept it in the press with which they write."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from potager.communities.actions import change_charter, join_community
from potager.communities.models import Membership
from potager.communities.refusals import CharterToAccept
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories.actions import add_contribution
from potager.stories.models import Contribution, Story
from potager.testing import a_community, a_member, a_story

TEXT = "The radishes answered."


@pytest.fixture
def writer(db: None) -> Member:
    return a_member("Wanda", language="en")


@pytest.fixture
def story(writer: Member) -> Story:
    """In a community whose charter has changed since the writer joined."""
    host = a_member("Hedwige")
    community = a_community(owner=host, charter="Be kind.")
    join_community(by=writer, community=community, accepts_charter=True)
    change_charter(by=host, community=community, text="Be kind.\nNo slugs.")
    community.refresh_from_db()
    return a_story(community=community, host=host)


def send(client: Any, story: Story, **more: str) -> Any:
    form = {"text": TEXT, "key": str(uuid7()), "seen": "0", **more}
    url = f"/stories/{story.pk}/contributions/new/"
    return client.post(url, form, headers={"x-requested-with": "potager", "accept-language": "en"})


def test_the_page_reads_and_shows_what_is_new(client: Any, story: Story, writer: Member) -> None:
    client.force_login(writer)
    page = client.get(f"/stories/{story.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "It was dark." in page
    assert 'name="charter" value="2"' in page
    assert "No slugs." in page


def test_a_press_without_the_tick_keeps_the_text(client: Any, story: Story, writer: Member) -> None:
    client.force_login(writer)
    answer = send(client, story)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert TEXT in page
    assert "No slugs." in page
    assert 'name="charter" value="2"' in page
    assert not Contribution.objects.exists()


def test_the_same_press_accepts_and_writes(client: Any, story: Story, writer: Member) -> None:
    client.force_login(writer)
    assert send(client, story, charter="2").status_code == 201
    assert Contribution.objects.get().text == TEXT
    assert Membership.objects.get(member=writer).accepted_charter == 2
    kinds = list(Activity.objects.order_by("position").values_list("kind", flat=True))
    assert kinds[-2:] == ["charter.accepted", "contribution.added"]
    page = client.get(f"/stories/{story.pk}/").content.decode()
    assert 'name="charter"' not in page


def test_a_version_that_is_no_longer_shown_is_not_accepted(client: Any, story: Story, writer: Member) -> None:
    change_charter(by=story.host, community=story.community, text="Obey.")
    client.force_login(writer)
    answer = send(client, story, charter="2")
    assert answer.status_code == 409
    assert 'name="charter" value="3"' in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert send(client, story, charter="x").status_code == 422
    assert not Contribution.objects.exists()


def test_guests_and_strangers_are_not_asked(client: Any, story: Story) -> None:
    guest = a_member("Gus")
    client.force_login(guest)
    assert 'name="charter"' not in client.get(f"/stories/{story.pk}/").content.decode()
    assert send(client, story).status_code == 201
    assert not Membership.objects.filter(member=guest).exists()


def test_no_other_way_writes_without_it(story: Story, writer: Member) -> None:
    with pytest.raises(CharterToAccept):
        add_contribution(by=writer, story=story, text=TEXT, key=uuid7())


def test_writing_asks_for_the_membership_once_and_for_no_charter(story: Story, writer: Member) -> None:
    read = Story.objects.select_related("community").get(pk=story.pk)
    Membership.objects.filter(member=writer).update(accepted_charter=2)
    with CaptureQueriesContext(connection) as asked:
        add_contribution(by=writer, story=read, text=TEXT, key=uuid7(), seen=0)
    queries = [one["sql"] for one in asked.captured_queries if "communities_" in one["sql"]]
    assert len(queries) == 1
    assert "charterversion" not in queries[0]
