"""What a topic's page adds for questions, polls, private conversations and posts that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max

from potager.communities.models import Community, Membership
from potager.communities.queries import Standing
from potager.conversations import answerparts, pollparts, private, queries
from potager.conversations.attending import Traces
from potager.conversations.models import Participant, Post, ReadMark, Rules, Topic
from potager.conversations.permissions import changes
from potager.conversations.returning import reads_from
from potager.members.models import Member

MOST_FOUND = 12  # people that a search for a name shows


@dataclass(frozen=True)
class Person:
    """A member on a page that lets one choose people."""

    member: Member
    is_chosen: bool


def extras(topic: Topic, standing: Standing, language: str, traces: Traces) -> dict[str, Any]:
    """For the page of a topic: its accepted answer, its polls, who is in it, what waits of the reader's."""
    asks = topic.is_question and changes(standing, topic)
    is_back = reads_from(topic, standing) is not None  # what others asked and answered before is not for them
    polls = pollparts.polls_of(topic, standing, language) if traces.has_polls and not is_back else []
    return {
        "asks": asks and not topic.closed_at,
        "answer": "" if is_back else answerparts.answer_html(topic, language),
        "polls": polls,
        "opens_polls": pollparts.may_open_another(topic, standing, polls),
        "people": answerparts.people_html(topic, language) if topic.is_private else "",
        "is_pair": topic.is_private and private.is_pair(topic),
        "waiting": queries.held_of(topic, standing.member) if traces.waits else [],
    }


def communities_to_talk_in(member: Member) -> list[Community]:
    """Where the member belongs and may write to others in private, by name."""
    mine = Membership.objects.taking_part().filter(member=member)
    off = Rules.objects.filter(has_private=False)
    here = Community.objects.filter(pk__in=mine.values("community"))
    return list(here.exclude(pk__in=off.values("community")).order_by("name", "pk"))


def people_to_choose(
    community: Community, member: Member, *, chosen: list[Any], wanted: str, besides: list[Any]
) -> list[Person]:
    """Those who are chosen, then the others whose name holds what is looked for."""
    mine = Membership.objects.taking_part().filter(community=community, member__is_active=True)
    here = Member.objects.filter(pk__in=mine.values("member")).exclude(pk__in=[member.pk, *besides])
    kept = list(here.filter(pk__in=chosen).order_by("display_name", "pk"))
    found = here.exclude(pk__in=chosen).filter(display_name__icontains=wanted) if wanted else here.none()
    others = found.order_by("display_name", "pk")[:MOST_FOUND]
    return [Person(one, True) for one in kept] + [Person(one, False) for one in others]


@dataclass(frozen=True)
class Row:
    """A private conversation in a list: who else is in it."""

    topic: Topic
    people: list[str]
    is_unread: bool


def rows_of(topics: Iterable[Topic], member: Member) -> list[Row]:
    """Private conversations with the names of the others in them; three queries for all."""
    found = list(topics)
    present = Participant.objects.filter(topic__in=found, left_at=None).exclude(member=member)
    names: dict[UUID, list[str]] = {}
    for topic, name in present.values_list("topic", "member__display_name").order_by("joined_at", "pk"):
        names.setdefault(topic, []).append(name)
    read = dict(ReadMark.objects.filter(member=member, topic__in=found).values_list("topic", "number"))
    said = Post.objects.filter(topic__in=found, state=Post.State.SHOWN).exclude(author=member).order_by()
    newest = dict(said.values_list("topic").annotate(number=Max("number")))
    return [Row(one, names.get(one.pk, []), newest.get(one.pk, 0) > read.get(one.pk, 0)) for one in found]
