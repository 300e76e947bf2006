"""An illustrated list on the desk: its entries as they are typed, and the pictures that they may show."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from potager.editorial import entries, queries
from potager.editorial.models import Article, Picture
from potager.editorial.rules import MOST_ENTRIES

PICTURES = "pictures"  # the wish ("entry-do") for one entry for each picture that no entry shows


def on_desk(article: Article, rows: Sequence[entries.Entry]) -> dict[str, Any]:
    """What the desk shows of a list; nothing of other articles."""
    if article.kind != Article.Kind.LIST:
        return {}
    held = list(queries.pictures_of(article))
    return {
        "entries": list(rows) or [entries.empty()],
        "blank_entry": entries.empty(),
        "choices": [(_keyed(one), _label(number, one)) for number, one in enumerate(held, start=1)],
        "unused": len(_unused(held, rows)),
    }


def again(article: Article, typed: QueryDict) -> dict[str, Any]:
    """The same after a button was pressed that moves, adds or removes an entry."""
    rows = entries.typed(typed)
    if typed.get("entry-do") == PICTURES and article.kind == Article.Kind.LIST:
        held = queries.pictures_of(article)
        rows = [one for one in rows if entries.kept([one]) or one["gone"]]
        rows += [entries.empty(str(one.pk)) for one in _unused(held, rows)]
    return on_desk(article, rows[:MOST_ENTRIES])


def _unused(held: Any, rows: Sequence[entries.Entry]) -> list[Picture]:
    shown = entries.pictures_in(rows)
    return [one for one in held if one.pk not in shown and one.state != Picture.State.REFUSED]


def _keyed(picture: Picture) -> Picture:
    picture.key = str(picture.pk)  # type: ignore[attr-defined]
    return picture


def _label(number: int, picture: Picture) -> str:
    words = picture.caption or picture.alternative or _("not described yet")
    return f"{number}. {Truncator(words).chars(50)}"
