"""The entries of an illustrated list: as they are typed, moved, kept, compared and shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.html import escape, strip_tags

from potager.editorial import marking
from potager.editorial.rules import MOST_CHARACTERS, MOST_ENTRIES
from potager.lib.texts import cleaned, is_blank, one_line

Entry = dict[
    str, Any
]  # "title", "body" (Markdown), "picture" (an identifier, or ""); while typed, "gone" too
FIELDS = ("title", "body", "picture")
LONGEST_TITLE = 160


def typed(data: QueryDict) -> list[Entry]:
    """The entries of a form in the order of the page, moved as the button that was pressed says ("entry-do")."""
    columns = [data.getlist(f"entry-{name}") for name in (*FIELDS, "gone")]
    rows = [dict(zip((*FIELDS, "gone"), row, strict=True)) for row in zip(*columns, strict=False)]
    return rearranged(rows[: MOST_ENTRIES + 1], data.get("entry-do", ""))


def is_rearranging(data: Mapping[str, str]) -> bool:
    """Whether a form was sent to add, move or remove an entry, and nothing is to be kept yet."""
    return bool(data.get("entry-do"))


def rearranged(entries: Sequence[Entry], wish: str) -> list[Entry]:
    """The entries after "add", "up:3", "down:3", "remove:3" or "back:3" (places from 0); else as they are."""
    rows = list(entries)
    if wish == "add":
        return [*rows, empty()]
    what, _colon, place = wish.partition(":")
    at = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else len(rows)
    if at >= len(rows):
        return rows
    if what in {"up", "down"}:
        to = min(max(at + (1 if what == "down" else -1), 0), len(rows) - 1)
        rows.insert(to, rows.pop(at))
    elif what in {"remove", "back"}:
        rows[at] = {**rows[at], "gone": "1" if what == "remove" else ""}
    return rows


def empty(picture: str = "") -> Entry:
    """An entry that says nothing yet."""
    return {"title": "", "body": "", "picture": picture, "gone": ""}


def kept(entries: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """What a version keeps: texts cleaned, neither what was removed nor what is empty, identifiers of pictures."""
    rows = [_tidy(one) for one in entries if not one.get("gone")]
    return [row for row in rows if row["picture"] or not is_blank(row["title"] + row["body"])]


def _tidy(entry: Mapping[str, Any]) -> Entry:
    said = {name: str(entry.get(name) or "") for name in FIELDS}
    picture = identifier_in(said["picture"])
    return {
        "title": one_line(said["title"])[:LONGEST_TITLE],
        "body": cleaned(said["body"])[:MOST_CHARACTERS],
        "picture": str(picture) if picture else "",
    }


def identifier_in(text: str) -> UUID | None:
    """The identifier that is written there; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def pictures_in(entries: Iterable[Mapping[str, Any]]) -> set[UUID]:
    """The pictures that entries show."""
    found = (identifier_in(str(one.get("picture") or "")) for one in entries)
    return {one for one in found if one}


def entries_html(entries: Sequence[Mapping[str, Any]], held: Mapping[str, Any]) -> str:
    """The numbered list that readers read, safe to show as it is; "" where there is none.

    `held` is what marking.rendered needs to know of the article (looking.shown_with).
    """
    rows = "".join(_row(number, one, held) for number, one in enumerate(entries, start=1))
    return f'<ol class="entries">\n{rows}</ol>' if rows else ""


def _row(number: int, entry: Mapping[str, Any], held: Mapping[str, Any]) -> str:
    title = f"<h2>{escape(entry['title'])}</h2>\n" if entry["title"] else ""
    made = marking.rendered(_below(entry), **{**held, "unique": f"n{number}"})
    return f'<li id="n{number}">{title}{made.html}</li>\n'


def _below(entry: Mapping[str, Any]) -> str:
    """What stands below the title of an entry, as it would be typed."""
    picture = f"![](picture:{entry['picture']})" if entry.get("picture") else ""
    return "\n\n".join(filter(None, (picture, entry["body"])))


def with_entries(
    made: marking.Rendered, entries: Sequence[Mapping[str, Any]], held: Mapping[str, Any]
) -> marking.Rendered:
    """What a text becomes, followed by the entries of its list."""
    html = entries_html(entries, held)
    if not html:
        return made
    return replace(
        made, html=made.html + html, text=f"{made.text} {' '.join(strip_tags(html).split())}".strip()
    )


def as_text(entries: Iterable[Mapping[str, Any]]) -> str:
    """The entries as one text in Markdown: to compare versions, to count words, to export."""
    return "\n\n".join(_text(number, one) for number, one in enumerate(entries, start=1))


def _text(number: int, entry: Mapping[str, Any]) -> str:
    return "\n\n".join(filter(None, (f"## {number}. {entry['title']}".strip(), _below(entry))))
