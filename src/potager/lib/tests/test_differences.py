"""What changed between two texts: complete, in reading order, and never slow."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.lib.differences import Passage, changes, differences

texts = st.text(alphabet="ab \n.é", max_size=200)


def told(passage: Passage | None) -> str:
    marks = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return "".join(marks[piece.kind].format(piece.text) for piece in passage.pieces) if passage else "…"


def side(text: str, before: str, after: str, *kinds: str) -> list[str]:
    """The lines of one side, put together again from the passages."""
    lines = (
        "".join(piece.text for piece in one.pieces if piece.kind in kinds)
        for one in differences(before, after)
    )
    return [line for line in lines if line.strip()]


def test_words_are_compared_within_a_passage() -> None:
    found = differences(
        "Be kind.\n\nNo noise in the garden.", "Be kind.\nNo noise in our garden.\nBring seeds."
    )
    assert [told(one) for one in found] == ["Be kind.", "No noise in -the-+our+ garden.", "+Bring seeds.+"]


def test_passages_without_anything_in_common_stand_one_after_the_other() -> None:
    assert [told(one) for one in differences("One thing.", "Quite another.")] == [
        "-One thing.-",
        "+Quite another.+",
    ]


def test_what_did_not_change_is_left_out() -> None:
    before = "\n".join(f"Rule number {number}." for number in range(9))
    after = before.replace("number 4", "number four")
    found = changes(before, after)
    assert [told(one) for one in found] == [
        "…",
        "Rule number 3.",
        "Rule number -4-+four+.",
        "Rule number 5.",
        "…",
    ]
    assert changes(before, before) == (None,)


@given(texts, texts)
def test_both_texts_are_there_to_the_letter(before: str, after: str) -> None:
    assert side(before, before, after, "same", "removed") == [
        one.strip() for one in before.splitlines() if one.strip()
    ]
    assert side(after, before, after, "same", "added") == [
        one.strip() for one in after.splitlines() if one.strip()
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n" * 5000, "a\nb\nx\n" * 3000),
        ("a\nb\n" * 200, "a\nb\nx\n" * 133),
        ("a b " * 5000, "a b x " * 3000),
        ("\n".join(["a b " * 99] * 50), "\n".join(["a b x " * 66] * 50)),
    ],
)
def test_hostile_texts_take_a_moment(before: str, after: str) -> None:
    start = perf_counter()
    differences(before, after)
    assert perf_counter() - start < 10  # minutes without the limits
