"""The editor's table: the order of the book in pages of light rows, whatever the length of the story."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models.functions import Left

from potager.stories import arranging, orders
from potager.stories.models import Contribution, Correction, Story
from potager.stories.orders import Order
from potager.stories.queries import BOOKABLE

PER_PAGE = 50
EXCERPT = 220  # characters of a contribution that a row shows


@dataclass(frozen=True)
class Row:
    """A contribution (`part`) or a chapter's title in the order, and what its buttons ask for."""

    item: int
    place: int  # among the contributions, from 1
    before: int  # what stands before it
    up: str  # "what:after what", empty where it cannot go
    down: str
    part: Contribution | None
    title: str

    @property
    def told(self) -> str:
        """What it is called for those who hear the page: its title, or its place."""
        return self.title or str(self.place)

    @property
    def is_chapter(self) -> bool:
        """Whether a chapter begins here."""
        return self.item < 0


@dataclass(frozen=True)
class Table:
    """One page of the order, and the number of the order that it shows."""

    number: int
    page: Page[int]
    rows: list[Row]
    contributions: int
    chapters: int


def table_of(story: Story, *, page: str) -> Table:
    """A page of the order: four queries, whatever its length."""
    order = arranging.order_now(story)
    items = visible_in(story, order)
    found = Paginator(items, PER_PAGE).get_page(page)
    start = max(found.start_index() - 1, 0)
    shown = items[start : start + PER_PAGE]
    parts = _parts(story, [item for item in shown if item > 0])
    place = sum(1 for item in items[:start] if item > 0)
    rows = []
    for at, item in enumerate(shown, start=start):
        place += item > 0
        rows.append(_row(items, at, place, part=parts.get(item), title=order.titles.get(item, "")))
    contributions = sum(1 for item in items if item > 0)
    return Table(order.number, found, rows, contributions, len(items) - contributions)


def visible_in(story: Story, order: Order) -> list[int]:
    """The order without what is not part of the story (declined, waiting, withdrawn). One query."""
    hidden = story.contributions.exclude(state__in=BOOKABLE)
    out = set(hidden.values_list("position", flat=True))
    return [item for item in order.items if item not in out]


def page_with(story: Story, item: int) -> int:
    """The number of the page on which a thing stands now."""
    items = visible_in(story, arranging.order_now(story))
    return items.index(item) // PER_PAGE + 1 if item in items else 1


def _row(items: list[int], at: int, place: int, *, part: Contribution | None, title: str) -> Row:
    item = items[at]
    above = items[at - 2] if at > 1 else orders.START
    return Row(
        item=item,
        place=place if item > 0 else 0,
        before=items[at - 1] if at else orders.START,
        up=f"{item}:{above}" if at else "",
        down=f"{item}:{items[at + 1]}" if at + 1 < len(items) else "",
        part=part,
        title=title,
    )


def _parts(story: Story, positions: list[int]) -> dict[int, Contribution]:
    light = story.contributions.filter(position__in=positions).annotate(excerpt=Left("text", EXCERPT))
    rows = light.select_related("author").defer("text")
    waiting = Correction.objects.filter(story=story, state=Correction.State.OPEN)
    asked = dict(waiting.values_list("contribution_id", "pk"))
    for row in rows:
        row.asked = asked.get(row.pk)  # type: ignore[attr-defined]
    return {row.position: row for row in rows}
