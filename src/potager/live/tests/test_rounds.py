"""Telling a crowd: everyone hears everything once, in order, and what comes meanwhile joins in."""

from types import SimpleNamespace
from typing import Any

import pytest

from potager.live.recent import Told
from potager.live.rounds import MOST_ACTS, Round


class Listener:
    """A stream that notes what it is sent."""

    def __init__(self, position: int = 0) -> None:
        self.position, self.heard = position, b""

    def push(self, piece: Any) -> None:
        self.heard += piece["body"]


def told(position: int, text: str | None = None) -> Told:
    words = f"{position} " if text is None else text
    return Told(SimpleNamespace(position=position), {"fr": words.encode()})  # type: ignore[arg-type]


@pytest.fixture
def crowd() -> list[Any]:
    return [Listener() for _ in range(5)]


def finish(telling: Round) -> int:
    turns = 0
    while not telling.is_over:
        turns += telling.serve(2)
    return turns


def test_everyone_hears_everything_once_in_order(crowd: list[Any]) -> None:
    telling = Round("fr")
    telling.add([told(1), told(2)], crowd)
    assert finish(telling) == 5
    assert [one.heard for one in crowd] == [b"1 2 "] * 5
    assert {one.position for one in crowd} == {2}


def test_what_comes_in_the_middle_leaves_with_the_rest(crowd: list[Any]) -> None:
    telling = Round("fr")
    telling.add([told(1)], crowd)
    telling.serve(2)
    telling.add([told(2)], crowd)
    telling.serve(3)
    assert [one.heard for one in crowd] == [b"1 ", b"1 ", b"1 2 ", b"1 2 ", b"1 2 "]
    assert finish(telling) == 2, "only those who had gone before are told again"
    assert [one.heard for one in crowd] == [b"1 2 "] * 5


def test_who_comes_meanwhile_hears_what_they_do_not_know(crowd: list[Any]) -> None:
    telling = Round("fr")
    telling.add([told(1)], crowd)
    telling.serve(2)
    late = Listener(position=1)
    telling.add([told(2)], [*crowd, late])  # type: ignore[list-item]
    finish(telling)
    assert late.heard == b"2 "


def test_nothing_is_pushed_to_who_knows_it_or_where_nothing_is_told(crowd: list[Any]) -> None:
    telling = Round("fr")
    crowd[0].position = 9
    telling.add([told(1), told(3, "")], crowd)
    finish(telling)
    assert [one.heard for one in crowd] == [b"", *[b"1 "] * 4]
    assert [one.position for one in crowd] == [9, 3, 3, 3, 3]


def test_a_round_that_never_ends_does_not_grow(crowd: list[Any]) -> None:
    telling = Round("fr")
    for position in range(1, 10 * MOST_ACTS):
        telling.add([told(position)], crowd)
        telling.serve(3)
    assert len(telling.acts) <= MOST_ACTS + 1
    finish(telling)
    words = "".join(f"{position} " for position in range(1, 10 * MOST_ACTS)).encode()
    assert [one.heard for one in crowd] == [words] * 5
