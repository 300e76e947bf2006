"""What the pages that look at a story need: its great river, its replay, the screen of a gathering."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from potager.communities import qr
from potager.communities.queries import Standing
from potager.stories import blocks, rendering
from potager.stories.drawing import Drop, great_river, places_of, strip
from potager.stories.models import Contribution, Story

MOST_HANDS = 300  # rows of the table of hands
ON_SCREEN = 3  # contributions that a room sees at once
SPEEDS = ("reading", "30", "180", "3600", "60", "1")


@dataclass(frozen=True)
class Hand:
    """What was signed with one name by one person, or by nobody: its moments as dots, from 0 to 1."""

    by: str
    first: datetime
    contributions: int
    sentences: int
    dots: str


def _frame(story: Story, standing: Standing) -> dict[str, Any]:
    return {"story": story, "community": story.community, "standing": standing}


def _hours(story: Story) -> tuple[datetime, datetime]:
    end = min(story.closed_at or story.closes_at, story.closes_at)
    return story.opens_at, max(end, story.opens_at)


def river_page(story: Story, standing: Standing, *, position: int) -> dict[str, Any]:
    """The great river, and the same as a table of who wrote when."""
    start, end = _hours(story)
    rows = story.contributions.filter(state=Contribution.State.SHOWN).order_by("position")
    found = list(rows.values_list("pk", "author_id", "signature", "written_at", "sentences"))
    drops = [Drop(pk, by, at, sentences) for pk, _, by, at, sentences in found]
    hands = _hands([(author if by else None, drop) for (_, author, by, *_), drop in zip(found, drops, strict=True)],
                   start=start, end=end)  # fmt: skip
    return {
        **_frame(story, standing),
        "position": position,
        "river": great_river(drops, start=start, end=end) if drops else None,
        "hands": hands[:MOST_HANDS],
        "others": max(0, len(hands) - MOST_HANDS),
        "sentences": sum(drop.sentences for drop in drops),
        "start": start.astimezone(story.zone),
        "middle": (start + (end - start) / 2).astimezone(story.zone),
        "end": end.astimezone(story.zone),
    }


def _hands(signed: list[tuple[Any, Drop]], *, start: datetime, end: datetime) -> list[Hand]:
    """By person and name, in order of appearance; whoever did not sign is not told from the others who did not."""
    groups: dict[tuple[Any, str], list[Drop]] = {}
    for person, drop in signed:
        groups.setdefault((person, drop.by), []).append(drop)
    return [
        Hand(
            by=by,
            first=drops[0].at,
            contributions=len(drops),
            sentences=sum(drop.sentences for drop in drops),
            dots=strip(places_of([drop.at for drop in drops], start=start, end=end)),
        )
        for (_, by), drops in groups.items()
    ]


def shown_pieces(story: Story, block: blocks.Block) -> list[SafeString]:
    """The rendered contributions that are part of the story, in order."""
    rows = story.contributions.filter(state=Contribution.State.SHOWN).order_by("position")
    return [block.pieces[pk][1] for pk in rows.values_list("pk", flat=True) if pk in block.pieces]


def replay_page(story: Story, standing: Standing, *, number: str, language: str) -> dict[str, Any]:
    """The story up to its n-th contribution, and the rest for a script to show in time."""
    block = blocks.block_of(story, language)
    pieces = shown_pieces(story, block)
    shown = min(int(number), len(pieces)) if number.isascii() and number.isdigit() and len(number) < 8 else 0
    return {
        **_frame(story, standing),
        "body": block,
        "opening": rendering.opening_html(story, language),
        "shown": shown,
        "total": len(pieces),
        "before": pieces[:shown],
        "after": pieces[shown:],
        "speeds": SPEEDS,
    }


def screen_page(story: Story, standing: Standing, *, url: str, language: str) -> dict[str, Any]:
    """What a room sees: the newest sentences in large letters, and the way in."""
    block = blocks.block_of(story, language)
    pieces = shown_pieces(story, block)[-ON_SCREEN:]
    opening = [] if len(pieces) >= ON_SCREEN else [rendering.opening_html(story, language)]
    return {
        **_frame(story, standing),
        "body": block,
        "status": rendering.status_html(story, language),
        "pieces": [*opening, *pieces],
        "url": url,
        "qr": qr.svg(url),
    }
