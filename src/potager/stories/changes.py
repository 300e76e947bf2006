"""What can be done to the order of a book. Each is said relative to what its author saw, and done to what is there."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from potager.stories import arranging, editing, orders
from potager.stories.models import Arrangement, Story
from potager.stories.orders import Order
from potager.stories.texts import is_blank, one_line

What = Arrangement.What


class Change(Protocol):
    """One thing done to an order."""

    def on(self, now: Order, story: Story) -> Order:
        """The order after it."""
        ...

    def told(self) -> dict[str, Any]:
        """What its row says of it."""
        ...


@dataclass(frozen=True)
class Move:
    """Put a contribution or a chapter mark after another thing (orders.START: at the beginning)."""

    item: int
    after: int

    def on(self, now: Order, story: Story) -> Order:
        """Raises NoSuchThing."""
        _refuse_absent(now, self.item, self.after)
        return replace(now, items=orders.moved(now.items, self.item, self.after))

    def told(self) -> dict[str, Any]:
        """One thing, and after what."""
        return {"what": What.MOVED, "item": self.item, "after": self.after}


@dataclass(frozen=True)
class Reorder:
    """A whole order, by somebody who saw the order number `base`: what others did since is kept."""

    items: tuple[int, ...]
    base: int

    def on(self, now: Order, story: Story) -> Order:
        """Raises NoSuchThing unless it holds exactly what was in the order seen."""
        base = arranging.order_at(story, self.base).items
        if sorted(self.items) != sorted(base):
            raise editing.NoSuchThing
        return replace(now, items=orders.merged(now.items, base=base, wanted=self.items))

    def told(self) -> dict[str, Any]:
        """Many things."""
        return {"what": What.ORDERED}


@dataclass(frozen=True)
class AddChapter:
    """A chapter that begins after a thing."""

    title: str
    after: int

    def on(self, now: Order, story: Story) -> Order:
        """Raises NoSuchThing, NoWords, TooManyChapters."""
        _refuse_absent(now, self.after)
        if len(now.titles) >= editing.MOST_CHAPTERS:
            raise editing.TooManyChapters
        chapter = -now.number - 1  # the number of its row: never given twice
        titles = {**now.titles, chapter: _title(self.title)}
        return replace(now, items=orders.moved(now.items, chapter, self.after), titles=titles)

    def told(self) -> dict[str, Any]:
        """Its title, and after what."""
        return {"what": What.CHAPTER_ADDED, "after": self.after, "worded": _title(self.title)}


@dataclass(frozen=True)
class RenameChapter:
    """Another title for a chapter."""

    item: int
    title: str

    def on(self, now: Order, story: Story) -> Order:
        """Raises NoSuchThing, NoWords."""
        _refuse_absent(now, self.item)
        if self.item not in now.titles:
            raise editing.NoSuchThing
        return replace(now, titles={**now.titles, self.item: _title(self.title)})

    def told(self) -> dict[str, Any]:
        """Its new title."""
        return {"what": What.CHAPTER_RENAMED, "item": self.item, "worded": _title(self.title)}


@dataclass(frozen=True)
class RemoveChapter:
    """Take a chapter's mark out; what stood in it joins the chapter before."""

    item: int

    def on(self, now: Order, story: Story) -> Order:
        """Raises NoSuchThing."""
        if self.item not in now.titles:
            raise editing.NoSuchThing
        titles = {chapter: title for chapter, title in now.titles.items() if chapter != self.item}
        return replace(now, items=tuple(item for item in now.items if item != self.item), titles=titles)

    def told(self) -> dict[str, Any]:
        """Which."""
        return {"what": What.CHAPTER_REMOVED, "item": self.item}


def _refuse_absent(now: Order, *items: int) -> None:
    known = {orders.START, *now.items}
    if not known.issuperset(items):
        raise editing.NoSuchThing


def _title(text: str) -> str:
    title = one_line(text)[:120]
    if is_blank(title):
        raise editing.NoWords
    return title
