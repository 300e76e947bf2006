"""What a page of conversations adds for whoever looks at it: how far they have read, and what they follow."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from potager.communities.queries import Standing
from potager.conversations.attending import Traces, unread_in
from potager.conversations.following import level_of, level_of_room
from potager.conversations.listing import Page
from potager.conversations.models import Follow, Post, Room, Topic
from potager.conversations.permissions import answers, belongs
from potager.conversations.reactionparts import reacting
from potager.conversations.windows import Window

AS_EVERYWHERE = _("As in the whole community")
FOR_ROOMS = [*Follow.Level.choices, ("", AS_EVERYWHERE)]


@dataclass(frozen=True)
class Reading:
    """Up to which post somebody has read, and the first one that they have not, if there is one."""

    read: int
    first: Post | None
    is_here: bool  # whether that post stands on the page


@dataclass(frozen=True)
class Following:
    """What somebody is told of a topic, and what else they can choose."""

    level: str
    label: Any
    levels: list[Any]


def own_parts(topic: Topic, standing: Standing, window: Window, traces: Traces) -> dict[str, Any]:
    """What a topic's page adds for a member; nothing for a visitor, so that their page can be kept."""
    member = standing.member
    if member is None:
        return {}
    first = traces.first
    level = level_of(topic, member, traces) if answers(standing, topic) else ""
    return {
        "reacting": reacting(topic, standing, first=window.first, end=window.end),
        "reading": Reading(
            traces.read, first, first is not None and window.first <= first.number < window.end
        ),
        "following": Following(level, Follow.Level(level).label, Follow.Level.choices) if level else None,
    }


def following_room(room: Room | None, standing: Standing) -> Following | None:
    """What a member is told of a room; nothing for whoever does not talk there."""
    if room is None or standing.member is None or not belongs(standing):
        return None
    level = level_of_room(room, standing.member)
    return Following(level, Follow.Level(level).label if level else AS_EVERYWHERE, FOR_ROOMS)


def with_unread(page: Page, pinned: list[Topic], standing: Standing) -> Page:
    """The page of a list with `unread` on each topic. Two queries."""
    found = unread_in(standing, [*page.topics, *pinned])
    for topic in [*page.topics, *pinned]:
        topic.unread = found.get(topic.pk)  # type: ignore[attr-defined]
    return page
