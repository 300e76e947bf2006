"""The newest acts in memory: bounded, by place, and forgotten when they become untrue."""

import pytest

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.live.recent import Recent, Told

rendered: list[int] = []


def _fragment(activity: Activity, language: str) -> str | None:
    rendered.append(activity.position)
    return f"<p>{activity.position} {language}</p>" if activity.target != "silent:1" else None


def _broken(activity: Activity, language: str) -> str | None:
    raise LookupError


KIND = Kind(name="bean.grown", action="grow_bean", sentence="", activitystreams="Create", fragment=_fragment)
BROKEN = Kind(
    name="bean.broken", action="break_bean", sentence="", activitystreams="Create", fragment=_broken
)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potager.journal.kinds._kinds", {})
    declare(KIND, BROKEN)
    rendered.clear()


def told(position: int, place: str = "bed:1", target: str = "", kind: str = "bean.grown") -> Told:
    return Told(Activity(position=position, kind=kind, place=place, target=target or f"bean:{position}"))


def test_what_came_after_a_position_in_some_places() -> None:
    recent = Recent()
    for position, place in enumerate(["bed:1", "bed:2", "bed:1", "bed:3"], start=1):
        recent.add(told(position, place))
    assert [one.position for one in recent.after(0, ["bed:1", "bed:3"])] == [1, 3, 4]
    assert [one.position for one in recent.after(1, ["bed:1"])] == [3]
    assert recent.last == 4


def test_the_oldest_are_forgotten_and_the_floor_says_so() -> None:
    recent = Recent(kept=3)
    for position in range(1, 8):
        recent.add(told(position))
    assert recent.floor == 4
    assert [one.position for one in recent.after(4, ["bed:1"])] == [5, 6, 7]


def test_each_language_is_rendered_once() -> None:
    one = told(1)
    for _ in range(3):
        one.in_language("fr")
    one.in_language("en")
    assert rendered == [1, 1]
    assert one.events["fr"] == b"id: 1\nevent: bean.grown\ndata: <p>1 fr</p>\n\n"


def test_an_act_that_is_not_told_live_is_known_as_such() -> None:
    for silent in (told(1, target="silent:1"), told(2, kind="bean.broken"), told(3, kind="bean.unknown")):
        silent.in_language("fr")
        assert silent.events == {"fr": None}


def test_a_later_act_on_the_same_thing_makes_the_earlier_untrue() -> None:
    recent = Recent()
    first, other = told(1, target="bean:1"), told(2, target="bean:2")
    for one in (first, other):
        recent.add(one)
        one.in_language("fr")
    recent.add(told(3, target="bean:1"))
    assert (first.events, len(other.events)) == ({}, 1)


def test_acts_on_a_person_make_everything_untrue() -> None:
    recent, first = Recent(), told(1)
    recent.add(first)
    first.in_language("fr")
    recent.add(told(2, "member:1", "member:1", kind="member.erased"))
    assert first.events == {}
