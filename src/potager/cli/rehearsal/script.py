"""What is played: who writes what, and when."""

import json
import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

DAY = timedelta(hours=24)
GROWN = [
    "La brouette est passée par ici.",
    "On entendit un arrosoir soupirer.",
    "Personne ne regardait les haricots, et c'est dommage.",
    "Il restait une échelle, deux pommes et un doute.",
    "La pluie hésita, puis elle entra.",
    "Au bout du rang, quelqu'un chantait faux.",
    "C'est alors que le compost prit la parole !",
    "Le soir sentait la tomate et le goudron tiède.",
]


@dataclass(frozen=True)
class Line:
    """One contribution to come: `author` is a key, `name` how they sign; `at` counts from the opening."""

    author: str
    name: str
    text: str
    at: timedelta


@dataclass(frozen=True)
class Script:
    """A story to play."""

    title: str
    opening: str
    language: str
    lines: list[Line]
    most_sentences: int

    @property
    def authors(self) -> dict[str, str]:
        """Names by author."""
        return {line.author: line.name for line in self.lines}


def of_file(file: Path, *, namesakes: frozenset[str] = frozenset()) -> Script:
    """A story told in a JSON file: title, language, contributions with position, author and text.

    One name is one author, except for `namesakes`: each of their contributions is another person's. The rule
    of five sentences is softened, as the host of such an evening does.
    """
    told = json.loads(file.read_text(encoding="utf-8"))
    parts = sorted(told["contributions"], key=lambda part: part["position"])
    step = DAY * 0.9 / max(1, len(parts))
    lines = [
        Line(author=_key(part, namesakes), name=part["author"], text=part["text"], at=step * number)
        for number, part in enumerate(parts)
    ]
    return Script(told["title"], told["title"], told.get("language", "fr"), lines, most_sentences=12)


def _key(part: dict[str, Any], namesakes: frozenset[str]) -> str:
    name = part["author"]
    return f"{name}-{part['position']}" if name in namesakes else name


def invented(*, authors: int, seed: int = 2013) -> Script:
    """A story of small sentences, two contributions an author in any order but never twice in a row."""
    dice = random.Random(seed)  # noqa: S311 (a play, not a secret)
    order = [number % authors for number in range(2 * authors)]
    step = DAY * 0.9 / len(order)
    lines = [
        Line(
            f"author {who}",
            f"Répétition {who + 1}",
            " ".join(dice.sample(GROWN, dice.randint(1, 5))),
            step * number,
        )
        for number, who in enumerate(order)
    ]
    opening = "Voici une répétition : des gens qui n'existent pas écrivent une histoire qui n'existera plus."
    return Script("La répétition générale", opening, "fr", lines, most_sentences=5)
