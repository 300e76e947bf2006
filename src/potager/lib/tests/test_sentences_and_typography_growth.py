"""Hostile texts four times longer take about four times longer, for sentences and for typography."""

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from potager.lib import sentences
from potager.lib.typography import typeset

ATTACKS = [
    *(
        ".",
        " ",
        "\n",
        '"',
        "a.",
        "a.a.a. ",
        "!?",
        "(",
        ")",
        "()",
        "(.)",
        "e\u0301",
        "\u200b",
        "M. ",
        ". ",
        "1. ",
    ),
    *(
        "(a. ",
        "« ",
        "» ! ",
        " »",
        "a «  ",
        "@",
        "@a.b",
        "x@",
        "a@a.a ",
        "http://",
        "http://!",
        "www.",
        "...a",
    ),
    *(
        "\n-",
        "\n:",
        "— ",
        " '",
        '! " ',
        "…",
        "(\n",
        "(\n \n",
        "\n \n(",
        "xD",
        ":)",
        ":",
        ":a:",
        "^",
        "-_",
        "日本。",
    ),
    *(
        "!🌱",
        "A.-",
        "\r\n",
        "\u2028",
        "\x00",
        "Oh ! a",
        "e.g. ",
        "p. ex. ",
        "```",
        "`",
        "`a",
        "'a",
        "a'",
        "&a",
        "5'5\"",
    ),
]
TASKS: dict[str, Callable[[str], object]] = {
    "sentences": sentences.split,
    "french": lambda text: typeset(text, language="fr"),
    "english": lambda text: typeset(text, language="en"),
}
SHORT, TOLERATED, TRIES = 5_000, 9.0, 4  # linear is 4, quadratic 16


def seconds(task: Callable[[str], object], text: str) -> float:
    started = time.thread_time()
    task(text)
    return time.thread_time() - started


def grows_linearly(task: Callable[[str], object], unit: str) -> bool:
    texts = [(unit * (size // len(unit) + 1))[:size] for size in (SHORT, 4 * SHORT)]
    short, long = float("inf"), float("inf")
    for _ in range(TRIES):
        short, long = min(short, seconds(task, texts[0])), min(long, seconds(task, texts[1]))
        if long < TOLERATED * short + 0.002:
            return True
    return False


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("unit", ATTACKS)
def test_repeated(task: str, unit: str) -> None:
    assert grows_linearly(TASKS[task], unit)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(
    "ends", [("a. ", "."), ("(", "."), ('"', "\n"), ("`", "a"), ("a", " "), ("x :", " "), ("« ", " ")]
)
def test_one_and_then_many(task: str, ends: tuple[str, str]) -> None:
    def run(text: str) -> object:
        return TASKS[task](ends[0] + text)

    assert grows_linearly(run, ends[1])


@pytest.mark.parametrize("task", TASKS)
@settings(max_examples=25, deadline=None)
@example(["\n", " ", "("])
@given(units=st.lists(st.sampled_from(ATTACKS), min_size=2, max_size=4))
def test_mixed(task: str, units: list[str]) -> None:
    assert grows_linearly(TASKS[task], "".join(units))


@pytest.mark.parametrize("unit", ATTACKS)
def test_the_longest_text_is_read_in_seconds(unit: str) -> None:
    text = (unit * sentences.MAX_CHARACTERS)[: sentences.MAX_CHARACTERS]
    assert seconds(sentences.count, text) < 10
