"""Asking everybody: polls and ballots."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.conversations import polling, rules
from potager.conversations.acts.polls import BallotFacts, PollEndFacts, PollFacts
from potager.conversations.models import Ballot, Option, Poll, Topic
from potager.journal.record import act, once
from potager.lib.permission import may, must
from potager.members.models import Member


@once(Poll)
def open_poll(*, by: Member, topic: Topic, asked: polling.Question, key: UUID) -> Poll:
    """Ask everybody who reads the topic; raises the refusal of the first rule broken (polling.py)."""
    must(by, "open polls", topic)
    must_have_accepted(by, topic.community)
    with act("poll.opened", by=by, key=key) as done:
        locked, now = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk), timezone.now()
        rules.refuse_state(locked)
        asked = polling.checked(asked, now)
        if any(poll.is_open_at(now) for poll in locked.polls.filter(closed_at=None)):
            raise polling.PollIsOpen
        poll = Poll.objects.create(topic=locked, author=by, opened_at=now, **_fields(asked))
        Option.objects.bulk_create(
            Option(poll=poll, position=position, text=text)
            for position, text in enumerate(asked.options, start=1)
        )
        facts = PollFacts(options=len(asked.options))
        done(poll, facts, place=locked, community=locked.community_id, happened_at=now)
    return poll


def _fields(asked: polling.Question) -> dict[str, object]:
    return {
        "question": asked.question,
        "is_several": asked.is_several,
        "results": asked.results,
        "closes_at": asked.closes_at,
    }


def close_poll(*, by: Member | None, poll: Poll) -> Poll:
    """End a poll now (the clock, when its hour has come) and forget who chose what; raises PollClosed."""
    if by is not None:
        must(by, "close", poll)
    with act("poll.closed", by=by) as done:
        found = _locked(poll)
        now = timezone.now()
        if found.closed_at is not None or (by is None and found.is_open_at(now)):
            raise polling.PollClosed
        found.closed_at = now
        found.save(update_fields=["closed_at"])
        found.ballots.update(choices=[])
        facts = PollEndFacts(voters=found.voters)
        done(found, facts, place=found.topic, community=found.topic.community_id, happened_at=now)
    return found


def cast_ballot(*, by: Member, poll: Poll, choices: Iterable[int]) -> Poll:
    """Vote, or change one's vote; the journal tells that somebody voted, never for what.

    Raises MembersVote, PollClosed, UnknownChoice. A ballot that is sent twice is one: nothing needs a key.
    """
    if not may(by, "vote", poll):
        raise polling.MembersVote
    must_have_accepted(by, poll.topic.community)
    with act("ballot.cast", by=by) as done:
        found, now = _locked(poll), timezone.now()
        if not found.is_open_at(now):
            raise polling.PollClosed
        rules.refuse_state(found.topic)
        is_changed = _cast(found, by, choices)
        facts = BallotFacts(is_changed=is_changed)
        done(found, facts, place=found.topic, community=found.topic.community_id, happened_at=now)
    return poll


def _cast(poll: Poll, by: Member, choices: Iterable[int]) -> bool:
    known = set(poll.options.values_list("position", flat=True))
    chosen = polling.choices_of(choices, poll, known)
    ballot, is_new = Ballot.objects.get_or_create(poll=poll, member=by)
    before, ballot.choices, ballot.cast_at = ballot.choices, chosen, timezone.now()
    ballot.save(update_fields=["choices", "cast_at"])
    poll.options.filter(position__in=set(before) - set(chosen)).update(votes=F("votes") - 1)
    poll.options.filter(position__in=set(chosen) - set(before)).update(votes=F("votes") + 1)
    if is_new:
        poll.voters += 1
        poll.save(update_fields=["voters"])
    return not is_new


def _locked(poll: Poll) -> Poll:
    """The poll as it is now, kept so until COMMIT: ballots are counted one after the other."""
    return Poll.objects.select_for_update(of=("self",)).select_related("topic__community").get(pk=poll.pk)
