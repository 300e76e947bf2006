"""Where somebody may look: what they read, and the circles that they belong to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from potager.search.rows import mark_of_community
from potager.search.wishes import Wish

MOST_MARKS = 40  # communities that are looked for as marks; of more, each thing is asked where it belongs


@dataclass(frozen=True)
class Scope:
    """`communities`: None for all of them."""

    circles: tuple[str, ...] = ()
    communities: tuple[UUID, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nowhere to look."""
        return self.communities == ()

    def sql(self) -> tuple[str, list[Any]]:
        """What holds, in SQL, of an entry `e` that lies within."""
        sql, values = f"e.circle IN ({_places(self.circles, 1)})", ["", *self.circles]
        if self.communities is None:
            return sql, values
        keys = (
            self.communities if connection.vendor == "postgresql" else [one.hex for one in self.communities]
        )
        return f"{sql} AND e.community IN ({_places(keys)})", [*values, *keys]

    def narrowed(self, wish: Wish) -> Wish:
        """The wish for what lies in one of these communities, for the index to choose; the same if they are many."""
        if not self.communities or len(self.communities) > MOST_MARKS:
            return wish
        marks = tuple(mark_of_community(one.hex) for one in self.communities)
        return Wish(wish.terms, wish.without, (*wish.marks, marks))


def _places(values: Any, more: int = 0) -> str:
    return ", ".join(["%s"] * (len(values) + more))
