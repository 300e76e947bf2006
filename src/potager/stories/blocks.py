"""The rendered text of stories, kept in this process: all readers of a language share it."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from potager.stories import queries, rendering
from potager.stories.models import Contribution, Story
from potager.stories.river import River, river

Version = tuple[str, int]  # of a piece: the contribution's state, and how often it was changed
ROOM = 48_000_000  # characters of rendered text kept, all stories and languages together


@dataclass(frozen=True)
class Block:
    """A story's text in one language as it was at a position of the journal."""

    position: int
    length: int  # the position of the last contribution that readers know of
    pieces: dict[UUID, tuple[Version, SafeString]]  # by contribution
    top: SafeString
    numbers: SafeString
    text: SafeString


_kept: OrderedDict[tuple[UUID, str], Block] = OrderedDict()
_guard = threading.Lock()


def block_of(story: Story, language: str) -> Block:
    """The story's text, rendered again only where an act has touched it: one query, three after an act.

    The story must have been read before the call: an act that comes meanwhile then only makes the block newer.
    """
    key = (story.pk, language)
    position = queries.last_position_of(story)
    with _guard:
        kept = _kept.get(key)
        if kept:
            _kept.move_to_end(key)
    if kept and kept.position == position:
        return kept
    made = render_block(story, language, position=position, known=kept.pieces if kept else {})
    with _guard:
        _kept[key] = made
        _make_room()
    return made


def render_block(
    story: Story, language: str, *, position: int, known: dict[UUID, tuple[Version, SafeString]]
) -> Block:
    """Render a story's text; what is `known` (a contribution in the same state and wording) is taken as it is."""
    seen = story.contributions.filter(is_unseen=False).order_by("position")
    rows = list(seen.values_list("pk", "state", "written_at", "position", "revision"))
    missing = {row[0] for row in rows if row[0] not in known or known[row[0]][0] != (row[1], row[4])}
    pieces = {pk: piece for pk, piece in known.items() if pk not in missing}
    for contribution in _fetched(story, missing, all_of=len(rows)):
        version = (contribution.state, contribution.revision)
        pieces[contribution.pk] = (version, rendering.part_html(contribution, story, language))
    moments = [row[2] for row in rows if row[1] == Contribution.State.SHOWN]
    numbers = rendering.numbers_html(rendering.numbers_of(story), language)
    return Block(
        position=position,
        length=rows[-1][3] if rows else 0,
        pieces=pieces,
        top=rendering.top_html(story, language),
        numbers=numbers + mark_safe(" ") + rendering.presence_html(story, language),
        text=rendering.text_html(
            story, _woven(story, rows, pieces, language), _river(story, moments), language
        ),
    )


def _woven(
    story: Story, rows: list[Any], pieces: dict[UUID, tuple[Version, SafeString]], language: str
) -> list[SafeString]:
    """The contributions in order, and between them the hosts' words where they were said."""
    parts = [(row[3], 0, pieces[row[0]][1]) for row in rows]
    words = [(word.after, 1, rendering.word_html(word, story, language)) for word in queries.words_in(story)]
    pictures = [
        (one.after, 2, rendering.illustration_html(one, story, language))
        for one in queries.illustrations_in(story)
    ]
    return [html for _after, _kind, html in sorted(parts + words + pictures, key=itemgetter(0, 1))]


def _river(story: Story, moments: list[datetime]) -> River | None:
    end = min(story.closed_at or story.closes_at, story.closes_at)
    return river(moments, start=story.opens_at, end=max(end, story.opens_at)) if moments else None


def _fetched(story: Story, wanted: set[UUID], *, all_of: int) -> list[Contribution]:
    if not wanted:
        return []
    rows = story.contributions.filter(is_unseen=False).order_by("position")
    # Databases limit how many values a query may hold; past a few, reading all is as fast.
    return list(rows.filter(pk__in=wanted) if len(wanted) < min(all_of, 200) else rows)


def _make_room() -> None:
    while len(_kept) > 1 and sum(len(block.text) for block in _kept.values()) > ROOM:
        _kept.popitem(last=False)


def forget_all() -> None:
    """Start afresh (tests, benchmarks)."""
    with _guard:
        _kept.clear()
