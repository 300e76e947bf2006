"""Texts that are about the same: which first message, of all, belongs to a title? On real French threads.

Ours is what the desk uses to find topics near to a text (`potager.animation.themes`): stems, BM25 weights. Beside it
the words as they are written, without stems, rarity or weights: how many words of the title a message holds, by its
length; and chance. Nothing is learnt and nothing was tuned: K and B are the textbook's.
"""

import csv

import numpy as np

from .networks import FOLDER, NoData
from .table import show

from potager.animation.themes import Text, Themes  # isort: skip  (networks makes it known where it is)
from potager.lib.stemming import words_of  # isort: skip

FILE = FOLDER / "datagouv_discussions_pseudonymised.csv"
LEAST_MRR = 0.564  # TF-IDF on stems in an earlier trial, where word vectors had 0.289


def main() -> int:
    if not FILE.exists():
        raise NoData(f"{FILE} is not there.")
    with FILE.open(newline="", encoding="utf-8") as file:
        first = [row for row in csv.DictReader(file) if row["position"] == "0"]
    titles, messages = [row["title"] for row in first], [row["message"] for row in first]
    found = (("chance", None), ("plain words", plain(titles, messages)), ("themes", themes(titles, messages)))
    rows = [[name, *(f"{value:.3f}" for value in measured(scores, len(first)))] for name, scores in found]
    show(f"Title to first message, {len(first)} threads", ("", "MRR", "P@1", "in the first five"), rows)
    print(f"Aim: MRR ≥ {LEAST_MRR}.")
    return int(float(rows[-1][1]) < LEAST_MRR)


def measured(scores: np.ndarray | None, many: int) -> tuple[float, float, float]:
    """Mean of 1 / rank, and how often the right one is first, or of the first five; `scores` titles x messages.

    Those that have as much share their places.
    """
    if scores is None:
        return float((1 / np.arange(1, many + 1)).mean()), 1 / many, 5 / many
    own = np.diag(scores)[:, None]
    rank = 1 + (scores > own).sum(axis=1) + ((scores == own).sum(axis=1) - 1) / 2
    return float((1 / rank).mean()), float((rank < 1.5).mean()), float((rank <= 5).mean())


def plain(titles: list[str], messages: list[str]) -> np.ndarray:
    """Common words by the root of the message's length."""
    held = [set(words_of(message)) for message in messages]
    lengths = np.sqrt([max(1, len(words)) for words in held])
    common = [[len(set(words_of(title)) & words) for words in held] for title in titles]
    return np.array(common) / lengths


def themes(titles: list[str], messages: list[str]) -> np.ndarray:
    """How near each message, as a topic of its own, is to each title."""
    found = Themes.of([Text(None, number, 0.0, "fr", words) for number, words in enumerate(messages)])
    scores = np.zeros((len(titles), len(messages)))
    for number, title in enumerate(titles):
        similar = found.similar(title, "fr", among="topics")
        scores[number, list(similar)] = list(similar.values())
    return scores


if __name__ == "__main__":
    raise SystemExit(main())
