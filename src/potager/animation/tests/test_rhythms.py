"""Silences, habits, and the chance of coming back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.animation.rhythms import (
    DAYS,
    SILENCES,
    USUAL,
    beyond,
    gap_of,
    look,
    returns_of,
    right_moment,
    usual_returns,
)


def test_the_typical_gap() -> None:
    assert gap_of([]) == gap_of([4]) == gap_of([4, 4]) == 0
    assert gap_of([1, 8, 15, 15, 22]) == 7
    assert gap_of([30, 1, 2, 4]) == 2
    assert gap_of([*range(0, 1000, 50), *range(1000, 1010)]) == 1  # habits change: the last ten count


@pytest.mark.parametrize(
    ("silence", "gap", "days", "moment"),
    [
        (9, 1, 2, None),
        (8, 1, 3, "early"),
        (9, 1, 3, "right"),
        (15, 1, 3, "right"),
        (16, 1, 3, "late"),
        (16, 10, 20, "early"),
        (18, 10, 20, "right"),
        (15, 0, 5, "right"),
        (68, 300, 5, "right"),
        (0, 0, 5, "early"),
    ],
)
def test_the_second_week_beyond_the_habit(silence: float, gap: float, days: int, moment: str | None) -> None:
    assert right_moment(silence, gap, days) == moment


def test_a_community_without_past_has_the_usual_table() -> None:
    nothing = np.array([], dtype=np.int64)
    for returns in (usual_returns(), returns_of(nothing, nothing), returns_of(np.array([0]), np.array([9]))):
        assert [row.value for row in returns.by_silence] == pytest.approx(USUAL)
        assert (
            returns.chance(5, 6) > returns.chance(12, 6) > returns.chance(25, 6) > returns.chance(400, 6) > 0
        )
        assert returns.chance(12, 20) > returns.chance(12, 1)
        assert returns.seen(9).seen == 0


def test_one_week_seen_by_hand() -> None:
    person, day = np.array([0, 0, 1, 2, 2, 3, 4]), np.array([1, 10, 7, 3, 25, 10, 30])
    week = look(person, day, 10)
    assert week.person.tolist() == [1, 2]  # 0 and 3 were there that day, 4 came later
    assert week.silence.tolist() == [3, 7]
    assert week.days.tolist() == [1, 1]
    assert week.is_back.tolist() == [False, False]  # 2 came back on the fifteenth day
    assert look(person, day, 11).is_back.tolist() == [False, False, True, False]


def test_a_past_moves_the_table() -> None:
    """People who always come after 20 days teach that a silence of 15 days says nothing here."""
    pairs = np.array([(one, one % 20 + 20 * turn) for one in range(60) for turn in range(12)]).T
    returns = returns_of(*pairs)
    long = returns.seen(17)
    assert (long.least, long.most) == (15, 20)
    assert long.seen == long.back > 200
    assert long.value > 0.85 > USUAL[5]
    assert returns.chance(17, 9) > usual_returns().chance(17, 9)


def test_doubles_count_once() -> None:
    pairs = np.array([(one, day) for one in range(5) for day in range(0, 60, 9)]).T
    assert returns_of(*pairs) == returns_of(*np.concatenate((pairs, pairs), axis=1))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 90)), max_size=60),
    st.floats(0, 1e6),
    st.integers(0, 500),
)
def test_a_chance_is_a_chance(pairs: list[tuple[int, int]], silence: float, days: int) -> None:
    person, day = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    returns = returns_of(person, day)
    assert 0 < returns.chance(silence, days) < 1
    assert len(returns.by_silence) == len(SILENCES) and len(returns.by_days) == len(DAYS)
    assert all(0 <= row.back <= row.seen for row in (*returns.by_silence, *returns.by_days))
    assert beyond(silence, 0.0) == silence - 7
