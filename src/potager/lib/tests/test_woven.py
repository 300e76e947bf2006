"""Two wordings in one: nothing is lost, and nothing takes long."""

import time

from hypothesis import given
from hypothesis import strategies as st

from potager.lib.woven import woven

WORDS = st.lists(st.sampled_from(["a", "b", "rain ", " ", "\n", "fell", ".", "né "]), max_size=30).map(
    "".join
)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_in_it(before: str, after: str) -> None:
    pieces = woven(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert all(piece.text for piece in pieces)


def told(before: str, after: str) -> str:
    marks = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return "".join(marks[piece.kind].format(piece.text) for piece in woven(before, after))


def test_words_are_compared_and_not_letters() -> None:
    assert (
        told("The cat sat on a mat.", "The cat slept on the red mat.")
        == "The cat -sat-+slept+ on -a-+the red+ mat."
    )
    assert told("Il pleut.", "Il pleut !") == "Il pleut-.-+ !+"
    assert told("quick brown fox", "slow red fox") == "-quick brown-+slow red+ fox"
    assert told("", "x") == "+x+"


def test_words_that_repeat_cost_no_more() -> None:
    texts = [
        " ".join(words)
        for words in (["a", "b"] * 10_000, ["b", "b", "a"] * 7_000, map(str, range(9_999, 0, -1)))
    ]
    start = time.perf_counter()
    for before in texts:
        for after in texts:
            woven(before, after)
    assert time.perf_counter() - start < 3
