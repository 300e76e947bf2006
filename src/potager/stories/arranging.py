"""The order of a story's book: as it is now, as it was after each change, and what can be undone."""

from collections.abc import Mapping
from typing import Any

from potager.stories.models import Arrangement, Story
from potager.stories.orders import Order, completed, unpacked

What = Arrangement.What
AGAIN = (What.UNDONE, What.REDONE)
COLUMNS = ("number", "order", "titles")


def order_now(story: Story) -> Order:
    """The order as it is: that of writing as long as nobody arranged anything. One query."""
    row = story.arrangements.order_by("-number").values(*COLUMNS).first()
    return _order(row, story)


def order_at(story: Story, number: int) -> Order:
    """The order after so many changes; that of writing if there was none or if it is unknown."""
    return _order(story.arrangements.filter(number=number).values(*COLUMNS).first(), story)


def last_change(story: Story) -> Arrangement | None:
    """What "undo" undoes: the newest change that stands."""
    return story.arrangements.filter(undone_by=None).exclude(what__in=AGAIN).order_by("-number").first()


def last_undone(story: Story) -> Arrangement | None:
    """What "do again" does again: what was undone last, if nothing was changed since."""
    changes = story.arrangements.exclude(what__in=AGAIN)
    newest = changes.order_by("-number").values_list("number", flat=True).first()
    return changes.filter(undone_by__gt=newest or 0).order_by("-undone_by").first()


def _order(row: Mapping[str, Any] | None, story: Story) -> Order:
    items = list(unpacked(row["order"])) if row else []
    titles = {int(item): title for item, title in row["titles"].items()} if row else {}
    return Order(row["number"] if row else 0, completed(items, story.length), titles)
