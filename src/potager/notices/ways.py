"""Where a person is told of something, as they wish."""

from potager.notices.models import Wishes

Way = Wishes.Way
ALWAYS = frozenset({"decision", "place"})  # these leave by mail whatever is wished


def way_of(reason: str, wishes: Wishes) -> str:
    """By mail at once, in the next letter, or in the page only. The page shows whatever way it is."""
    if reason in ALWAYS:
        return Way.MAIL
    if reason in {"private", "work"}:
        return _possible(wishes, getattr(wishes, reason))
    if reason in {"topic", "room"}:
        return _possible(wishes, wishes.followed)
    if reason == "reaction":  # kind, and never worth a mail of its own
        return Way.PAGE if wishes.addressed == Way.PAGE else _possible(wishes, Way.LETTER)
    return _possible(wishes, wishes.addressed)


def _possible(wishes: Wishes, way: str) -> str:
    """Who wants no letter has nothing put aside for it."""
    return Way.PAGE if way == Way.LETTER and wishes.letter == Wishes.Letter.NEVER else way
