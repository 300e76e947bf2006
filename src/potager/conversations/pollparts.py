"""Polls, rendered: what everybody gets, once per language, and what a page adds for whoever looks at it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from potager.communities.queries import Standing
from potager.conversations import polling
from potager.conversations.models import Ballot, Poll, Topic
from potager.conversations.permissions import closes_poll, opens_polls, votes
from potager.members.models import Member


@dataclass(frozen=True)
class Count:
    """One answer: how many chose it, and which part of the voters that is, in percent."""

    text: str
    position: int
    votes: int
    percent: int
    is_mine: bool = False


@dataclass(frozen=True)
class Polling:
    """A poll on somebody's page."""

    poll: Poll
    html: SafeString
    counts: list[Count]
    votes: bool
    closes: bool
    has_voted: bool
    sees_more: bool  # reads counts that not everybody reads yet


def poll_html(poll: Poll, language: str) -> SafeString:
    """The whole poll, as everybody may read it."""
    now = timezone.now()
    return _rendered("poll", _context(poll, now), language)


def counts_html(poll: Poll, language: str) -> SafeString:
    """What changes when somebody votes, as everybody may read it."""
    return _rendered("counts", _context(poll, timezone.now()), language)


def results_html(poll: Poll, member: Member, language: str) -> SafeString | None:
    """The counts for a member who may read them already; None for the others."""
    ballot = _ballot(poll, member)
    if not polling.shows_results(poll, timezone.now(), has_voted=ballot is not None):
        return None
    return _rendered("mine", {"poll": poll, "counts": counts_of(poll, ballot)}, language)


def polls_of(topic: Topic, standing: Standing, language: str) -> list[Polling]:
    """The polls of a topic for whoever looks at it, the newest first; one query where there is none."""
    return [polling_of(poll, topic, standing, language) for poll in _polls_in(topic)]


def polling_of(poll: Poll, topic: Topic, standing: Standing, language: str) -> Polling:
    """One poll for whoever looks at it."""
    poll.topic, now = topic, timezone.now()
    ballot = _ballot(poll, standing.member) if standing.member else None
    is_open, has_voted = poll.is_open_at(now), ballot is not None
    everyone = polling.shows_results(poll, now, has_voted=False)
    return Polling(
        poll=poll,
        html=poll_html(poll, language),
        counts=counts_of(poll, ballot),
        votes=is_open and votes(standing, topic) and not topic.is_closed,
        closes=is_open and closes_poll(standing, poll),
        has_voted=has_voted,
        sees_more=not everyone and polling.shows_results(poll, now, has_voted=has_voted),
    )


def may_open_another(topic: Topic, standing: Standing, polls: list[Polling]) -> bool:
    """Whether the page offers to ask something: nothing is asked now."""
    now = timezone.now()
    is_asking = any(one.poll.is_open_at(now) for one in polls)
    return not (is_asking or topic.is_closed) and opens_polls(standing, topic)


def counts_of(poll: Poll, ballot: Ballot | None = None) -> list[Count]:
    """The answers in their order."""
    mine = set(ballot.choices) if ballot else set()
    return [
        Count(
            option.text,
            option.position,
            option.votes,
            round(100 * option.votes / poll.voters) if poll.voters else 0,
            option.position in mine,
        )
        for option in poll.options.all()
    ]


def _polls_in(topic: Topic) -> list[Poll]:
    return list(topic.polls.prefetch_related("options").order_by("-opened_at", "-pk")[:20])


def _ballot(poll: Poll, member: Member) -> Ballot | None:
    return Ballot.objects.filter(poll=poll, member=member).first()


def _context(poll: Poll, now: datetime) -> dict[str, Any]:
    shows = polling.shows_results(poll, now, has_voted=False)
    return {
        "poll": poll,
        "is_open": poll.is_open_at(now),
        "shows": shows,
        "counts": counts_of(poll),
    }


def _rendered(part: str, context: dict[str, Any], language: str) -> SafeString:
    with translation.override(language):
        return render_to_string(f"conversations/poll.html#{part}", context)
