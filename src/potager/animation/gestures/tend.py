"""Tend: a conversation that may be turning sour. It proposes a word of care, never a sanction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import identifier_of, ramp, thing_of, toward
from potager.animation.gestures.heat import Heat, heat_of
from potager.animation.gestures.talk import is_open, reference_of, silent_in_words
from potager.animation.life import Life
from potager.animation.models import Proposal
from potager.animation.telling import NotTold, Teller
from potager.communities.queries import standing_of
from potager.conversations.models import Post, Topic
from potager.members.models import Member
from potager.moderation.models import Case
from potager.moderation.queries import open_cases

RECENT, ALIVE = 7, 3  # days: of messages that are looked at, and since somebody wrote
TOPICS, POSTS, CASES = 30, 60, 200
SPOKEN = (Post.State.SHOWN, Post.State.WITHDRAWN)
AFTER = timedelta(days=3)  # in which it calms down, or does not


def candidates(life: Life) -> Iterable[Candidate]:
    """The liveliest conversations of these days that look heated, and those in which something is reported."""
    reported = _reported(life)
    recent = life.topics.filter(about="", closed_at=None, last_at__gt=life.ago(ALIVE), shown__gte=4)
    topics = {topic.pk: topic for topic in recent.order_by("-last_at")[:TOPICS]}
    cared = life.topics.filter(about="", closed_at=None, pk__in=list(reported))
    topics |= {topic.pk: topic for topic in cared[:TOPICS]}
    for topic in topics.values():
        heat = heat_of(_last(topic.pk, life.ago(RECENT), life.now))
        if heat.is_hot or reported[topic.pk]:
            yield _candidate(life, topic, heat, reported[topic.pk])


def _last(topic: UUID, since: datetime, until: datetime) -> list[Post]:
    said = Post.objects.filter(topic=topic, state__in=SPOKEN, written_at__gt=since, written_at__lte=until)
    return list(reversed(said.select_related("author").order_by("-number")[:POSTS]))


def _reported(life: Life) -> Counter[UUID]:
    """In which conversations something waits for a decision, and how much of it.

    Nothing that somebody wrote who animates the community: nobody may guess from the desk that they were reported.
    """
    cases = Case.objects.filter(community=life.community, closed_at=None, is_private=False)
    waiting = cases.filter(opened_at__lte=life.now).exclude(author__in=life.animateurs)
    found: Counter[UUID] = Counter()
    subjects = list(waiting.order_by("-opened_at").values_list("subject", flat=True)[:CASES])
    found.update(UUID(one[6:]) for one in subjects if one.startswith("topic:"))
    posts = [one[5:] for one in subjects if one.startswith("post:")]
    found.update(Post.objects.filter(pk__in=posts).values_list("topic", flat=True))
    return found


def _candidate(life: Life, topic: Topic, heat: Heat, reported: int) -> Candidate:
    there = thing_of("topic", topic.pk)
    pair = heat.pair if heat.is_hot and heat.is_signed and _may_be_named(life, heat.pair) else ()
    age = (life.now - topic.last_at) / timedelta(days=1)
    return Candidate(
        signs={
            "pace": ramp(heat.turns - 3, 5) if heat.is_hot else 0.0,
            "tone": ramp(len(heat.loud), 4) if heat.is_hot else 0.0,
            "reported": ramp(reported, 2),
            "taken_back": ramp(heat.taken_back, 4) if heat.is_hot else 0.0,
            "gone": ramp(heat.gone, 4) if heat.is_hot else 0.0,
            "is_now": ramp(ALIVE - age, ALIVE),
        },
        reasons=tuple(_reasons(there, heat, pair, reported)),
        subject=pair[0] if pair else None,
        other=pair[1] if pair else None,
        thing=there,
        moment="now",
    )


def _may_be_named(life: Life, pair: tuple[UUID, ...]) -> bool:
    return len(pair) == 2 and pair not in life.apart and all(life.may(one, "proposed") for one in pair)


def _reasons(there: str, heat: Heat, pair: tuple[UUID, ...], reported: int) -> Iterable[Reason]:
    if heat.is_hot and heat.is_quick:
        who = {"who": thing_of("member", pair[0]), "other": thing_of("member", pair[1])} if pair else {}
        yield Reason("pace", {**who, "number": heat.turns, "minutes": heat.minutes})
    if reported:
        yield Reason("reported", {"topic": there})
    if heat.is_hot and heat.loud:
        yield Reason("tone", {"number": len(heat.loud), "post": reference_of(heat.loud[-1])})
    if heat.is_hot and heat.taken_back > 1:
        yield Reason("taken_back", {"number": heat.taken_back})
    if heat.is_hot and heat.gone > 1:
        yield Reason("gone", {"number": heat.gone})


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """Which conversation; about nobody."""
    return format_html(_("Some care may help there: {topic}"), topic=tell.thing(proposal.thing))


def _pace(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    facts = {"number": about["number"], "time": minutes_in_words(about["minutes"])}
    if "who" not in about:
        return format_html(_("Two people wrote {number} messages in turn within {time}."), **facts)
    words = _("{who} and {other} wrote {number} messages in turn within {time}.")
    return format_html(words, who=tell.who(about["who"]), other=tell.who(about["other"]), **facts)


def minutes_in_words(minutes: int) -> str:
    """ "20 minutes", "3 hours"."""
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def _tone(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "Only a hint: capitals, exclamation marks or hard words in {number} message ({latest}).",
        "Only a hint: capitals, exclamation marks or hard words in {number} messages ({latest}).",
        about["number"],
    )
    latest = format_html('<a href="{}">{}</a>', tell.entry(about["post"]).url, _("the latest one"))
    return format_html(words, number=about["number"], latest=latest)


def _taken_back(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("In one week, {number} messages were withdrawn, or changed within a day."), number=about["number"]
    )


def _gone(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{number} people spoke there before this exchange, and have not since."), number=about["number"]
    )


def _is_reported(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    """How much waits there for a decision of the viewer, and the way to it; raises NotTold for everybody else.

    Neither why nor by whom it was reported.
    """
    tell.entry(about["topic"])
    topic = Topic.objects.select_related("community").get(pk=identifier_of(about["topic"]))
    standing = standing_of(tell.viewer, topic.community)
    number = _cases_in(topic, open_cases(standing)).count() if standing.animates else 0
    if not number:
        raise NotTold(about["topic"])
    words = ngettext(
        "Something there was reported: {number} case waits in {queue}.",
        "Something there was reported: {number} cases wait in {queue}.",
        number,
    )
    url = f"{topic.community.get_absolute_url()}care/"
    queue = format_html('<a href="{}">{}</a>', url, _("the queue of moderation"))
    return format_html(words, number=number, queue=queue)


def _cases_in(topic: Topic, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those about a conversation or the newest of its messages."""
    posts = Post.objects.filter(topic=topic).order_by("-number").values_list("pk", flat=True)[:CASES]
    subjects = [thing_of("topic", topic.pk), *(thing_of("post", one) for one in posts)]
    return cases.filter(Q(subject__in=subjects), is_private=False)


