"""What several people begin to talk about."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from potager.animation.themes.reading import Floats, Stems
from potager.animation.themes.telling import Telling
from potager.animation.themes.values import Subject, Text

PEOPLE = 3  # that it takes
GROWTH = 1.5  # times the part of people who talked about it before
MOST = 40
PRIOR = 4.0  # people before whom a community's past says little: so many are supposed to have talked as usual


@dataclass(frozen=True)
class _Talk:
    """Who said what in a time: people x stems, and how many people said anything."""

    who: sparse.csr_matrix
    keys: list[Hashable]

    @property
    def many(self) -> Floats:
        """How many people said each stem."""
        return np.asarray((self.who > 0).sum(axis=0), dtype=np.float32).ravel()


def rising(texts: Sequence[Text], stems: Stems, words: Telling, since: float) -> list[Subject]:
    """Subjects that a greater part of people talks about since a day than before, the strongest first.

    Strength is people x ln(growth); growth compares parts of people, the earlier one drawn toward what is usual for a
    word: (b + PRIOR u) / (n + PRIOR).
    """
    said = [number for number, text in enumerate(texts) if text.author is not None and not text.is_declared]
    now = _talk(texts, stems, [number for number in said if texts[number].at >= since])
    before = _talk(texts, stems, [number for number in said if texts[number].at < since])
    told = words.can_be_told & (now.many >= PEOPLE)
    if not told.any():
        return []
    usual = _usual(now, before)
    part_before = (before.many + PRIOR * usual) / (len(before.keys) + PRIOR)
    growth = (now.many / len(now.keys)) / part_before
    found = np.flatnonzero(told & (growth >= GROWTH))
    strength = now.many[found] * np.log(growth[found])
    order = found[np.argsort(-strength, kind="stable")]
    return [
        Subject(words.written[stem], *_who_and_where(stem, texts, stems, since), float(growth[stem]))
        for stem in map(int, order[:MOST])
    ]


def _talk(texts: Sequence[Text], stems: Stems, chosen: list[int]) -> _Talk:
    keys = list(dict.fromkeys(texts[number].author for number in chosen))
    places = {key: row for row, key in enumerate(keys)}
    rows = [places[texts[number].author] for number in chosen]
    shape = (len(keys), len(texts))
    mine = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, chosen)), shape=shape)
    return _Talk((mine @ stems.counts).tocsr(), keys)


def _usual(now: _Talk, before: _Talk) -> float:
    """The part of people who say a word that anybody says at all."""
    many = np.concatenate((now.many, before.many))
    people = np.repeat([max(1, len(now.keys)), max(1, len(before.keys))], len(now.many))
    parts = (many / people)[many > 0]
    return float(parts.mean()) if len(parts) else 0.0


def _who_and_where(
    stem: int, texts: Sequence[Text], stems: Stems, since: float
) -> tuple[tuple[Hashable, ...], tuple[Hashable, ...]]:
    """The people who say it since that day, and the topics."""
    holding = stems.counts[:, [stem]].nonzero()[0]
    recent = [texts[number] for number in holding if texts[number].at >= since]
    people = dict.fromkeys(text.author for text in recent if text.author is not None)
    topics = dict.fromkeys(text.topic for text in recent if text.topic is not None)
    return tuple(people), tuple(topics)
