"""Gather: a meeting worth calling: enough people who talk about one subject now, or who live in one place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Count, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import (
    in_seconds,
    quoted,
    ramp,
    themes_of,
    thing_of,
    things,
)
from potager.animation.gestures.homes import ENOUGH, READ, in_place, people_at, place_in_words
from potager.animation.gestures.talk import people_in_words
from potager.animation.life import Life
from potager.animation.models import Proposal
from potager.animation.telling import Teller
from potager.communities.models import Community
from potager.conversations.models import Post, Topic
from potager.gatherings.models import Session
from potager.lib.folding import folded
from potager.members.models import Member

NOW = 21  # days: what is talked about now
CALLED = timedelta(days=14)  # in which nobody opened a conversation with that word as its tag
LOOKED_AT = 60  # dates ahead
FULL = 12  # people: more count no more
SUBJECTS, PLACES, NAMED = 6, 6, 12
FIRST_LOOK = timedelta(days=3)  # in which who said so opens the conversation
WAIT = timedelta(days=14)


def candidates(life: Life) -> Iterable[Candidate]:
    """Subjects that rise, then places."""
    yield from _subjects(life)
    yield from _of_places(life)


def _subjects(life: Life) -> Iterator[Candidate]:
    themes = themes_of(life)
    found = themes.rising(themes.now - NOW, most=3 * SUBJECTS) if themes else []
    seen: set[str] = set()
    for subject in found[: 3 * SUBJECTS]:
        people = [one for one in map(UUID, map(str, subject.people)) if life.may(one, "proposed", "words")]
        topics = _shown(life, [UUID(str(one)) for one in subject.topics])
        if len(people) < ENOUGH or not topics or was_called(life.community, subject.word, life.now):
            continue
        there = thing_of("topic", topics[0].pk)
        if there not in seen and len(seen) < SUBJECTS:
            seen.add(there)
            yield _about_subject(life, subject.word, subject.growth, people, topics)


def _shown(life: Life, topics: list[UUID]) -> list[Topic]:
    """Those of these conversations that everybody reads; the one in which most was said first."""
    return list(
        life.topics.filter(pk__in=topics[:200], about="", shown__gte=1).order_by("-shown", "pk")[:NAMED]
    )


def _about_subject(
    life: Life, word: str, growth: float, people: list[UUID], topics: list[Topic]
) -> Candidate:
    who = [thing_of("member", one) for one in people[:NAMED]]
    since = in_seconds(life.now - timedelta(days=NOW))
    here = {"community": str(life.community.pk), "people": who, "number": len(people)}
    told = Reason("talk", {"word": word, "since": since, **here})
    where = Reason("where", {"topics": [thing_of("topic", one.pk) for one in topics[:3]]})
    return Candidate(
        signs={
            "people": ramp(len(people), FULL),
            "rises": ramp(growth - 1, 3),
            "scattered": ramp(len(topics) - 1, 3),
            "near": 0.0,
        },
        reasons=(told, where, Reason("nothing_ahead", {"word": word})),
        thing=thing_of("topic", topics[0].pk),
        moment="week",
    )


def was_called(community: Community, word: str, now: datetime) -> bool:
    """Whether a meeting ahead is about it, or somebody opened a conversation with that tag in the last weeks."""
    if _stands_ahead(community, word, now):
        return True
    tagged = Topic.objects.filter(community=community, tags__folded=folded(word), hidden_at=None)
    return tagged.filter(opened_at__gt=now - CALLED, is_private=False).exists()


def _stands_ahead(community: Community, word: str, now: datetime) -> bool:
    """Whether a meeting that comes bears the word in its title, or takes place there."""
    ahead = Session.objects.filter(community=community, starts_at__gt=now, state=Session.State.PLANNED)
    shown = ahead.filter(hidden_at=None, event__hidden_at=None).select_related("event").order_by("starts_at")
    wanted = folded(word)
    return any(wanted in folded(f"{one.name} {one.where}") for one in shown[:LOOKED_AT])


def _of_places(life: Life) -> Iterator[Candidate]:
    written = in_place(life.community).values_list("member__profile__place").annotate(many=Count("pk"))
    many: Counter[str] = Counter()
    for place, number in written.order_by("-many", "member__profile__place")[:READ]:
        many[folded(place)] += number
    everybody = max(1, len(life.memberships))
    for place, number in many.most_common(PLACES):
        # Where nearly everybody lives is no news to anybody.
        if number >= ENOUGH and number <= everybody * 0.8 and not was_called(life.community, place, life.now):
            yield from _at_place(life, place)


def _at_place(life: Life, place: str) -> Iterator[Candidate]:
    people = [one for one in people_at(life.community, place) if one.member_id in life.memberships]
    if len(people) < ENOUGH:
        return
    who = [thing_of("member", one.member_id) for one in people[:NAMED]]
    new = sum(one.joined_at > life.ago(90) for one in people)
    here = {"community": str(life.community.pk), "people": who, "number": len(people)}
    reasons = [Reason("live", {"place": place, **here})]
    if new:
        reasons.append(Reason("came_lately", {"place": place, "number": new}))
    yield Candidate(
        signs={
            "people": ramp(len(people), FULL),
            "rises": ramp(new, len(people) / 2),
            "scattered": 0.0,
            "near": 1.0,
        },
        reasons=tuple(reasons),
        thing=thing_of("place", uuid5(NAMESPACE_URL, f"{life.community.pk} {place}")),
        moment="week",
    )


def _first(proposal: Proposal) -> Mapping[str, Any]:
    return next(iter(proposal.reasons), {})


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """How many people, and what brings them together."""
    about = _first(proposal)
    if "place" in about:
        words = _("{number} people live in one place: {place}. They could meet.")
        name, number = place_in_words(proposal.network.community, str(about["place"]))
        return format_html(words, number=number, place=name)
    tell.entry(proposal.thing)
    return format_html(
        _("{number} people talk about {word}. They could meet."), number=about["number"], word=_word(about)
    )


def _word(about: Mapping[str, Any]) -> SafeString:
    return quoted([about["word"]])


def _talk(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{people} have written about it since {day}."),
        people=people_in_words(tell, about, "proposed", "words"),
        day=tell.day(about["since"]),
    )


def _where(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("They talk about it in {topics}."), topics=things(tell, about["topics"]))


def _nothing_ahead(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("No conversation with the tag {word} was opened in the last two weeks."), word=_word(about)
    )


def _live(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    """Only who shows it still."""
    community = Community.objects.get(pk=about["community"])
    shown = {thing_of("member", one.member_id) for one in people_at(community, about["place"])}
    people = [one for one in about["people"] if one in shown]
    now = {**about, "people": people, "number": len(shown)}
    return format_html(_("{people} show it to the members."), people=people_in_words(tell, now, "proposed"))


def _came_lately(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "{number} of them joined in the last three months.",
        "{number} of them joined in the last three months.",
        about["number"],
    )
    return format_html(words, number=about["number"])


def holds(proposal: Proposal) -> bool:
    """Nobody has called them together meanwhile; where they live, enough of them still show it."""
    about, community = _first(proposal), proposal.network.community
    word = str(about.get("place") or about.get("word") or "")
    if not word or was_called(community, word, proposal.created_at + CALLED):
        return False
    return "place" not in about or len(people_at(community, word)) >= ENOUGH


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In a new conversation of the community."""
    return [Place("open", gettext_lazy("Open a conversation to call them together"))]


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether others answered in the conversation that was opened for it, within two weeks."""
    since = proposal.decided_at or proposal.created_at
    own = Q(opened_at__gt=since - FIRST_LOOK, opened_at__lt=since + FIRST_LOOK)
    opened = Topic.objects.filter(own, community=proposal.network.community_id, about="", is_private=False)
    topic = opened.filter(_called_by(proposal), hidden_at=None).order_by("-opened_at").first()
    is_early = now < since + WAIT
    if topic is None:
        return Came(None if is_early else False, "not_called")
    others = Post.objects.filter(topic=topic, state=Post.State.SHOWN).exclude(author=topic.author_id)
    number = others.aggregate(many=Count("author", distinct=True))["many"]
    there = {"topic": thing_of("topic", topic.pk), "number": number}
    return Came(True, "answered", there) if number else Came(None if is_early else False, "called", there)


def _called_by(proposal: Proposal) -> Q:
    """Opened by who said that it is done; where nobody did, by anybody about that very word."""
    if proposal.decided_by_id:
        return Q(author=proposal.decided_by_id)
    about = _first(proposal)
    word = str(about.get("word") or about.get("place") or "")
    return Q(title__icontains=word) | Q(tags__folded=folded(word))


def _came_answered(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "{number} person has answered the call in {topic}.",
        "{number} people have answered the call in {topic}.",
        about["number"],
    )
    return format_html(words, number=about["number"], topic=tell.thing(about["topic"]))


def _came_called(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("Nobody has answered the call in {topic} so far."), topic=tell.thing(about["topic"]))


def _came_not_called(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("No conversation was opened for it so far."))


GATHER = Gesture(
    name="gather",
    label=gettext_lazy("gather"),
    question=gettext_lazy("Which meeting would be worth calling?"),
    weights={"people": 1.5, "rises": 1.0, "scattered": 0.5, "near": 1.0},
    signs={
        "people": gettext_lazy("Many people are concerned"),
        "rises": gettext_lazy("They are more than before"),
        "scattered": gettext_lazy("They talk about it in several conversations"),
        "near": gettext_lazy("They live in one place"),
    },
    candidates=candidates,
    headline=headline,
    say={
        "talk": _talk,
        "where": _where,
        "nothing_ahead": _nothing_ahead,
        "live": _live,
        "came_lately": _came_lately,
    },
    holds=holds,
    places=places,
    came=came,
    came_words={"answered": _came_answered, "called": _came_called, "not_called": _came_not_called},
    most=1,
)
