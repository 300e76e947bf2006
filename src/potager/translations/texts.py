"""An edition cut into passages, and put together again in another language."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings

from potager.press.models import Edition

ONE_LINE = {"title": 120, "subtitle": 160, "chapter": 120, "picture": 500}  # and how long they may be
MORE, MOST = 2000, 40_000  # characters: a translation may be twice as long as its original, and a little more


@dataclass(frozen=True)
class Original:
    """One passage of an edition. `kind`: title, subtitle, opening, chapter, contribution, picture, afterword."""

    key: str
    kind: str
    text: str
    number: int = 0
    signature: str = ""

    @property
    def is_line(self) -> bool:
        """Whether it stays on one line."""
        return self.kind in ONE_LINE

    @property
    def longest(self) -> int:
        """How many characters its translation may have."""
        return ONE_LINE.get(self.kind) or min(2 * len(self.text) + MORE, MOST)


def passages_of(edition: Edition) -> list[Original]:
    """What there is to translate, in the order of the book; what is empty is left out."""
    kept = edition.book
    found = [Original("title", "title", edition.title), Original("subtitle", "subtitle", edition.subtitle)]
    found += [Original("opening", "opening", kept["opening"]), *_text(kept), *_pictures(kept)]
    found.append(Original("afterword", "afterword", kept.get("afterword", "")))
    return [one for one in found if one.text.strip()]


def _text(kept: Mapping[str, Any]) -> list[Original]:
    """Chapters and contributions, each chapter's title before what stands in it."""
    parts = [_contribution(part) for part in kept["contributions"]]
    found, start = [], 0
    for number, chapter in enumerate(kept.get("chapters", []), start=1):
        found.append(Original(f"chapter-{number}", "chapter", chapter["title"], number))
        found += parts[start : start + chapter["count"]]
        start += chapter["count"]
    return found + parts[start:]


def _contribution(part: Mapping[str, Any]) -> Original:
    key = f"contribution-{_identifier(part)}"
    return Original(key, "contribution", part["text"], part["number"], part["signature"])


def _identifier(part: Mapping[str, Any]) -> str:
    """The contribution's own; editions older than translations do not tell it, author and moment then do."""
    told = f"{part['author']} {part['written_at']}"
    return str(part.get("id") or sha256(told.encode()).hexdigest()[:32])


def _pictures(kept: Mapping[str, Any]) -> list[Original]:
    pictures = enumerate(kept.get("pictures", []), start=1)
    return [
        Original(f"picture-{number}", "picture", one.get("alternative", ""), number)
        for number, one in pictures
    ]


def translated(
    edition: Edition, texts: Mapping[str, str], *, language: str, translators: list[dict[str, str]]
) -> dict[str, Any]:
    """What the press prints of an edition in another language: `texts` by key, the rest as in the original."""
    book: dict[str, Any] = deepcopy(edition.book)
    for name in ("opening", "afterword"):
        if name in book:
            book[name] = texts.get(name, book[name])
    for part in book["contributions"]:
        part["text"] = texts.get(f"contribution-{_identifier(part)}", part["text"])
    for name, kind in (("chapters", "title"), ("pictures", "alternative")):
        for number, one in enumerate(book.get(name, []), start=1):
            one[kind] = texts.get(f"{name[:-1]}-{number}", one.get(kind, ""))
    region = settings.PRESS_REGIONS.get(language, "")
    source = {"language": edition.language, "title": edition.title}
    return {**book, "region": region, "translators": translators, "translated_from": source}
