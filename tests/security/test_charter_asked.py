"""Whatever a member writes: a charter that has changed is accepted first; reading, answering and leaving are free."""

from collections.abc import Callable
from typing import Any

import pytest
from paper import drafted
from village import Village, a_village

from potager import testing
from potager.communities.actions import accept_charter, change_charter
from potager.communities.refusals import CharterToAccept
from potager.editorial import actions as paper
from potager.lib.ids import uuid7
from potager.manuscripts import actions as manuscripts
from potager.stories import actions as stories

pytestmark = pytest.mark.django_db


def label() -> stories.Label:
    return stories.Label(after=1, alternative="A radish.", credit="Me", licence="cc-by")


WRITING: dict[str, tuple[str, Callable[[Village, Any], Any]]] = {
    "a contribution": ("host", lambda v, by: stories.add_contribution(by=by, story=v.story, text="A.", key=uuid7())),
    "a picture": ("member", lambda v, by: stories.add_illustration(
        by=by, story=v.story, data=testing.a_picture(), label=label(), key=uuid7())),
    "a word": ("host", lambda v, by: stories.say_word(by=by, story=v.story, text="Hello.", key=uuid7())),
    "a call": ("animateur", lambda v, by: stories.open_story(
        by=by, community=v.community, call=stories.Call(title="T", opening="It began."))),
    "a chapter": ("member", lambda v, by: manuscripts.save_version(
        by=by, section=v.desk.section, text="Words.", base=1, key=uuid7(), agrees=True)),
    "a remark": ("member", lambda v, by: manuscripts.make_comment(
        by=by, section=v.desk.ready, text="Hm.", passage=manuscripts.Passage(quote="turnip"))),
    "an article": ("member", lambda v, by: paper.open_article(by=by, community=v.community, title="Peas")),
    "its text": ("member", lambda v, by: paper.save_article(
        by=by, article=drafted(v), text=paper.Text("Peas", body="Words."), base=1)),
}  # fmt: skip


@pytest.mark.parametrize("what", WRITING)
def test_it_waits_for_the_charter(what: str) -> None:
    who, write = WRITING[what]
    village = a_village("members")
    by, community = village.people[who], village.community
    drafted(village)  # before anything is asked
    change_charter(by=village.people["owner"], community=community, text="Be kinder.")
    for one in (community, village.story.community, village.desk.section.manuscript.community):
        one.refresh_from_db()
    village.desk.ready.manuscript.community.refresh_from_db()
    with pytest.raises(CharterToAccept) as refused:
        write(village, by)
    assert refused.value.url == f"{community.get_absolute_url()}charter/accept/"
    accept_charter(by=by, community=community, number=2)
    write(village, by)
