"""Who is best placed to answer."""

from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.animation.graph import Graph, People
from potager.animation.helpers import WEIGHTS, Answerers, Helper, best_placed, signs_of

QUIET = {"since": 1.0, "said": 10, "answers": 3, "asked": 1, "days": 5}


@pytest.mark.parametrize(
    ("better", "worse", "reason"),
    [
        ({"since": 0.5}, {"since": 9.0}, "here"),
        ({"answers": 8}, {"answers": 1}, "gives"),
        ({"answered_them": 1}, {}, "knows"),
        ({"near": 0.6}, {}, "near"),
        ({"days": 40}, {"days": 1}, "regular"),
        ({}, {"asked": 8}, "here"),
        ({}, {"burden": 2}, "here"),
    ],
)
def test_each_sign_counts(better: dict[str, object], worse: dict[str, object], reason: str) -> None:
    people = [Helper("worse", **{**QUIET, **worse}), Helper("better", **{**QUIET, **better})]
    first, second = best_placed(people)
    assert (first.helper.key, second.helper.key) == ("better", "worse")
    assert reason in first.reasons
    assert first.share > second.share and first.share + second.share == pytest.approx(1)


def test_only_what_speaks_for_somebody_is_a_reason() -> None:
    (found,) = best_placed([Helper("Inès", since=0.0, said=5, asked=5, burden=3)])
    assert found.reasons == ["here"]
    assert found.parts["asks"] < 0 and found.parts["burden"] < 0


def test_so_many_and_no_more() -> None:
    people = [Helper(number, since=number) for number in range(30)]
    assert [one.helper.key for one in best_placed(people)] == [0, 1, 2, 3, 4]
    assert len(best_placed(people, most=2)) == 2
    assert best_placed([]) == []


def test_weights_can_be_given() -> None:
    people = [Helper("here", since=0.0), Helper("knows", since=90.0, answered_them=1)]
    assert best_placed(people)[0].helper.key == "here"
    assert best_placed(people, weights={**WEIGHTS, "here": 0.0})[0].helper.key == "knows"
    assert signs_of(people[1], pace=90.0)["here"] == 0.5


@given(
    st.lists(st.builds(Helper, st.integers(), st.floats(-5, 1e7), *[st.integers(0, 10**6)] * 5), max_size=20)
)
def test_shares_are_shares(people: list[Helper]) -> None:
    found = best_placed(people, most=50)
    assert len(found) == len(people)
    assert sum(one.share for one in found) == pytest.approx(1 if people else 0)
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)


def test_people_as_the_graph_shows_them() -> None:
    ada, ben, cleo, dan = (UUID(int=number) for number in range(4))
    people = People(
        members=[ada, ben, cleo],
        rows=np.arange(3),
        first=np.zeros(3),
        last=np.array([99.0, 70.0, 98.0]),
        words=np.array([20, 4, 0]),
        days=np.array([12, 3, 0]),
        gap=np.ones(3),
        seasons=np.ones(3, dtype=int),
    )
    ties = {"strength": np.ones(3), "first": np.zeros(3), "last": np.zeros(3)}
    counts = {name: np.zeros(3, dtype=int) for name in ("thanked", "mentioned", "cowrote")}
    graph = Graph(
        people,
        100.0,
        source=np.array([0, 0, 1]),
        target=np.array([1, 2, 0]),
        answered=np.array([2, 3, 1]),
        **ties,
        **counts,
    )
    found = Answerers(graph).people({ada: 3.0, ben: 0.2, dan: 0.9}, toward=cleo, burden={ben: 2})
    assert found == [
        Helper(ada, 1.0, said=20, answers=5, answered_them=3, days=12, near=1.0),
        Helper(ben, 30.0, said=4, answers=1, days=3, near=0.2, burden=2),
    ]
    assert [one.answered_them for one in Answerers(graph).people({ada: 0.1}, toward=dan, burden={})] == [0]
    assert Answerers(graph).people({ada: 0.1}, toward=None, burden={})[0].near == 0.1
