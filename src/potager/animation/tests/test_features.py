"""What is known of a pair: nothing of what comes later, and the same for both where it is one thing for both."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.animation.features.stream import NAMES, NEVER, OutOfOrder, Stream, finish

PEOPLE = 6
someone = st.integers(0, PEOPLE - 1)
talk = st.lists(st.tuples(someone, someone, st.integers(0, 50)), max_size=40).map(
    lambda words: sorted(words, key=lambda word: word[2])
)


def known(words, source, target, at):
    """The features of a pair at a time, after the words up to that time were told in their order."""
    stream = Stream(PEOPLE)
    for word in words:
        if word[2] <= at:
            stream.tell(word[0], word[1], float(word[2]))
    return dict(zip(NAMES, finish([stream.raw(source, target, float(at))])[0], strict=True))


@settings(max_examples=25, deadline=None)
@given(talk, someone, someone, st.integers(0, 50))
def test_nothing_of_the_moment_or_of_what_comes_later_is_seen(words, source, target, at):
    before = [word for word in words if word[2] < at]
    assert known(words, source, target, at) == known(before, source, target, at)


@settings(max_examples=25, deadline=None)
@given(talk, someone, someone)
def test_what_two_have_in_common_is_the_same_from_both_sides(words, one, other):
    here, there = known(words, one, other, 60), known(words, other, one, 60)
    for name in ("common", "common_recent", "common_rare", "common_best", "pair_since"):
        assert here[name] == pytest.approx(there[name])
    assert here["there_count"] == there["back_count"]
    assert here["source_said_since"] == there["target_said_since"]


def test_what_was_said_is_counted_and_fades():
    words = [(0, 1, 0), (0, 1, 10), (1, 0, 20), (2, 1, 30)]
    pair = known(words, 0, 1, 3630)
    assert (pair["there_count"], pair["there_since"]) == (2, 3620)
    assert (pair["back_count"], pair["back_since"]) == (1, 3610)
    assert (pair["source_contacts"], pair["target_contacts"], pair["common"]) == (1, 2, 0)
    assert (pair["target_rank_for_source"], pair["source_rank_for_target"]) == (0, 1)
    assert (pair["target_last_with_source"], pair["source_last_with_target"]) == (0, 1)
    assert pair["there_hour"] == pytest.approx(2 * 0.5, rel=0.01)
    assert pair["whose_word"] == 2
    assert pair["share_of_target_heard"] == pytest.approx(2 / 3)


def test_who_never_spoke_is_told_as_never():
    nobody = known([(0, 1, 0)], 2, 3, 10)
    assert nobody["pair_since"] == nobody["source_age"] == NEVER
    assert nobody["whose_word"] == nobody["there_hour"] == nobody["common"] == 0


def test_time_does_not_go_back():
    stream = Stream(2)
    stream.tell(0, 1, 5.0)
    with pytest.raises(OutOfOrder):
        stream.raw(0, 1, 4.0)


def test_a_table_of_nobody_is_empty():
    assert finish([]).shape == (0, len(NAMES))
    assert np.isfinite(finish([Stream(2).raw(0, 1, 1.0)])).all()
