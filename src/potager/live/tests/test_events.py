"""The wire format."""

import json

from potager.live.events import bye, event, hello, presence


def test_an_event_says_its_position_name_and_data() -> None:
    assert (
        event("story.closed", "<p>Fin</p>", position=7) == b"id: 7\nevent: story.closed\ndata: <p>Fin</p>\n\n"
    )


def test_line_ends_cannot_break_out_of_the_data() -> None:
    hostile = "a\nevent: evil\r\ndata: x\rid: 9\n\nb"
    told = event("kind", hostile).decode()
    lines = told.rstrip("\n").split("\n")
    assert lines[0] == "event: kind"
    assert all(line.startswith("data: ") for line in lines[1:])
    assert told.endswith("\n\n")
    assert "\r" not in told


def test_hello_names_the_kinds_that_are_told_live() -> None:
    data = json.loads(hello("abc").decode().partition("data: ")[2])
    assert data["connection"] == "abc"
    assert "contribution.added" in data["kinds"]
    assert "member.joined" not in data["kinds"]


def test_presence_is_numbers() -> None:
    assert json.loads(presence("story:1", readers=3, writers=1).decode().partition("data: ")[2]) == {
        "channel": "story:1",
        "readers": 3,
        "writers": 1,
    }


def test_readers_come_back_at_different_moments() -> None:
    assert len({bye() for _ in range(20)}) > 10
