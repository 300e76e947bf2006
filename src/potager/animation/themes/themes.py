"""The themes of a community, from what its people wrote and say of themselves."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import Literal

import numpy as np
from scipy import sparse

from potager.animation.themes.reading import (
    Floats,
    Stems,
    places_in,
    read,
    stem_of,
    stems_in,
    tokens_of,
)
from potager.animation.themes.rising import rising
from potager.animation.themes.telling import Telling, telling
from potager.animation.themes.values import Near, Subject, Text
from potager.animation.themes.weighing import rarity, weighed

HALF_LIFE = 60.0  # days after which what a person wrote counts half
DECLARED = 3.0  # times that what they say of themselves counts as one text, whenever they said it
REPEATED = 3.0  # uses of a word in one text that count
AT_LEAST = 2  # texts that make a subject of a word; what somebody declares is one by itself
MOST_LOOKED_AT = 100  # people (or topics), the nearest first
SOME = 4  # words that are told as a reason


@dataclass(frozen=True)
class Group:
    """People, or topics: who they are, and what they hold of each stem (0 to 1)."""

    keys: list[Hashable]
    places: dict[Hashable, int]
    weights: sparse.csr_matrix

    def row(self, key: Hashable) -> int | None:
        """Where somebody stands; None for who wrote nothing."""
        return self.places.get(key)


def _each_once(texts: Iterable[Text]) -> list[Text]:
    """Without what somebody said again to the letter; the newest stays."""
    found: dict[object, Text] = {}
    for number, text in enumerate(texts):
        key = number if text.author is None else (text.author, text.language, text.words)
        if key not in found or found[key].at < text.at:
            found[key] = text
    return list(found.values())


class Themes:
    """Built once from texts, then asked. `of` takes seconds for 20,000 texts, a question milliseconds."""

    def __init__(self, texts: Sequence[Text], stems: Stems, words: Telling, now: float) -> None:
        self._texts, self._stems, self._words, self.now = texts, stems, words, now
        self._rarity: Floats = rarity(stems.counts)
        capped = stems.counts.minimum(REPEATED) if texts else stems.counts
        authors = [text.author for text in texts]
        self.people = self._group(authors, capped, self._worth(HALF_LIFE))
        self.topics = self._group([text.topic for text in texts], capped, self._worth(inf))
        self._proofs = self._sum(authors, self.people.places, self._proof()) @ (stems.counts > 0)

    @classmethod
    def of(cls, texts: Iterable[Text], *, now: float | None = None, names: Collection[str] = ()) -> "Themes":
        """Read texts, each once. `now` in days like `Text.at` (the newest text by default).

        `names` are those of members: their words are told to nobody, unless people write them small, as things.
        """
        all_ = _each_once(texts)
        found = read(all_)
        stems = stems_in(found)
        newest = max((text.at for text in all_), default=0.0)
        words = telling(found, stems, places_in(found, all_), names)
        return cls(all_, stems, words, newest if now is None else now)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def near(
        self,
        words: str,
        language: str,
        among: Literal["people", "topics"] = "people",
        *,
        most: int = 12,
        but: Collection[Hashable] = (),
    ) -> list[Near]:
        """Who talks about what a text is about (or which topics do), the nearest first; without those in `but`."""
        group = self.people if among == "people" else self.topics
        asked, whole = self._asked(words, language)
        return list(islice(self._nearest(group, asked / (whole or 1), but), most))

    def similar(
        self, words: str, language: str, among: Literal["people", "topics"] = "people"
    ) -> dict[Hashable, float]:
        """The similarity of a text to all people (or topics) that share any of it, told or not."""
        group = self.people if among == "people" else self.topics
        asked, whole = self._asked(words, language)
        if not whole or not group.keys:
            return {}
        values = np.asarray(group.weights @ asked).ravel() / whole
        return {group.keys[row]: float(values[row]) for row in np.flatnonzero(values > 0)}

    def alike(self, key: Hashable, *, most: int = 12, but: Collection[Hashable] = ()) -> list[Near]:
        """The people who talk about what a person talks about, the nearest first."""
        row = self.people.row(key)
        if row is None:
            return []
        asked = self.people.weights[row].toarray().ravel() * self._rarity
        whole = float(asked.sum()) or 1.0
        return list(islice(self._nearest(self.people, asked / whole, {*but, key}, subjects=row), most))

    def similarity(self, one: Hashable, other: Hashable) -> float:
        """From 0 to 1, how alike two people's words are: the cosine of their weights. 0 for who wrote nothing."""
        rows = (self.people.row(one), self.people.row(other))
        if None in rows:
            return 0.0
        first, second = (self.people.weights[row].toarray().ravel() * self._rarity for row in rows)
        length = float(np.linalg.norm(first) * np.linalg.norm(second))
        return float(first @ second) / length if length else 0.0

    def shared(self, one: Hashable, other: Hashable, *, most: int = SOME) -> list[str]:
        """The words that two people both talk about, the most telling first: each in two texts, or declared."""
        first, second = self.people.row(one), self.people.row(other)
        if first is None or second is None:
            return []
        return self._told(self._common(first, second), most)

    def of_person(self, key: Hashable, *, most: int = 12) -> list[tuple[str, float]]:
        """The subjects of a person with their weights, the greatest first."""
        row = self.people.row(key)
        if row is None:
            return []
        values = self._common(row, row)
        return [(self._words.written[stem], float(values[stem])) for stem in self._best(values, most)]

    def rising(self, since: float, *, most: int = 12) -> list[Subject]:
        """What several people talk about since that day, more than before: the strongest first."""
        return rising(self._texts, self._stems, self._words, since)[:most]

    def _group(self, owners: list[Hashable | None], counts: sparse.csr_matrix, worth: Floats) -> Group:
        """What each holds, of texts that count so much."""
        keys = list(dict.fromkeys(owner for owner in owners if owner is not None))
        places = {key: number for number, key in enumerate(keys)}
        return Group(keys, places, weighed((self._sum(owners, places, worth) @ counts).tocsr()))

    def _sum(
        self, owners: list[Hashable | None], places: dict[Hashable, int], worth: Floats
    ) -> sparse.csr_matrix:
        """Owners x texts: adds up the texts of each."""
        mine = [(places[owner], number) for number, owner in enumerate(owners) if owner is not None]
        rows, texts = np.array(mine, dtype=np.int32).reshape(-1, 2).T
        return sparse.csr_matrix((worth[texts], (rows, texts)), shape=(len(places), len(owners)))

    def _worth(self, half_life: float) -> Floats:
        """How much each text counts; what somebody declares counts whenever they did."""
        ages = np.array([max(0.0, self.now - text.at) for text in self._texts])
        declared = np.array([text.is_declared for text in self._texts], dtype=bool)
        return np.where(declared, DECLARED, 0.5 ** (ages / half_life)).astype(np.float32)

    def _proof(self) -> Floats:
        """How many texts each stands for when subjects are told."""
        return np.array([AT_LEAST if text.is_declared else 1 for text in self._texts], dtype=np.float32)

    def _asked(self, words: str, language: str) -> tuple[Floats, float]:
        """How much each stem says of a text, and the sum of it, with what nobody ever said."""
        language = language[:2].lower()
        found = {stem for token in tokens_of(words) if (stem := stem_of(token, language))}
        asked = np.zeros(len(self._stems.names), dtype=np.float32)
        known = [self._stems.numbers[stem] for stem in found if stem in self._stems.numbers]
        asked[known] = self._rarity[known]
        unheard = float(np.log1p(2 * len(self._texts) + 1))  # the rarity of what no text holds
        return asked, float(asked.sum()) + unheard * (len(found) - len(known))

    def _nearest(
        self, group: Group, asked: Floats, but: Collection[Hashable], subjects: int | None = None
    ) -> Iterator[Near]:
        """Those that share something that can be told; with the subjects of a person (row), if one is given."""
        similar = np.asarray(group.weights @ asked).ravel()
        for row in np.argsort(-similar, kind="stable")[: MOST_LOOKED_AT + len(but)]:
            if similar[row] <= 0 or group.keys[row] in but:
                continue
            if subjects is None:
                words = self._told(group.weights[row].toarray().ravel() * asked, SOME)
            else:
                words = self._told(self._common(subjects, row), SOME)
            if words:
                yield Near(group.keys[row], float(similar[row]), tuple(words))

    def _common(self, one: int, other: int) -> Floats:
        """Weights of the stems that are subjects of both people (rows)."""
        weights, texts = self.people.weights, self._proofs
        proven = (texts[one].toarray().ravel() >= AT_LEAST) & (texts[other].toarray().ravel() >= AT_LEAST)
        both = np.minimum(weights[one].toarray().ravel(), weights[other].toarray().ravel())
        values: Floats = (both * proven * self._rarity).astype(np.float32)
        return values

    def _best(self, values: Floats, most: int) -> list[int]:
        """The stems with the greatest values that can be told."""
        told = np.flatnonzero((values > 0) & self._words.can_be_told)
        order = told[np.argsort(-values[told], kind="stable")][:most]
        return [int(stem) for stem in order]

    def _told(self, values: Floats, most: int) -> list[str]:
        return list(dict.fromkeys(self._words.written[stem] for stem in self._best(values, most)))
