"""What the themes of a community are made of."""

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote in a topic, or, without one, what they say of themselves (`is_declared`).

    `author` None: whose it is does not count. `at` in days, from wherever the caller counts them.
    """

    author: Hashable | None
    topic: Hashable | None
    at: float
    language: str
    words: str
    is_declared: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A person or a topic that a text is near to: from 0 to 1, how much of the text's weight they share; its words."""

    key: Hashable
    similarity: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A word as people wrote it, who talks about it and in which topics; how many times more than before."""

    word: str
    people: tuple[Hashable, ...]
    topics: tuple[Hashable, ...]
    growth: float
