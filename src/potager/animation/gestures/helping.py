"""Who could answer in a conversation: who answered in neighbouring ones, or talks about what it is about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.animation.gestures.base import Reason, Say
from potager.animation.gestures.common import (
    SIGNED,
    month_in_words,
    quoted,
    ramp,
    said_of_helper,
    themes_of,
    thing_of,
    things,
)
from potager.animation.gestures.greeters import greeters_of
from potager.animation.helpers import Answerers, best_placed
from potager.animation.texts import own_words
from potager.conversations.models import Post, Topic

if TYPE_CHECKING:
    from potager.animation.life import Life
    from potager.animation.telling import Teller
    from potager.animation.themes import Near

NEIGHBOURS, TALKING = 8, 40  # conversations and people near to one
NEAR = 0.1  # how near they have to be
ROWS = 4000
CLOSE = 0.7  # of what speaks for the best: among those, whoever is there most and answers most
PACE = 14.0  # days in which being there counts half: talk here is slower than on the channel of helpers.py
FEWEST = 0.15  # what speaks for somebody, without which nobody is named


@dataclass(frozen=True)
class Helper:
    """A member who could answer, and why."""

    member: UUID
    reasons: tuple[Reason, ...]


def helpers_of(life: "Life", topics: Sequence[Topic]) -> dict[UUID, Helper]:
    """For each of these conversations the member best placed to answer there, where there is one. Two queries."""
    themes = themes_of(life)
    if not themes or not topics:
        return {}
    about, bodies = {}, _bodies(topics)
    for topic in topics:
        words, language = f"{topic.title}\n{bodies.get(topic.pk, '')}", topic.language
        neighbours = themes.near(words, language, "topics", most=NEIGHBOURS, but=[topic.pk])
        talking = themes.near(words, language, "people", most=TALKING)
        about[topic] = About(
            [one for one in neighbours if one.similarity >= NEAR], {one.key: one for one in talking}
        )
    answered = _answered(life, {one.key for what in about.values() for one in what.neighbours})
    here, times, answerers = greeters_of(life), Counter[UUID](), Answerers(life.graph)
    found: dict[UUID, Helper] = {}
    for topic, what in about.items():
        asked = (one for one in what.people(answered) if one in here and _may_help(life, one, topic))
        worth = {one: what.worth(one, answered) for one in asked}
        least = max(FEWEST, CLOSE * max(worth.values(), default=0.0))
        near = {one: value for one, value in worth.items() if value >= least}
        people = answerers.people(near, toward=topic.author_id, burden=times)
        for placed in best_placed(people, most=1, pace=PACE):
            best = UUID(str(placed.helper.key))
            times[best] += 1
            found[topic.pk] = Helper(best, (what.reason(best, answered),))
    return found


def _may_help(life: "Life", one: UUID, topic: Topic) -> bool:
    return one != topic.author_id and (one, topic.author_id) not in life.apart


def _bodies(topics: Iterable[Topic]) -> dict[UUID, str]:
    first = Post.objects.filter(topic__in=[one.pk for one in topics], number=1, state=Post.State.SHOWN)
    return {topic: own_words(html) for topic, html in first.values_list("topic", "html")}


Answers = Mapping[
    UUID, Mapping[UUID, tuple[UUID, int]]
]  # by topic and author: a post, and its moment in seconds


def _answered(life: "Life", topics: Iterable[Any]) -> Answers:
    """Who answered in these conversations, under the name they bear: their latest answer."""
    posts = life.posts().filter(SIGNED, topic__in=list(topics)).exclude(author=F("topic__author"))
    found: dict[UUID, dict[UUID, tuple[UUID, int]]] = defaultdict(dict)
    rows = posts.order_by("-written_at", "-pk").values_list("topic", "author", "pk", "written_at", "number")
    for topic, author, pk, at, number in rows[:ROWS]:
        if number > 1:
            found[topic].setdefault(author, (pk, int(at.timestamp())))
    return found


@dataclass(frozen=True)
class About:
    """What a conversation is near to: other conversations, and people by what they talk about."""

    neighbours: Sequence["Near"]
    talking: Mapping[Any, "Near"]

    def people(self, answered: Answers) -> set[Any]:
        """For whom something speaks."""
        return set(self.talking).union(*(answered.get(one.key, {}) for one in self.neighbours))  # type: ignore[call-overload]

    def given(self, one: UUID, answered: Answers) -> list[tuple["Near", tuple[UUID, int]]]:
        """In which neighbouring conversations somebody answered, and where."""
        theirs = ((near, answered.get(near.key, {}).get(one)) for near in self.neighbours)  # type: ignore[call-overload]
        return [(near, post) for near, post in theirs if post]

    def worth(self, one: UUID, answered: Answers) -> float:
        """Answers in neighbouring conversations first, then what they talk about."""
        said = self.talking[one].similarity if one in self.talking else 0.0
        return ramp(sum(near.similarity for near, _post in self.given(one, answered)), 0.6) + 0.5 * ramp(
            said, 0.25
        )

    def reason(self, one: UUID, answered: Answers) -> Reason:
        """The facts that speak for somebody."""
        why: list[dict[str, Any]] = []
        if given := [post for _near, post in self.given(one, answered)]:
            posts = [thing_of("post", pk) for pk, _at in given[:3]]
            since = min(at for _pk, at in given)
            why.append({"fact": "answered", "number": len(given), "since": since, "things": posts})
        if one in self.talking and self.talking[one].words:
            why.append({"fact": "talks", "words": list(self.talking[one].words[:3])})
        return Reason("could", {"helper": thing_of("member", one), "why": why}, of_helper=True)


def _could(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    return said_of_helper(tell, about, _("{helper} could answer: {why}."), WHY)


def _answers_given(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "an answer in a neighbouring conversation since {month} ({things})",
        "answers in {number} neighbouring conversations since {month} ({things})",
        about["number"],
    )
    month, found = month_in_words(about["since"]), things(tell, about["things"])
    return format_html(words, number=about["number"], month=month, things=found)


def _talks(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    return format_html(_("subjects in common ({subjects})"), subjects=quoted(about["words"]))


WHY: dict[str, Say] = {"answered": _answers_given, "talks": _talks}
HELPER_WORDS: dict[str, Say] = {"could": _could}
