"""The book: what EPUB, PDF, cover and web edition are all made from. It knows no database and no format."""

import re
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from potager.lib import prose

LAYOUTS = ("garden", "novel", "notebook")
PAPERS = ("a5", "a4", "pocket")
COVERS = ("row", "wreath", "plate", "pattern", "picture")
ATTRIBUTIONS = ("margin", "after", "list")

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What XML 1.0 refuses, what it discourages (C1 controls, noncharacters), halves of surrogate pairs,
# and the byte order mark, which PDF/UA refuses.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOO_MANY_MARKS = re.compile(f"({_MARKS}{{6}}){_MARKS}+")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they would turn what the press prints beside a name
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,4}")


def clean(text: str) -> str:
    """`text` with nothing in it that XML refuses, line ends as \\n, at most six marks on one letter."""
    return _TOO_MANY_MARKS.sub(r"\1", _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """`text`, clean and on one line, with single spaces and no sign that turns the line around."""
    return re.sub(r"[ \t\n]+", " ", _TURNS.sub("", clean(text))).strip(" ")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: its lines that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def language_tag(tag: str) -> str:
    """A BCP 47 tag that is well formed: `tag`, or "und" (undetermined)."""
    return tag if _LANGUAGE.fullmatch(tag) else "und"


@dataclass(frozen=True)
class _Clean:
    """Facts whose strings are clean from the moment they exist."""

    def __post_init__(self) -> None:
        many_lines = {"text", "opening", "afterword", "notice"}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "language" and value:
                object.__setattr__(self, "language", language_tag(value))
            elif isinstance(value, str):
                tidy = clean(value).strip() if field.name in many_lines else one_line(value)
                object.__setattr__(self, field.name, tidy)


@dataclass(frozen=True)
class Author(_Clean):
    """Someone who wrote: a key of their own and the name they sign with; an empty name is not printed."""

    key: str
    name: str
    link: str = ""
    presentation: str = ""

    def __post_init__(self) -> None:
        """Tidy the strings; whoever is not named is not told by a link or a presentation either."""
        super().__post_init__()
        if not self.name:
            object.__setattr__(self, "link", "")
            object.__setattr__(self, "presentation", "")


@dataclass(frozen=True)
class Contribution(_Clean):
    """What one author added at one moment (aware): an Author's key, and the name to print beside the text."""

    number: int
    text: str
    author: str
    signature: str
    written_at: datetime
    language: str | None = None
    is_prose: bool = False  # typed with the marks of lib/prose

    @property
    def plain(self) -> str:
        """Its words alone."""
        return prose.plain(self.text) if self.is_prose else self.text


@dataclass(frozen=True)
class Chapter(_Clean):
    """A part of the book: a title (may be empty), who wrote it if that is told there, what stands in it."""

    title: str
    contributions: tuple[Contribution, ...]
    byline: str = ""


@dataclass(frozen=True)
class Picture(_Clean):
    """A picture in the book, or on its cover: the file's name, pixels, words for who does not see it.

    It is printed after the contribution of number `after`. The bytes travel beside the book, by name.
    One that lasts `seconds` is a recording: heard where a page can sound, told by its words on paper.
    """

    name: str
    media_type: str
    width: int
    height: int
    alternative: str
    credit: str = ""
    after: int = 0
    seconds: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether it is to be heard."""
        return self.seconds > 0


@dataclass(frozen=True)
class Cover(_Clean):
    """One of our templates and its colours ("" falls to the book); the template "picture" shows a picture.

    The dice fall the same for the same seed; without one, the book's identifier is it.
    """

    template: str = "row"
    colours: str = ""
    seed: UUID | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Licence(_Clean):
    """What readers may do: a name, an address (or None) and the same in plain words."""

    name: str
    url: str | None = None
    notice: str = ""


@dataclass(frozen=True)
class Facts:
    """What the colophon counts."""

    authors: int
    hands: int
    fingers: int
    contributions: int
    sentences: int | None
    duration: timedelta


@dataclass(frozen=True, kw_only=True)
class Book(_Clean):
    """A finished text with its people, its licence and its dates (all aware; printed in `time_zone`)."""

    identifier: UUID
    title: str
    subtitle: str | None = None
    language: str
    time_zone: str
    community: str
    host: str
    opening: str
    contributions: tuple[Contribution, ...] = ()
    authors: tuple[Author, ...]
    licence: Licence
    opened_at: datetime
    closed_at: datetime
    released_at: datetime
    address: str | None = None
    sentences: int | None = None
    chapters: tuple[Chapter, ...] = ()
    afterword: str = ""
    layout: str = "garden"
    paper: str = "a5"
    attribution: str = "margin"
    translators: tuple[Author, ...] = ()
    pictures: tuple[Picture, ...] = ()
    cover: Cover = Cover()
    others: tuple[str, ...] = ()
    isbn: str | None = None
    original_title: str = ""
    edition: int = 0
    work: str = "story"
    hosts: int = 1  # people in `host`

    def __post_init__(self) -> None:
        """Tidy the strings, move the dates to the book's time zone; KeyError or ValueError on an unknown one.

        Where there are chapters, the contributions are theirs.
        """
        super().__post_init__()
        object.__setattr__(self, "title", self.title or "…")
        object.__setattr__(self, "others", tuple(filter(None, map(one_line, self.others))))
        for name, known in (("layout", LAYOUTS), ("paper", PAPERS), ("attribution", ATTRIBUTIONS)):
            if getattr(self, name) not in known:
                raise ValueError(name)
        if self.chapters:
            flat = tuple(part for chapter in self.chapters for part in chapter.contributions)
            object.__setattr__(self, "contributions", flat)
        for name in ("opened_at", "closed_at", "released_at"):
            object.__setattr__(self, name, self.local(getattr(self, name)))

    @property
    def parts(self) -> tuple[Chapter, ...]:
        """The chapters; a book without any is one chapter that has no title."""
        return self.chapters or (Chapter(title="", contributions=self.contributions),)

    def pictured(self) -> dict[int, list[Picture]]:
        """The pictures by the contribution after which they stand; 0 is after the opening."""
        found: dict[int, list[Picture]] = {}
        for picture in self.pictures:
            found.setdefault(picture.after, []).append(picture)
        return found

    @property
    def credits(self) -> tuple[str, ...]:
        """To whom the pictures are owed, each once, the cover's first."""
        pictures = (*([self.cover.picture] if self.cover.picture else []), *self.pictures)
        return tuple(dict.fromkeys(picture.credit for picture in pictures if picture.credit))

    def local(self, moment: datetime) -> datetime:
        """`moment` on the clock of the place where the book was written."""
        return moment.astimezone(ZoneInfo(self.time_zone))

    @property
    def named_authors(self) -> tuple[str, ...]:
        """The names to print, in the authors' order; two people of one name stay two."""
        return tuple(author.name for author in self.authors if author.name)

    @property
    def unnamed_authors(self) -> int:
        """How many people wrote and do not wish to be named."""
        return len(self.authors) - len(self.named_authors)

    @property
    def facts(self) -> Facts:
        """What the colophon counts."""
        people = len(self.authors)
        return Facts(
            authors=people,
            hands=2 * people,
            fingers=10 * people,
            contributions=len(self.contributions),
            sentences=self.sentences,
            duration=self.closed_at - self.opened_at,
        )