def holds(proposal: Proposal) -> bool:
    """One can still write there; what was only reported waits for a decision still."""
    if not is_open(proposal.thing):
        return False
    if {one.get("fact") for one in proposal.reasons} != {"reported"}:
        return True
    cases = Case.objects.filter(community=proposal.network.community_id, closed_at=None)
    return _cases_in(Topic.objects.get(pk=identifier_of(proposal.thing)), cases).exists()


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In the conversation; to both of them in private. Nobody is called out where everybody reads."""
    pair = [one for one in (proposal.subject_id, proposal.other_id) if one]
    label = gettext_lazy("Write to them in private")
    private = toward(by, proposal.network.community, pair, label)
    answer = Place("answer", gettext_lazy("Say a word there"), thing=proposal.thing)
    return [answer, *(place for place in private if place.sort == "write")]


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether the same signs were seen in the three days after."""
    since = proposal.decided_at or proposal.created_at
    there = {"topic": proposal.thing}
    posts = _last(identifier_of(proposal.thing), since, min(now, since + AFTER))
    if heat_of(posts).is_hot:
        return Came(False, "still", there)
    shown = sum(post.state == Post.State.SHOWN for post in posts)
    is_good = None if now < since + AFTER else True
    return Came(is_good, "calm", {**there, "number": shown}) if shown else Came(is_good, "silent", there)


def _calm(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "None of these signs in {topic} since, in {number} message.",
        "None of these signs in {topic} since, in {number} messages.",
        about["number"],
    )
    return format_html(words, topic=tell.thing(about["topic"]), number=about["number"])


def _still(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("The same signs in {topic} since."), topic=tell.thing(about["topic"]))


TEND = Gesture(
    name="tend",
    label=gettext_lazy("tend"),
    question=gettext_lazy("Which conversation is turning sour?"),
    weights={
        "pace": 1.0,
        "tone": 1.0,
        "reported": 1.5,
        "taken_back": 0.5,
        "gone": 0.5,
        "is_now": 1.0,
    },
    signs={
        "pace": gettext_lazy("Two people answer each other very quickly"),
        "tone": gettext_lazy("Capitals, exclamation marks, hard words: a hint"),
        "reported": gettext_lazy("Something there was reported"),
        "taken_back": gettext_lazy("Messages were taken back or changed"),
        "gone": gettext_lazy("Others have stopped speaking there"),
        "is_now": gettext_lazy("It is happening now"),
    },
    candidates=candidates,
    headline=headline,
    say={
        "pace": _pace,
        "reported": _is_reported,
        "tone": _tone,
        "taken_back": _taken_back,
        "gone": _gone,
    },
    holds=holds,
    places=places,
    came=came,
    came_words={"calm": _calm, "still": _still, "silent": silent_in_words},
    uses=frozenset(),
    withheld=frozenset({"reported"}),
)
