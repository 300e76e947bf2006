"""What holds for every text, however hostile."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from potager.lib import sentences

PIECES = [
    *(
        "Oui",
        "non",
        "il",
        "Jardin",
        "M",
        "etc",
        "Dr",
        "e.g",
        "J",
        "A",
        "12",
        "3.14",
        "É",
        "ça",
        "dit",
        "日本",
    ),
    *(".", "...", "…", "!", "?", "?!", ",", ":", ";", "«", "»", '"', "'", "’", "(", ")", "-", "—", "•", "*"),
    *(" ", "\u00a0", "\u202f", "\n", "\n\n", "\r\n", "\t", "\u200b", "e\u0301", "🌱", ":)", "xD", "\x00"),
    *("http://a.b/C.D", "www.", "x@y.z", "@", "\u202e", "\ue000", "\ue001", "\ud800"),
]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=60).map("".join)
PLAIN = st.lists(
    st.sampled_from(["Oui", "Jardin", "rose", "fleur", ". ", "! ", "? ", " ", "... ", "\n", ", "]),
    max_size=40,
).map("".join)


@given(HOSTILE, st.sampled_from(["fr", "en", "de", ""]))
def test_sentences_are_ordered_disjoint_and_not_empty(text: str, language: str) -> None:
    found = sentences.split(text, language=language)
    for sentence in found:
        assert 0 <= sentence.start < sentence.end <= len(text)
        piece = text[sentence.start : sentence.end]
        assert piece == piece.strip()
    for before, after in pairwise(found):
        assert before.end <= after.start
    assert sentences.count(text, language=language) == len(found)


@given(HOSTILE)
def test_everything_is_covered_once_there_is_a_sentence(text: str) -> None:
    found = sentences.split(text)
    covered = {offset for sentence in found for offset in range(sentence.start, sentence.end)}
    if found:
        assert all(sign.isspace() for offset, sign in enumerate(text) if offset not in covered)


@given(HOSTILE)
def test_letters_make_at_least_one_sentence(text: str) -> None:
    if "Jardin" in text:
        assert sentences.count(text) >= 1


@given(HOSTILE, HOSTILE)
def test_a_paragraph_break_adds_up(first: str, second: str) -> None:
    together = sentences.count(first + "\n\n" + second)
    apart = sentences.count(first) + sentences.count(second)
    assert together <= apart
    if not re.search(r"[,;:]\W*\Z", first):
        assert together >= apart - 1


@given(PLAIN)
def test_a_sentence_alone_is_one_sentence(text: str) -> None:
    for found in sentences.split(text):
        assert sentences.count(text[found.start : found.end]) == 1


@given(HOSTILE)
@settings(max_examples=50)
def test_surrounding_white_space_changes_nothing(text: str) -> None:
    assert sentences.count(f"  \n {text.strip()} \n ") == sentences.count(text.strip())
