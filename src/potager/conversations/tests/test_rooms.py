"""Rooms, and the community's rules for conversations: kept by who animates."""

import pytest

from potager.conversations import actions, rules
from potager.conversations.models import Room, Rules
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.lib.ids import uuid7
from potager.testing import a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def square() -> Square:
    return a_square()


def path(square: Square, rest: str = "") -> str:
    return f"{square.community.get_absolute_url()}rooms/{rest}"


def a_room(square: Square, name: str = "The shed") -> Room:
    return actions.open_room(by=square.owner, community=square.community, name=name, key=uuid7())


def test_a_room_is_opened_renamed_moved_closed_and_reopened(square: Square) -> None:
    olive = browser(square.owner)
    olive.post(path(square, "new/"), {"name": "The <i>shed</i>", "about": "Tools.", "key": str(uuid7())})
    first, second = Room.objects.get(), a_room(square, "The shed!")
    topic = a_topic(community=square.community, by=square.member, room=first)
    assert "The &lt;i&gt;shed&lt;/i&gt;" in square.read(None, topic.get_absolute_url())
    assert (first.name, first.address, first.rank, second.rank) == ("The <i>shed</i>", "the-ishedi", 0, 1)
    assert told("room.opened").actor == square.owner.pk
    olive.post(path(square, f"{first.pk}/change/"), {"name": "The barn", "about": "", "key": str(uuid7())})
    first.refresh_from_db()
    assert (first.name, first.address) == ("The barn", "the-ishedi"), "links still arrive"
    assert "The barn" in square.read(None, topic.get_absolute_url())
    olive.post(path(square, f"{second.pk}/move/"), {"to": "1", "key": str(uuid7())})
    assert list(Room.objects.values_list("name", flat=True)) == ["The shed!", "The barn"]
    olive.post(path(square, f"{first.pk}/close/"), {"key": str(uuid7())})
    first.refresh_from_db()
    assert first.closed_at
    assert "room/the-ishedi/" not in square.read(None, f"{square.community.get_absolute_url()}topics/")
    with pytest.raises(rules.RoomClosed):
        a_topic(community=square.community, by=square.member, room=first)
    olive.post(path(square, f"{first.pk}/reopen/"), {"key": str(uuid7())})
    for kind in ("room.changed", "room.moved", "room.closed", "room.reopened"):
        assert told(kind).community == square.community.pk


def test_two_rooms_of_one_name_have_two_addresses(square: Square) -> None:
    assert [a_room(square).address, a_room(square).address] == ["the-shed", "the-shed-2"]
    for number in range(rules.MOST_ROOMS - 2):
        a_room(square, f"Room {number}")
    with pytest.raises(rules.TooManyRooms):
        a_room(square, "One more")


def test_the_rules_are_kept(square: Square) -> None:
    olive = browser(square.owner)
    assert "Only members answer" in olive.get(path(square)).content.decode()
    olive.post(path(square), {"passers_by": "nobody", "key": str(uuid7())})
    assert {"passers_by", "has_private"} <= set(told("rules.changed").facts["fields"])
    assert (Rules.objects.get().passers_by, Rules.objects.get().has_private) == ("nobody", False)


def test_only_who_animates_keeps_rooms(square: Square) -> None:
    room = a_room(square)
    rest = ("", "new/", f"{room.pk}/change/", f"{room.pk}/move/", f"{room.pk}/close/", f"{room.pk}/reopen/")
    for one in rest:
        for who, status in (
            (square.stranger, 403),
            (square.member, 403),
            (square.moderator, 403),
            (None, 302),
        ):
            answer = browser(who).post(path(square, one), {"name": "Mine", "to": "1", "passers_by": "nobody"})
            assert answer.status_code == status, (one, who)
    assert Room.objects.get().name == "The shed" and not Rules.objects.exists()
    other = a_square()
    assert browser(other.owner).post(path(other, f"{room.pk}/close/")).status_code == 404
