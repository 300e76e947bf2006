"""Feed: what somebody shared in one conversation, and another one that it touches."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import (
    SIGNED,
    identifier_of,
    in_seconds,
    quoted,
    ramp,
    stands,
    themes_of,
    thing_of,
)
from potager.animation.gestures.links import Link, link_in, link_in_words, links_of
from potager.animation.gestures.talk import (
    is_open,
    people_in_words,
    post_behind,
    reference_of,
    said_since,
    silent_in_words,
    went_on,
    went_on_in_words,
)
from potager.animation.life import Life
from potager.animation.models import Proposal
from potager.animation.telling import NotTold, Teller
from potager.animation.texts import own_words
from potager.conversations.models import Post, Topic
from potager.lib.stemming import stems, words_of
from potager.members.models import Member

if TYPE_CHECKING:
    from potager.animation.themes import Near

ADDRESS = re.compile(r"https?://\S+")
RECENT = 30  # days in which it was shared
ALIVE = 45  # days in which somebody talked where it is brought to
POSTS, NEAREST, MOST = 60, 3, 20
SPOKEN = 60  # posts of a conversation that are looked at
ENOUGH = 2  # people who talk about it there
LEAST = 0.02  # of what the link is about, shared with the conversation
CLOSE = 0.2  # as near as it gets


@dataclass(frozen=True)
class _Talk:
    """Who says what in a conversation that is alive, the newest first."""

    topic: Topic
    posts: list[Post]
    links: frozenset[str]


def candidates(life: Life) -> Iterable[Candidate]:
    """For each link of the last weeks, the conversation it touches most, in which nobody shared it."""
    said = life.posts().filter(SIGNED, written_at__gt=life.ago(RECENT), html__contains='href="http')
    rows = said.filter(topic__about="").select_related("topic").order_by("-written_at")[:POSTS]
    talks: dict[UUID, _Talk | None] = {}
    number = 0
    themes = themes_of(life)
    if themes is None:
        return
    for post in rows:
        if not life.may(post.author_id, "proposed"):
            continue
        for link in links_of(post):
            if number < MOST and (found := _best(life, post, link, talks)):
                number += 1
                yield found


def _best(life: Life, post: Post, link: Link, talks: dict[UUID, _Talk | None]) -> Candidate | None:
    words = f"{link.title}\n{link.about}\n{ADDRESS.sub('', own_words(post.html))}"
    near = life.themes.near(
        words, post.topic.language, among="topics", most=NEAREST, but={None, post.topic_id}
    )
    for one in near:
        if one.similarity >= LEAST and (found := _candidate(life, post, link, one, talks)):
            return found
    return None


def _candidate(
    life: Life, post: Post, link: Link, near: "Near", talks: dict[UUID, _Talk | None]
) -> Candidate | None:
    key = UUID(str(near.key))
    if key not in talks:
        talks[key] = _talk(life, key)
    talk = talks[key]
    if talk is None or link.digest in talk.links or (post.author_id, talk.topic.author_id) in life.apart:
        return None
    people = _who_talk_about(life, talk, near.words, post.author_id)
    if len(people) < ENOUGH:
        return None
    there, words = thing_of("topic", talk.topic.pk), list(near.words[:2])
    told = [thing_of("member", one) for one in people if (one, post.author_id) not in life.apart]
    shared = {"member": thing_of("member", post.author_id), "topic": thing_of("topic", post.topic_id)}
    return Candidate(
        signs=_signs(life, post, talk, near.similarity, len(people)),
        reasons=(
            Reason("shared", {**shared, "at": in_seconds(post.written_at), "link": link.digest}),
            Reason("touches", {"words": words, "people": told[:6], "number": len(people), "topic": there}),
            Reason("unknown", {"topic": there}),
        ),
        subject=post.author_id,
        thing=there,
        found=reference_of(post),
    )


def _signs(life: Life, post: Post, talk: _Talk, similarity: float, people: int) -> dict[str, float]:
    age = (life.now - post.written_at) / timedelta(days=1)
    silence = (life.now - talk.topic.last_at) / timedelta(days=1)
    return {
        "touches": ramp(similarity, CLOSE),
        "people": ramp(people, 6),
        "is_fresh": ramp(RECENT - age, RECENT),
        "is_alive": ramp(ALIVE - silence, ALIVE),
    }


def _talk(life: Life, topic: UUID) -> _Talk | None:
    open_ = life.topics.filter(pk=topic, about="", closed_at=None, last_at__gt=life.ago(ALIVE)).first()
    if open_ is None:
        return None
    posts = list(life.posts().filter(SIGNED, topic=open_).order_by("-written_at")[:SPOKEN])
    return _Talk(open_, posts, frozenset(_shared_in(open_.pk)))


def _shared_in(topic: UUID) -> Iterator[str]:
    """The digests of all that was shared in a conversation, quoted or not, as far as it is shown."""
    said = Post.objects.filter(topic=topic, state=Post.State.SHOWN, html__contains='href="http')
    for post in said.order_by("-written_at")[:SPOKEN]:
        yield from (link.digest for link in links_of(post))


def _who_talk_about(life: Life, talk: _Talk, words: Iterable[str], sharer: UUID) -> list[UUID]:
    """Whose messages there hold one of the words, the newest first; not whoever shared it."""
    language = talk.topic.language
    wanted = {stem for word in words for stem in stems(word, language)}
    found: dict[UUID, None] = {}
    for post in talk.posts:
        if post.author_id != sharer and life.may(post.author_id, "words"):
            text = f"{talk.topic.title} {own_words(post.html)}" if post.number == 1 else own_words(post.html)
            if any(wanted.intersection(stems(word, language)) for word in words_of(text)):
                found[post.author_id] = None
    return list(found)


def _link(tell: Teller, proposal: Proposal) -> Link:
    """What was shared, as it stands now; raises NotTold."""
    digest = next((one.get("link", "") for one in proposal.reasons if one.get("fact") == "shared"), "")
    tell.entry(proposal.found)
    post = post_behind(proposal.found)
    link = link_in(post, digest) if post else None
    if link is None:
        raise NotTold(proposal.found)
    return link


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """What was shared, and where it could go."""
    return format_html(
        _("{who} shared {link}: it touches what people talk about in {topic}."),
        who=tell.who(proposal.subject_id),
        link=link_in_words(_link(tell, proposal)),
        topic=tell.thing(proposal.thing),
    )


def _shared(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{who} shared it in {topic} on {day}."),
        who=tell.who(about["member"]),
        topic=tell.thing(about["topic"]),
        day=tell.day(about["at"]),
    )


def _touches(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{words}: {people} talk about it in {topic}."),
        words=quoted(about["words"]),
        people=people_in_words(tell, about["people"], about["number"]),
        topic=tell.thing(about["topic"]),
    )


def _unknown(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("Nobody has shared it in {topic} so far."), topic=tell.thing(about["topic"]))


def holds(proposal: Proposal) -> bool:
    """What was shared still stands, and nobody brought it to the other conversation."""
    digest = next((one.get("link", "") for one in proposal.reasons if one.get("fact") == "shared"), "")
    post = post_behind(proposal.found)
    if post is None or link_in(post, digest) is None or not is_open(proposal.thing):
        return False
    if not stands(proposal, "proposed"):
        return False
    return digest not in set(_shared_in(identifier_of(proposal.thing)))


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In the conversation that it touches."""
    return [Place("answer", gettext_lazy("Bring it to this conversation"), thing=proposal.thing)]


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether others said something in the conversation within a week, after it was brought there."""
    since = proposal.decided_at or proposal.created_at
    digest = next((one.get("link", "") for one in proposal.reasons if one.get("fact") == "shared"), "")
    for post in said_since(proposal.thing, since).filter(html__contains='href="http').order_by("number")[:20]:
        if link_in(post, digest):
            later = said_since(proposal.thing, post.written_at, but=(post.author_id,)).count()
            if later:
                return Came(True, "taken_up", {"topic": proposal.thing, "number": later})
    return went_on(proposal, now, days=7)


def _taken_up(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("It was brought to {topic}; messages by others after it: {number}."),
        topic=tell.thing(about["topic"]),
        number=about["number"],
    )


FEED = Gesture(
    name="feed",
    label=gettext_lazy("feed"),
    question=gettext_lazy("What was shared, that others would care about?"),
    weights={"touches": 2.0, "people": 1.0, "is_fresh": 1.0, "is_alive": 1.0},
    signs={
        "touches": gettext_lazy("It is about what they talk about"),
        "people": gettext_lazy("Several people talk about it there"),
        "is_fresh": gettext_lazy("It was shared lately"),
        "is_alive": gettext_lazy("People talk there at the moment"),
    },
    candidates=candidates,
    headline=headline,
    say={"shared": _shared, "touches": _touches, "unknown": _unknown},
    holds=holds,
    places=places,
    came=came,
    came_words={"taken_up": _taken_up, "went_on": went_on_in_words, "silent": silent_in_words},
)
