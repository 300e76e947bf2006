"""Where a person is told of something: what they wish in general, and of that community."""

from dataclasses import dataclass

from potager.notices.models import CommunityWish, Wishes

Way, Level = Wishes.Way, CommunityWish.Level


@dataclass(frozen=True)
class Ask:
    """Why someone is told, and what they wish. `level` is theirs for the community, "" as everywhere."""

    reason: str
    wishes: Wishes
    level: str = ""


def way_of(ask: Ask) -> str | None:
    """By mail at once, in the next letter, or in the page only; None: not at all. The page shows all but the last."""
    if ask.reason == "decision":
        return Way.MAIL
    if ask.reason == "private":
        return _possible(ask.wishes, ask.wishes.private)
    if ask.level == Level.QUIET:
        return None
    if ask.reason in {"topic", "room"}:
        return None if ask.level == Level.ADDRESSED else _possible(ask.wishes, ask.wishes.followed)
    if ask.reason == "reaction":  # kind, and never worth a mail of its own
        return Way.PAGE if ask.wishes.addressed == Way.PAGE else _possible(ask.wishes, Way.LETTER)
    return _possible(ask.wishes, ask.wishes.addressed)


def _possible(wishes: Wishes, way: str) -> str:
    """Who wants no letter has nothing put aside for it."""
    return Way.PAGE if way == Way.LETTER and wishes.letter == Wishes.Letter.NEVER else way
