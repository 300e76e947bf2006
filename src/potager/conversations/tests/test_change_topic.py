"""The head of a topic: title, room, tags; closing, pinning."""

import pytest

from potager.conversations import actions
from potager.conversations.actions import open_room
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7

pytestmark = pytest.mark.django_db
VERBS = {
    "close": "topic.closed",
    "reopen": "topic.reopened",
    "pin": "topic.pinned",
    "unpin": "topic.unpinned",
}


@pytest.fixture
def square() -> Square:
    return a_square(by="member")


def change(square: Square, who, **more):
    sent = {"title": "What to sow", "tags": "sowing", "key": str(uuid7()), **more}
    return browser(who).post(f"{square.path}settings/", sent)


def test_its_author_changes_the_head(square: Square) -> None:
    room = open_room(by=square.owner, community=square.community, name="In the ground", key=uuid7())
    assert change(square, square.member, room=str(room.pk)).status_code == 302
    topic = square.now()
    assert (topic.title, topic.room_id, topic.revision) == ("What to sow", room.pk, 1)
    act = told("topic.changed")
    assert sorted(act.facts["fields"]) == ["room", "tags", "title"] and act.actor == square.member.pk
    fragment = kind_of("topic.changed").fragment(act, "fr")
    assert f'id="topic-{topic.pk}"' in fragment and "What to sow" in fragment and "In the ground" in fragment
    change(square, square.member, room=str(room.pk))
    assert Activity.objects.filter(kind="topic.changed").count() == 1, "nothing changed, nothing is told"


@pytest.mark.parametrize("verb", VERBS)
def test_who_may_close_and_pin(square: Square, verb) -> None:
    if verb in {"reopen", "unpin"}:
        {"reopen": actions.close_topic, "unpin": actions.pin_topic}[verb](by=square.owner, topic=square.now())
    for who in (square.other, square.stranger):
        assert browser(who).post(f"{square.path}{verb}/").status_code == 403
    is_for_moderators = verb in {"pin", "unpin"}
    if is_for_moderators:
        assert browser(square.member).post(f"{square.path}{verb}/").status_code == 403
    who = square.moderator if is_for_moderators else square.member
    assert browser(who).post(f"{square.path}{verb}/", {"key": str(uuid7())}).status_code == 302
    act = told(VERBS[verb])
    assert act.actor == who.pk and square.topic.title in kind_of(act.kind).fragment(act, "en")
    topic = square.now()
    assert (topic.closed_at is not None, topic.pinned_at is not None) == (verb == "close", verb == "pin")
    assert browser(None).get(f"{square.path}{verb}/").status_code in {302, 405}, "a link changes nothing"
    browser(who).post(f"{square.path}{verb}/")
    assert Activity.objects.filter(kind=VERBS[verb]).count() == 1


def test_others_do_not_change_the_head(square: Square) -> None:
    for who in (square.other, square.stranger):
        assert change(square, who).status_code == 403
        assert browser(who).get(f"{square.path}settings/").status_code == 403
    assert change(square, None).status_code == 302
    assert square.now().revision == 0
    assert change(square, square.moderator).status_code == 302 and square.now().revision == 1
