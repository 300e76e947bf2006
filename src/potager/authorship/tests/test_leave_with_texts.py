"""What becomes of texts, work by work, when their author leaves."""

from typing import Any

import pytest
from django.test import Client

from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories.actions import add_contribution, close_story, release_story
from potager.testing import a_member, a_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    """Somebody who wrote in three stories, the third of which is a book."""
    ada = a_member("Ada", language="en")
    ada.stories = [a_story(title=f"Story {number}", twice_in_a_row=True) for number in (1, 2, 3)]
    for story in ada.stories:
        add_contribution(by=ada, story=story, text="The beans woke.", key=uuid7(), signature="Ada L.")
        add_contribution(by=ada, story=story, text="They slept.", key=uuid7())
    close_story(by=ada.stories[2].host, story=ada.stories[2])
    release_story(by=ada.stories[2].host, story=ada.stories[2])
    return ada


def rows(story: Any) -> list[tuple[str, str, str]]:
    return list(story.contributions.order_by("position").values_list("signature", "state", "text"))


def browser(member: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client


def test_the_page_lists_every_work_and_keeps_all_by_default(ada: Any) -> None:
    page = browser(ada).get("/me/leave/").content.decode()
    assert all(f"Story {number}" in page for number in (1, 2, 3))
    assert "Ada L." in page
    browser(ada).post("/me/leave/")
    assert [rows(story) for story in ada.stories] == [
        [("Ada L.", "shown", "The beans woke."), ("Ada", "shown", "They slept.")]
    ] * 3
    ada.refresh_from_db()
    assert not ada.is_active


def test_each_work_has_its_own_wish(ada: Any) -> None:
    first, second, third = ada.stories
    wishes = {
        "wish": "keep",
        f"wish story:{first.pk}": "anonymous",
        f"wish story:{third.pk}": "withdraw",
    }
    browser(ada).post("/me/leave/", wishes)
    assert rows(first) == [("", "shown", "The beans woke."), ("", "shown", "They slept.")]
    assert not first.contributions.exclude(signed=None).exists(), "what was signed is forgotten"
    assert rows(second)[0] == ("Ada L.", "shown", "The beans woke.")
    assert [(state, text) for _, state, text in rows(third)] == [("withdrawn", ""), ("withdrawn", "")]
    third.refresh_from_db()
    assert third.withdrawn_at, "the press learns of it"
    told = set(Activity.objects.filter(actor=ada.pk).values_list("kind", flat=True))
    assert {"byline.chosen", "contribution.withdrawn", "member.erased"} <= told


def test_one_wish_for_all(ada: Any) -> None:
    browser(ada).post("/me/leave/", {"wish": "withdraw", f"wish story:{ada.stories[1].pk}": "keep"})
    assert [rows(story)[0][1] for story in ada.stories] == ["withdrawn", "shown", "withdrawn"]
    assert ada.stories[0].contributions.first().text == "", "nobody can bring it back"


def test_hostile_wishes_keep(ada: Any) -> None:
    other = a_member("Bo")
    theirs = add_contribution(by=other, story=ada.stories[0], text="Mine.", key=uuid7())
    wishes = {"wish": "<script>", f"wish story:{ada.stories[0].pk}": "burn", "wish story:x": "withdraw"}
    browser(ada).post("/me/leave/", wishes)
    assert rows(ada.stories[0])[0][1] == "shown"
    theirs.refresh_from_db()
    assert theirs.state == "shown"


def test_long_lists_are_cut_and_the_rest_follows(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potager.members.views.accounts.TEXTS_LISTED", 1)
    page = browser(ada).get("/me/leave/").content.decode()
    assert page.count('name="wish story:') == 1
    assert "2 more works follow" in page
    browser(ada).post("/me/leave/", {"wish": "anonymous"})
    assert all(rows(story)[0][0] == "" for story in ada.stories)


def test_who_wrote_nothing_is_asked_nothing() -> None:
    page = browser(a_member("Zoe", language="en")).get("/me/leave/").content.decode()
    assert 'name="wish"' not in page
