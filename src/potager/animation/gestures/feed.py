"""Feed: what somebody shared in one conversation, or the community made, and another conversation that it touches."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.animation.gestures import works
from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import SIGNED, in_seconds, quoted, stands, themes_of, thing_of
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
from potager.animation.gestures.touching import ENOUGH, RECENT, Touched, Touching, is_linked_in
from potager.animation.life import Life
from potager.animation.models import Proposal
from potager.animation.telling import NotTold, Teller
from potager.animation.texts import own_words
from potager.conversations.models import Post
from potager.members.models import Member

ADDRESS = re.compile(r"https?://\S+")
POSTS, MOST = 60, 20


def candidates(life: Life) -> Iterable[Candidate]:
    """For each link and each work of the last weeks, the conversation it touches most, in which nobody shared it."""
    if themes_of(life) is None:
        return
    touching = Touching(life)
    said = life.posts().filter(SIGNED, written_at__gt=life.ago(RECENT), html__contains='href="http')
    rows = said.filter(topic__about="").select_related("topic").order_by("-written_at")[:POSTS]
    shared = [
        (post, link)
        for post in rows
        if life.may(post.author_id, "proposed", "words")
        for link in links_of(post)
    ]
    found = (_best(touching, post, link) for post, link in shared)
    yield from islice((one for one in found if one), MOST)
    yield from works.candidates_of(life, touching)


def _best(touching: Touching, post: Post, link: Link) -> Candidate | None:
    words = f"{link.title}\n{link.about}\n{ADDRESS.sub('', own_words(post.html))}"
    for found in touching.by(words, post.topic.language, but=post.topic_id):
        people = [one for one in found.people if one != post.author_id]
        is_apart = (post.author_id, found.topic.author_id) in touching.life.apart
        if len(people) >= ENOUGH and not is_apart and not is_linked_in(found.thing, link.address):
            return _candidate(touching, post, link, found, people)
    return None


def _candidate(touching: Touching, post: Post, link: Link, found: Touched, people: list[UUID]) -> Candidate:
    apart = touching.life.apart
    told = [thing_of("member", one) for one in people if (one, post.author_id) not in apart]
    shared = {"member": thing_of("member", post.author_id), "topic": thing_of("topic", post.topic_id)}
    about = {"words": list(found.words), "people": told[:6], "number": len(people), **touching.here}
    return Candidate(
        signs=touching.signs(found, post.written_at, len(people)),
        reasons=(
            Reason("shared", {**shared, "at": in_seconds(post.written_at), "link": link.digest}),
            Reason("touches", {**about, "topic": found.thing}),
            Reason("unknown", {"topic": found.thing}),
        ),
        subject=post.author_id,
        thing=found.thing,
        found=reference_of(post),
    )


def _shared_link(proposal: Proposal) -> Link | None:
    """The link as it stands in the post now, None if it does not any more."""
    digest = next((one.get("link", "") for one in proposal.reasons if one.get("fact") == "shared"), "")
    post = post_behind(proposal.found)
    return link_in(post, digest) if post else None


def _address(proposal: Proposal) -> str:
    """Of what would be brought there; "" if it is gone."""
    if proposal.found.startswith(works.KINDS):
        return works.address_of(proposal.found)
    link = _shared_link(proposal)
    return link.address if link else ""


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """What was shared or made, and where it could go."""
    entry, there = tell.entry(proposal.found), tell.thing(proposal.thing)
    if proposal.found.startswith(works.KINDS):
        words = _("{work} touches what people talk about in {topic}.")
        return format_html(words, work=tell.thing(entry.thing), topic=there)
    link = _shared_link(proposal)
    if link is None:
        raise NotTold(proposal.found)
    words = _("{who} shared {link}: it touches what people talk about in {topic}.")
    return format_html(words, who=tell.who(proposal.subject_id), link=link_in_words(link), topic=there)


def _released(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = _("{work} was released on {day}.")
    return format_html(words, work=tell.thing(about["work"]), day=tell.day(about["at"]))


def _begun(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = _("{work} is a story that is being written here since {day}.")
    return format_html(words, work=tell.thing(about["work"]), day=tell.day(about["at"]))


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
        people=people_in_words(tell, about, "words"),
        topic=tell.thing(about["topic"]),
    )


def _unknown(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("Nobody has shared it in {topic} so far."), topic=tell.thing(about["topic"]))


def holds(proposal: Proposal) -> bool:
    """What was shared still stands, and nobody brought it to the other conversation."""
    address = _address(proposal)
    if not address or not is_open(proposal.thing) or not stands(proposal, "proposed"):
        return False
    return not is_linked_in(proposal.thing, address)


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In the conversation that it touches."""
    return [Place("answer", gettext_lazy("Bring it to this conversation"), thing=proposal.thing)]


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether others said something in the conversation within a week, after it was brought there."""
    since, address = proposal.decided_at or proposal.created_at, _address(proposal)
    brought = said_since(proposal.thing, since).filter(html__contains=str(escape(address))) if address else ()
    for post in brought[:20]:
        if later := said_since(proposal.thing, post.written_at, but=(post.author_id,)).count():
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
    say={"shared": _shared, "released": _released, "begun": _begun, "touches": _touches, "unknown": _unknown},
    holds=holds,
    places=places,
    came=came,
    came_words={"taken_up": _taken_up, "went_on": went_on_in_words, "silent": silent_in_words},
)
