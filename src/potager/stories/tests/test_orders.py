"""The order of a book: packed, merged, put back as it was written."""

import time

from hypothesis import given
from hypothesis import strategies as st

from potager.stories import orders

ITEMS = st.permutations([*range(1, 13), -1, -2, -3])


@given(ITEMS)
def test_what_is_packed_comes_back(items: list[int]) -> None:
    assert list(orders.unpacked(orders.packed(items))) == items


def test_an_order_as_it_was_written_takes_no_room() -> None:
    assert orders.packed(range(1, 5001)) == [[1, 5000]]
    assert orders.packed([1, 2, -4, 3, 5]) == [[1, 2], -4, 3, 5]


@given(ITEMS, ITEMS)
def test_alone_one_gets_the_order_one_wants(base: list[int], wanted: list[int]) -> None:
    assert list(orders.merged(base, base=base, wanted=wanted)) == wanted
    assert orders.differing(base, base) == 0


@given(ITEMS, ITEMS, ITEMS)
def test_a_stale_order_loses_nothing(now: list[int], base: list[int], wanted: list[int]) -> None:
    assert sorted(orders.merged(now, base=base, wanted=wanted)) == sorted(now)


@given(ITEMS, st.integers(0, 14), st.integers(0, 14), st.integers(0, 14), st.integers(0, 14))
def test_two_who_move_different_things_both_find_theirs_moved(base, a, b, c, d) -> None:  # type: ignore[no-untyped-def]
    ada, bela = base[a], base[b]
    after_ada, after_bela = base[c], base[d]
    if len({ada, bela, after_ada, after_bela}) < 4:
        return
    first = orders.moved(base, ada, after_ada)
    both = orders.merged(first, base=base, wanted=orders.moved(base, bela, after_bela))
    assert sorted(both) == sorted(base)
    rest = [item for item in both if item not in {ada, bela}]
    assert rest == [item for item in base if item not in {ada, bela}]
    for moved, after, other in ((ada, after_ada, bela), (bela, after_bela, ada)):
        between = both[both.index(after) + 1 : both.index(moved)]
        assert set(between) <= {other}, (both, moved, after)


@given(ITEMS)
def test_back_to_the_order_of_writing_chapters_begin_with_their_first(items: list[int]) -> None:
    written = orders.as_written(items)
    assert [item for item in written if item > 0] == list(range(1, 13))
    assert sorted(written) == sorted(items)


def test_what_came_and_went_since_stays_so() -> None:
    assert orders.merged([1, 2, 3, 4, -9], base=[1, 2, 3], wanted=[3, 1, 2]) == (3, 1, 2, 4, -9)
    assert orders.merged([1, -5, 2], base=[1, -5, 2], wanted=[2, 1]) == (2, 1)
    assert orders.merged([1, 2], base=[1, -5, 2], wanted=[-5, 2, 1]) == (2, 1)
    assert orders.completed([2, -1, 1], 4) == (2, -1, 1, 3, 4)


def test_a_move_to_what_is_not_there_moves_nothing() -> None:
    assert orders.moved([1, 2, 3], 3, 0) == (3, 1, 2)
    assert orders.moved([1, 2, 3], 1, 9) == (1, 2, 3)
    assert orders.moved([1, 2, 3], 1, 1) == (1, 2, 3)


def test_titles_are_changed_back_unless_somebody_changed_them_since() -> None:
    base, wanted = {-1: "Roots", -2: "Leaves"}, {-1: "Roots", -3: "Fruits"}
    assert orders.changed_titles(base, base=base, wanted=wanted) == wanted
    assert orders.changed_titles({**base, -2: "Stems"}, base=base, wanted=wanted) is None


def test_five_thousand_are_merged_at_once() -> None:
    base = list(range(1, 5001))
    start = time.perf_counter()
    assert orders.merged(base, base=base, wanted=base[::-1]) == tuple(base[::-1])
    assert time.perf_counter() - start < 1
