"""Members who are called by name: finding "@Name" in a text, and suggesting names while one types.

A name is looked for without accents, capitals and punctuation. Two members of one name are told apart by four signs
behind it ("@Ada#3f9c"), which suggestions add and pages leave out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from markdown_it.token import Token

from potager.communities.models import Community
from potager.conversations.namesakes import members_called
from potager.lib.folding import folded, plain

MOST = 50  # names behind an @ that are looked up in one text; the rest stays text
LONGEST = 160  # characters behind an @ in which a name is looked for
MOST_WORDS = 8  # of a name
AT = re.compile(r"(?<![\w@/.])@(?=\S)")
WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"(?:[^\w\n,;:!?]|_){1,4}")  # what may stand between two words of a name
CODE = re.compile(r"#([0-9a-f]{4})(?!\w)")
SIGNS = re.compile(r"\S{1,40}")
ENDS = ".,;:!?)»”’\"'"  # of a sentence, not of a name


@dataclass(frozen=True)
class Reading:
    """One way to read what stands behind an @: the name as it is looked for, and where it ends."""

    key: str
    end: int


@dataclass(frozen=True)
class Call:
    """A name in a text: from its @ to its end, for the eye; up to `after` with the signs that tell namesakes apart."""

    start: int
    end: int
    after: int
    members: tuple[UUID, ...]


def mark_mentions(tokens: Iterable[Token], *, community: Community) -> tuple[UUID, ...]:
    """Put marks around the names of members in the texts of parsed Markdown; who they are. One query, linear time."""
    lines = list(_own_lines(tokens))
    texts = [text for line in lines for text in _texts(line.children or [])]
    calls = calls_in([text.content for text in texts], community=community)
    found = {id(text): called for text, called in zip(texts, calls, strict=True) if called}
    for line in lines if found else ():
        line.children = [
            part for child in line.children or [] for part in _parts(child, found.get(id(child), []))
        ]
    return tuple(dict.fromkeys(one for called in calls for call in called for one in call.members))


def _own_lines(tokens: Iterable[Token]) -> Iterator[Token]:
    """The lines that are no quotation: whoever was called there is not called again."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if token.type == "inline" and token.children and not depth:
            yield token


def calls_in(texts: list[str], *, community: Community) -> list[list[Call]]:
    """The members who are called in each text, in one query."""
    looked = ((number, text) for number, text in enumerate(texts) if "@" in text)
    places = [(number, match.start()) for number, text in looked for match in AT.finditer(text)]
    readings = {place: readings_at(texts[place[0]], place[1]) for place in places[:MOST]}
    wanted = {reading.key for found in readings.values() for reading in found}
    known = members_called(wanted, community=community) if wanted else {}
    calls: list[list[Call]] = [[] for _ in texts]
    for (number, start), found in readings.items():
        done = calls[number][-1].after if calls[number] else 0
        if start >= done and (call := _call(texts[number], start, found, known)):
            calls[number].append(call)
    return calls


def readings_at(text: str, start: int) -> list[Reading]:
    """What the name behind the @ at `start` may be, the longest first."""
    window = text[start + 1 : start + 1 + LONGEST]
    signs = SIGNS.match(window)
    chunk = signs[0].rstrip(ENDS) if signs else ""
    found = [Reading(folded(chunk), start + 1 + len(chunk))] if chunk else []
    found += [Reading(key, start + 1 + end) for key, end in _names_in(window)]
    return sorted(found, key=lambda one: -one.end)


def _names_in(window: str) -> Iterator[tuple[str, int]]:
    """The names that the first words of `window` make, folded, and where each ends there."""
    looked_at = [(sign, place) for place, typed in enumerate(window) for sign in _plain(typed)]
    line = "".join(sign for sign, _place in looked_at)
    ends = [place for _sign, place in looked_at] + [len(window)]
    first = WORD.search(line, 0, 40)
    words: list[str] = []
    place = first.start() if first and first.start() < 4 else len(line)
    while len(words) < MOST_WORDS and (word := WORD.match(line, place)):
        words.append(word[0])
        yield " ".join(words), ends[word.end()]
        gap = GAP.match(line, word.end())
        place = gap.end() if gap else len(line)


@lru_cache(4096)
def _plain(sign: str) -> str:
    return plain(sign)


def _call(text: str, start: int, readings: list[Reading], known: dict[str, list[UUID]]) -> Call | None:
    for reading in readings:
        members = known.get(reading.key, [])
        if not members:
            continue
        code = CODE.match(text, reading.end)
        named = [one for one in members if code and one.hex.endswith(code[1])]
        return Call(
            start, reading.end, code.end() if named and code else reading.end, tuple(named or members)
        )
    return None


def _texts(children: list[Token]) -> Iterator[Token]:
    """The texts that are in no link: a link's words lead where it does."""
    depth = 0
    for child in children:
        depth += child.nesting if child.type.startswith("link") else 0
        if child.type == "text" and not depth:
            yield child


def _parts(text: Token, calls: list[Call]) -> Iterator[Token]:
    if not calls:
        yield text
        return
    place = 0
    for call in calls:
        yield _text(text.content[place : call.start])
        tag, marks = _mark(call)
        yield Token("mention_open", tag, 1, attrs=marks)
        yield _text(text.content[call.start : call.end])
        yield Token("mention_close", tag, -1)
        place = call.after
    yield _text(text.content[place:])


def _mark(call: Call) -> tuple[str, dict[str, str | int | float]]:
    """A link to the person; a name that several people have leads to none of them."""
    if len(call.members) > 1:
        return "span", {"class": "mention"}
    return "a", {"class": "mention", "href": reverse("directory:person", args=call.members)}


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
