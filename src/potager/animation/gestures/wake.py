"""Wake: a conversation or a room that was lively and has fallen silent, and what one could take up there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import in_seconds, ramp, thing_of
from potager.animation.gestures.hooks import anniversary, hooks_of, said_in
from potager.animation.gestures.hooks import say as say_hooks
from potager.animation.gestures.talk import (
    is_open,
    said_since,
    silent_in_words,
    time_in_words,
    went_on,
    went_on_in_words,
)
from potager.animation.life import Life
from potager.animation.models import Proposal
from potager.animation.telling import NotTold, Teller
from potager.conversations.models import Post, Room, Topic
from potager.members.models import Member
from potager.stories.models import Story

SILENT, FORGOTTEN = 21, 400  # days without a word: from when it sleeps, and until when it can be woken
MONTH = timedelta(days=30)
POSTS, PEOPLE = 8, 3  # in one month, by so many: it was lively
MOST, ROOMS = 20, 10
LOOKED_AT = 300  # conversations, the last silenced first


@dataclass(frozen=True)
class _Lively:
    """How lively it was in the month before it fell silent."""

    posts: int
    people: int
    last_at: datetime


def candidates(life: Life) -> Iterable[Candidate]:
    """Conversations that sleep, rooms that sleep, and the first story on its anniversary."""
    sleeping = {room.pk: room for room in _rooms(life)}
    seen: set[UUID] = set()
    for topic in _topics(life):
        seen.add(topic.pk)
        lively = _Lively(topic.said, topic.people, topic.last_at)  # type: ignore[attr-defined]
        yield _candidate(life, topic, lively, sleeping.get(topic.room_id))
    for room in sleeping.values():
        last = _open(life).filter(room=room).order_by("-last_at").first()
        if last is not None and last.pk not in seen:
            yield _candidate(life, last, _Lively(room.said, room.people, room.last_at), room)
    yield from _first_story(life)


def _open(life: Life) -> QuerySet[Topic]:
    return life.topics.filter(about="", closed_at=None, shown__gte=1)


def _topics(life: Life) -> QuerySet[Topic]:
    """Those that were lively in their last month, with how much (`said`, `people`); the last silenced first."""
    silent = {"last_at__lt": life.ago(SILENT), "last_at__gt": life.ago(FORGOTTEN)}
    asleep = _open(life).filter(shown__gte=POSTS, **silent).order_by("-last_at")
    newest = list(asleep.values_list("pk", flat=True)[:LOOKED_AT])
    last_month = Q(posts__state=Post.State.SHOWN, posts__written_at__gt=F("last_at") - MONTH)
    counted = Topic.objects.filter(pk__in=newest).annotate(
        said=Count("posts", filter=last_month),
        people=Count("posts__author", filter=last_month, distinct=True),
    )
    return counted.filter(said__gte=POSTS, people__gte=PEOPLE).order_by("-last_at")[:MOST]


def _rooms(life: Life) -> Iterator[Any]:
    """Rooms in which nothing is said any more, with how lively they were (`said`, `people`, `last_at`)."""
    shown = Q(topics__hidden_at=None, topics__is_private=False, topics__about="")
    open_ = Room.objects.filter(community=life.community, closed_at=None)
    dated = open_.annotate(last_at=Max("topics__last_at", filter=shown & Q(topics__shown__gte=1)))
    asleep = dated.filter(last_at__lt=life.ago(SILENT), last_at__gt=life.ago(FORGOTTEN))
    for room in asleep.order_by("-last_at", "pk")[:ROOMS]:
        said = life.posts().filter(topic__room=room, topic__about="", written_at__gt=room.last_at - MONTH)
        counted = said.aggregate(said=Count("pk"), people=Count("author", distinct=True))
        if counted["said"] >= POSTS and counted["people"] >= PEOPLE:
            room.said, room.people = counted["said"], counted["people"]  # type: ignore[attr-defined]
            yield room


def _candidate(life: Life, topic: Topic, lively: _Lively, room: Any) -> Candidate:
    there = thing_of("topic", topic.pk)
    days = (life.now - lively.last_at) / timedelta(days=1)
    facts = {"people": lively.people, "number": lively.posts, "at": in_seconds(lively.last_at)}
    reasons = [Reason("lively", facts), Reason("silent", {"days": round(days)})]
    if room is not None:
        about = {"room": str(room.pk), "topic": there, "days": round((life.now - room.last_at).days)}
        reasons.append(Reason("room", about))
    hooks = hooks_of(life, topic)
    return Candidate(
        signs={
            "lively": (ramp(lively.posts, 4 * POSTS) + ramp(lively.people, 3 * PEOPLE)) / 2,
            "just_asleep": ramp(FORGOTTEN / 2 - days, FORGOTTEN / 2),
            "whole_room": 1.0 if room is not None else 0.0,
            **{
                sign: 1.0 if sign in hooks else 0.0 for sign in ("question", "quarrel", "poll", "anniversary")
            },
        },
        reasons=(*reasons, *hooks.values()),
        thing=there,
        moment="week",
    )


def _first_story(life: Life) -> Iterator[Candidate]:
    """The first story of the community, in the week of its anniversary."""
    opened = Story.objects.filter(community=life.community, is_scheduled=False, hidden_at=None)
    first = opened.filter(opened_at__lte=life.now).order_by("opened_at", "pk").first()
    years = anniversary(first.opened_at, life.now) if first and first.opened_at else 0
    if first and first.opened_at and years:
        there = thing_of("story", first.pk)
        facts = {"story": there, "years": years, "at": in_seconds(first.opened_at)}
        yield Candidate(
            signs={"lively": 0.5, "just_asleep": 0.5, "anniversary": 1.0},
            reasons=(Reason("first_story", facts),),
            thing=there,
            moment="week",
        )


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """What sleeps, or what has its day."""
    if proposal.thing.startswith("story:"):
        return format_html(_("An anniversary: {thing}"), thing=tell.thing(proposal.thing))
    return format_html(_("Nobody writes there any more: {thing}"), thing=tell.thing(proposal.thing))


def _lively(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("In the month before {day}, {people} people wrote {number} messages."),
        day=tell.day(about["at"]),
        people=about["people"],
        number=about["number"],
    )


def _silent(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("No message for {time}."), time=time_in_words(about["days"]))


def _room(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    tell.entry(about["topic"])
    room = Room.objects.filter(pk=about["room"], closed_at=None).select_related("community").first()
    if room is None:
        raise NotTold(about["room"])
    return format_html(
        _("In the whole room {room}, no message for {time}."),
        room=format_html("<cite>{}</cite>", room.name),
        time=time_in_words(about["days"]),
    )


def _story(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "A year ago, on {day}, {story} was opened: the first story here.",
        "{years} years ago, on {day}, {story} was opened: the first story here.",
        about["years"],
    )
    return format_html(
        words, story=tell.thing(about["story"]), day=tell.day(about["at"]), years=about["years"]
    )


def holds(proposal: Proposal) -> bool:
    """Nobody has written there meanwhile, and one can."""
    if proposal.thing.startswith("story:"):
        return Story.objects.filter(pk=proposal.thing.partition(":")[2], hidden_at=None).exists()
    if not is_open(proposal.thing):
        return False
    return not said_in(proposal.thing).filter(written_at__gt=proposal.created_at).exists()


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In the conversation itself; a new one for a story."""
    if proposal.thing.startswith("story:"):
        return [Place("open", gettext_lazy("Open a conversation about it"), thing=proposal.thing)]
    return [Place("answer", gettext_lazy("Take this conversation up again"), thing=proposal.thing)]


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether others wrote there within two weeks; of a story, where it is talked about."""
    if proposal.thing.startswith("story:"):
        return _came_of_story(proposal, now)
    return went_on(proposal, now, days=14)


def _came_of_story(proposal: Proposal, now: datetime) -> Came:
    since = proposal.decided_at or proposal.created_at
    topic = Topic.objects.filter(about=proposal.thing, hidden_at=None).first()
    there = {"topic": thing_of("topic", topic.pk)} if topic else {}
    said = said_since(there["topic"], since, but=(proposal.decided_by_id,)).count() if topic else 0
    if said:
        return Came(True, "went_on", {**there, "number": said})
    return Came(None if now < since + timedelta(days=14) else False, "silent" if topic else "", there)


WAKE = Gesture(
    name="wake",
    label=gettext_lazy("wake"),
    question=gettext_lazy("What is falling asleep?"),
    weights={
        "lively": 1.0,
        "just_asleep": 1.0,
        "whole_room": 0.5,
        "question": 1.0,
        "quarrel": 0.5,
        "poll": 0.5,
        "anniversary": 0.5,
    },
    signs={
        "lively": gettext_lazy("It was lively"),
        "just_asleep": gettext_lazy("It has not been asleep for long"),
        "whole_room": gettext_lazy("A whole room is silent"),
        "question": gettext_lazy("A question in it is open"),
        "quarrel": gettext_lazy("People did not agree in it"),
        "poll": gettext_lazy("A poll in it was never closed"),
        "anniversary": gettext_lazy("It has its anniversary"),
    },
    candidates=candidates,
    headline=headline,
    say={"lively": _lively, "silent": _silent, "room": _room, "first_story": _story, **say_hooks},
    holds=holds,
    places=places,
    came=came,
    came_words={"went_on": went_on_in_words, "silent": silent_in_words},
    most=1,
    uses=frozenset(),
)
