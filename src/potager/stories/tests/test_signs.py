"""What stories tell of life between people; above all, who wrote under another name is never told."""

from typing import Any

import pytest
from django.utils import timezone

from potager.authorship import works
from potager.authorship.actions import choose_byline
from potager.authorship.queries import Byline
from potager.lib.ids import uuid7
from potager.stories import actions
from potager.stories.models import Contribution, Story
from potager.testing import a_member, a_story, signs_told

pytestmark = pytest.mark.django_db


def wrote(story: Story, by: Any, **more: Any) -> Contribution:
    return actions.add_contribution(by=by, story=story, text="The beans woke.", key=uuid7(), **more)


def told() -> list[tuple[str, dict[str, str]]]:
    return [
        (who, toward)
        for kind, who, _words, toward, _times in signs_told()
        if kind.startswith("contribution.")
    ]


@pytest.fixture
def story() -> Story:
    return a_story(twice_in_a_row=True)


def test_one_writes_with_those_who_wrote_just_before(story: Story) -> None:
    ada, ben, cleo, dan, eve = (a_member(name) for name in ("Ada", "Ben", "Cleo", "Dan", "Eve"))
    for by in (ada, ben, ben, cleo, dan, eve):
        wrote(story, by)
    assert told()[:4] == [
        ("Ada", {}),
        ("Ben", {"Ada": "cowrote"}),
        ("Ben", {"Ada": "cowrote"}),
        ("Cleo", {"Ben": "cowrote", "Ada": "cowrote"}),
    ]
    assert told()[5] == ("Eve", {"Dan": "cowrote", "Cleo": "cowrote", "Ben": "cowrote"})


def test_another_name_or_none_gives_no_sign(story: Story) -> None:
    ada, ben, cleo = a_member("Ada"), a_member("Ben"), a_member("Cleo")
    wrote(story, ada, signature="")
    wrote(story, ben, signature="Raddie of the Beans")
    wrote(story, cleo)
    assert told() == [("Cleo", {})]


@pytest.mark.parametrize("naming", ["another", "anonymous"])
def test_who_chooses_another_name_later_gives_no_sign_any_more(story: Story, naming: str) -> None:
    ada, ben = a_member("Ada"), a_member("Ben")
    wrote(story, ada)
    wrote(story, ben)
    assert len(told()) == 2
    work = works.find(f"story:{story.pk}", ada)
    assert work
    choose_byline(by=ada, work=work, naming=naming, wanted=Byline("Raddie"))
    assert told() == [("Ben", {})]


def test_what_waits_for_the_host_tells_nothing() -> None:
    story = a_story(accepts_first=True)
    ada = a_member("Ada")
    found = wrote(story, ada)
    other = wrote(story, a_member("Ben"))
    assert told() == []
    actions.accept_contribution(by=story.host, contribution=other)
    assert told() == [("Ben", {})], "nobody knows of what stands before it"
    actions.decline_contribution(by=story.host, contribution=found, reason="Another time.")
    assert told() == [("Ben", {})]
    assert timezone.now() > other.written_at
