"""What the page of wishes says: which of the usual ways is chosen, and the letter as it would be now."""

from datetime import datetime
from typing import Any

from potager.conversations.models import Follow
from potager.journal.digests import Span
from potager.members.devices import in_words
from potager.members.models import Member
from potager.notices import following, queries
from potager.notices.actions import PRESETS
from potager.notices.actions.letters import Round
from potager.notices.hours import quarter
from potager.notices.letters import context_of
from potager.notices.models import Subscription, Wishes


def preset_of(wishes: Wishes) -> str:
    """The usual way that a person has chosen, "" for their own."""
    same = (
        name
        for name, wanted in PRESETS.items()
        if all(getattr(wishes, one) == way for one, way in wanted.items())
    )
    return next(same, "")


def page_of(member: Member) -> dict[str, Any]:
    """What the page of wishes shows beside its form."""
    return {
        "preset": preset_of(queries.wishes_of(member)),
        "communities": following.communities_of(member),
        "topics": following.topics_of(member),
        "levels": Follow.Level.choices,
    }


def browsers_of(member: Member) -> list[dict[str, Any]]:
    """The browsers in which a person is told, the newest first, as they would call them."""
    rows = Subscription.objects.filter(member=member).order_by("-began_at", "-pk")
    return [{"row": row, "device": in_words(row.browser, row.system)} for row in rows]


def letter_of(member: Member, *, now: datetime) -> dict[str, Any]:
    """What the letter would tell now; {"is_empty": True} if nothing, for then none leaves."""
    wishes = queries.wishes_of(member)
    wishes.member = member
    span = Span(min(wishes.told_until, quarter(now)), now)
    for _wishes, news in Round(now).news(span, [wishes]):
        return {"is_empty": False, **context_of(news)}
    return {"is_empty": True}
