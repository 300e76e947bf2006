"""Honour: somebody whose quiet help mattered, and whom nobody has thanked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log1p
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import (
    SIGNED,
    in_seconds,
    month_in_words,
    ramp,
    stands,
    thing_of,
    things,
    toward,
    words_at,
)
from potager.animation.gestures.writing import chapters_of, contributions_of, say_chapters
from potager.animation.life import Life
from potager.animation.models import Proposal, Switch
from potager.animation.telling import Teller
from potager.conversations.models import Post, Reaction
from potager.members.models import Member

DAYS = 60  # of which it is told
HERE = 30.0  # days: who did nothing since is not honoured for being here
FEWEST = 3  # answers, or contributions
MOST = 80  # people looked at closely
ROWS = 4000
THANKS = re.compile(r"\b(?:merci|remerci\w*|thanks|thank you)\b", re.IGNORECASE)
WAITS = timedelta(days=14)  # for what comes of it


@dataclass
class Given:
    """What somebody gave in these days, the newest first, under the name they bear."""

    answers: list[Post] = field(default_factory=list)
    right: list[Post] = field(default_factory=list)  # answers that were accepted
    contributions: list[UUID] = field(default_factory=list)
    chapters: list[UUID] = field(default_factory=list)  # that are ready
    since: datetime | None = None

    @property
    def people(self) -> int:
        """How many people were answered."""
        return len({post.topic.author_id for post in self.answers})

    @property
    def is_much(self) -> bool:
        """Whether it is worth a word: some answers to more than one, some contributions, a right answer, a chapter."""
        helped = len(self.answers) >= FEWEST and self.people > 1
        return helped or bool(self.right or self.chapters) or len(self.contributions) >= FEWEST


def candidates(life: Life) -> Iterable[Candidate]:
    """Members who gave much in two months, and to whom nobody left a sign of thanks."""
    written, chapters = contributions_of(life, DAYS), chapters_of(life, DAYS)
    writing = [*list(written)[:MOST], *list(chapters)[:MOST]]
    given = _given(life, _quiet_givers(life) | {one for one in writing if _is_asked(life, one)})
    for member, what in given.items():
        what.contributions, what.chapters = written.get(member, []), chapters.get(member, [])
    kept = {one: what for one, what in given.items() if what.is_much}
    thanked = _thanked(life, kept)
    for member, what in kept.items():
        if member not in thanked:
            yield _candidate(life, member, what)


def _is_asked(life: Life, member: UUID) -> bool:
    return life.may(member, Switch.Use.PROPOSED) and member not in life.animateurs


def _quiet_givers(life: Life) -> set[UUID]:
    """Those who turned most to others of late and are here: a first look, by the graph alone."""
    import numpy as np

    graph = life.graph
    given = np.bincount(graph.source, graph.strength, len(graph.people.members))
    given[graph.people.last < graph.now - HERE] = 0
    best = (int(at) for at in np.argsort(-given, kind="stable") if given[at] > 0)
    found = (graph.people.members[at] for at in best)
    return {
        one for one, _at in zip((one for one in found if _is_asked(life, one)), range(MOST), strict=False)
    }


def _given(life: Life, asked: set[UUID]) -> dict[UUID, Given]:
    found = {one: Given() for one in sorted(asked)}
    answers = life.posts().filter(SIGNED, author__in=asked, number__gt=1, topic__about="")
    answers = answers.filter(written_at__gt=life.ago(DAYS)).exclude(topic__author=F("author"))
    columns = ("author", "number", "written_at", "topic__author", "topic__answer")
    rows = answers.filter(topic__author__isnull=False).select_related("topic").only(*columns)
    for post in rows.order_by("-written_at", "-pk")[:ROWS]:
        given = found[post.author_id]
        given.answers.append(post)
        given.since = post.written_at
        if post.topic.answer_id == post.pk:
            given.right.append(post)
    return found


def _thanked(life: Life, given: Mapping[UUID, Given]) -> set[UUID]:
    """Who got a sign under something they wrote here, in these days, or a word of thanks in answer."""
    return _got_a_sign(life, given) | _got_a_word(life, given)


def _got_a_word(life: Life, given: Mapping[UUID, Given]) -> set[UUID]:
    """Whom somebody thanked in an answer; whoever asked and answers nobody in particular thanks all who answered."""
    answers = {post.pk: post.author_id for what in given.values() for post in what.answers}
    helped: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
    for what in given.values():
        for post in what.answers:
            helped[post.topic_id].append((post.author_id, post.written_at))
    asked = Q(author=F("topic__author"), topic__in=list(helped), number__gt=1, answers=None)
    words = life.posts().filter(asked | Q(answers__in=list(answers)), written_at__gt=life.ago(DAYS))
    thanked: set[UUID] = set()
    columns = ("author", "topic", "answers", "written_at", "body")
    for author, topic, answered, at, body in words.values_list(*columns)[:ROWS]:
        if THANKS.search(body):
            thanked |= {answers[answered]} - {author} if answered in answers else set()
            thanked |= {one for one, then in helped[topic] if then < at and answered is None}
    return thanked


def _got_a_sign(life: Life, given: Iterable[UUID]) -> set[UUID]:
    signs = Reaction.objects.filter(post__author__in=list(given), at__gt=life.ago(DAYS), at__lte=life.now)
    signs = signs.filter(post__topic__community=life.community, post__topic__is_private=False)
    return set(signs.exclude(member=F("post__author")).values_list("post__author", flat=True).distinct())


def _candidate(life: Life, member: UUID, given: Given) -> Candidate:
    reasons = list(_reasons(member, given))
    answered, wrote = len(given.answers), len(given.contributions) + 4 * len(given.chapters)
    return Candidate(
        signs={
            "gave": ramp(log1p(answered + wrote), log1p(20)),
            "people": ramp(given.people, 8),
            "right": ramp(len(given.right), 2),
            "never": 0.0 if member in life.thanked else 1.0,
        },
        reasons=(*reasons, Reason("unthanked", {"days": DAYS})),
        subject=member,
        moment="week",
    )


def _reasons(member: UUID, given: Given) -> Iterable[Reason]:
    if given.answers and given.since:
        by_topic = {post.topic_id: post.pk for post in reversed(given.answers)}
        newest = [thing_of("post", pk) for pk in list(by_topic.values())[::-1][:3]]
        facts = {"number": len(given.answers), "people": given.people, "since": in_seconds(given.since)}
        yield Reason("answered", {**facts, "things": newest})
    if given.right:
        right = [thing_of("topic", post.topic_id) for post in given.right[:3]]
        yield Reason("right", {"number": len(given.right), "things": right})
    if given.contributions:
        newest = [thing_of("contribution", pk) for pk in given.contributions[:3]]
        yield Reason("wrote", {"number": len(given.contributions), "things": newest})
    if given.chapters:
        who, newest = thing_of("member", member), [str(pk) for pk in given.chapters[:3]]
        yield Reason("chapters", {"member": who, "number": len(given.chapters), "sections": newest})


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """Who gave."""
    return format_html(
        _("{who} helps quietly; no sign of thanks stands under their words."),
        who=tell.who(proposal.subject_id),
    )


def _answered(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    answers = ngettext("%(count)d answer", "%(count)d answers", about["number"]) % {"count": about["number"]}
    words = ngettext(
        "{answers} to {number} person since {month}, lately in {things}",
        "{answers} to {number} people since {month}, lately in {things}",
        about["people"],
    )
    found = {"answers": answers, "number": about["people"], "month": month_in_words(about["since"])}
    return format_html(words, **found, things=things(tell, about["things"]))


def _right(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "Their answer was the right one in {things}",
        "{number} of their answers were the right ones, in {things}",
        about["number"],
    )
    return format_html(words, number=about["number"], things=things(tell, about["things"]))


def _wrote(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "{number} contribution to a story: {things}",
        "{number} contributions to stories, lately: {things}",
        about["number"],
    )
    return format_html(words, number=about["number"], things=things(tell, about["things"]))


def _unthanked(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("In {days} days nobody here has reacted to what they wrote."), days=about["days"])


def holds(proposal: Proposal) -> bool:
    """Nobody has left a sign under their words since, and they are there."""
    if not stands(proposal, Switch.Use.PROPOSED):
        return False
    signs = Reaction.objects.filter(post__author=proposal.subject_id, at__gt=proposal.created_at)
    signs = signs.filter(post__topic__community=proposal.network.community_id, post__topic__is_private=False)
    return not signs.exclude(member=proposal.subject_id).exists()


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In a conversation that everybody reads: thanks are said aloud; or in private."""
    people = tuple(one for one in (proposal.subject_id,) if one and one != by.pk)
    aloud = Place("open", gettext_lazy("Thank them where everybody reads"), people=people)
    private = toward(by, proposal.network.community, people, gettext_lazy("Thank them in private"))
    return [aloud, *(one for one in private if one.sort == "write")] if people else []


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether they were there again within two weeks after, and were thanked."""
    since, community = proposal.decided_at or proposal.created_at, proposal.network.community_id
    until, who = min(now, since + WAITS), thing_of("member", proposal.subject_id)
    open_ = Q(topic__community=community, topic__is_private=False, topic__hidden_at=None)
    said = Post.objects.filter(open_, SIGNED, author=proposal.subject_id, state=Post.State.SHOWN)
    said = said.filter(written_at__gt=since, written_at__lte=until).order_by("-written_at")
    if newest := list(said.values_list("pk", "topic", "number")[:50]):
        by_topic = {topic: words_at(pk, topic, number) for pk, topic, number in reversed(newest)}
        return Came(True, "goes_on", {"member": who, "things": list(by_topic.values())[::-1][:3]})
    return Came(None if now < since + WAITS else False, "silent", {"member": who})


def _came_goes_on(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{who} goes on: {things}"), who=tell.who(about["member"]), things=things(tell, about["things"])
    )


def _came_silent(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("{who} has not spoken here in public since."), who=tell.who(about["member"]))


HONOUR = Gesture(
    name="honour",
    label=gettext_lazy("honour"),
    question=gettext_lazy("Whose quiet help mattered?"),
    weights={"gave": 1.5, "people": 1.0, "right": 0.5, "never": 1.0},
    signs={
        "gave": gettext_lazy("They gave much"),
        "people": gettext_lazy("They helped many people"),
        "right": gettext_lazy("Their answers were the right ones"),
        "never": gettext_lazy("Nobody here has ever thanked them"),
    },
    candidates=candidates,
    headline=headline,
    say={
        "answered": _answered,
        "right": _right,
        "wrote": _wrote,
        "chapters": say_chapters,
        "unthanked": _unthanked,
    },
    holds=holds,
    places=places,
    came=came,
    came_words={"goes_on": _came_goes_on, "silent": _came_silent},
    most=2,
)
