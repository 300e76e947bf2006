"""What the demo's people talk about: conversations of the last months, one of which goes on while somebody reads it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from potager.cli.timeline import Happening, by_day, date
from potager.communities.models import Community
from potager.conversations import actions
from potager.conversations.linking import digest_of
from potager.conversations.models import LinkPreview, Post, Reaction, Room, Topic
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.moderation.actions import Complaint, make_report
from potager.moderation.subjects import subject_of

TEXTS = Path(__file__).with_name("demo_texts")
REACTIONS = ("thanks", "agree", "laugh")
MINUTE = timedelta(minutes=1)


@cache
def talk_in(language: str) -> dict[str, Any]:
    """The demo's conversations: rooms, what the pages linked to say of themselves, and topics with their posts."""
    return tomllib.loads((TEXTS / f"talk.{language}.toml").read_text(encoding="utf-8"))


@dataclass
class Gathering:
    """One community of the demo while it is being set up: who is there, and since when its past is told."""

    language: str
    now: datetime
    people: dict[str, Member] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    community: Community = field(default_factory=Community)

    def ago(self, **units: float) -> datetime:
        """A moment in the past: ago(days=3)."""
        return self.now - timedelta(**units)


def talking(place: Gathering, *, host: str, since: int) -> Iterator[Happening]:
    """The rooms, opened `since` days ago, and everything that was said in them."""
    texts = talk_in(place.language)
    yield Happening(place.ago(days=since), partial(_furnish, place, host, texts))
    for talk in texts["topics"]:
        yield from _Told(place, host, talk).happenings()


def _furnish(place: Gathering, host: str, texts: Mapping[str, Any]) -> None:
    for room in texts["rooms"]:
        made = actions.open_room(by=place.people[host], community=place.community, key=uuid7(), **room)
        place.rooms[room["name"]] = made
        date(made, "opened_at")
    for link in texts.get("links", ()):  # a demo asks no other machine what its pages are
        LinkPreview.objects.create(digest=digest_of(link["address"]), fetched_at=place.now, **link)


class _Told:
    """One conversation while it is being told."""

    def __init__(self, place: Gathering, host: str, talk: Mapping[str, Any]) -> None:
        self.place, self.host, self.talk = place, host, talk
        self.posts: dict[int, Post] = {}

    def happenings(self) -> Iterator[Happening]:
        """What was said, and what others answered to it without a word."""
        moments = list(self._moments())
        for number, (said, moment) in enumerate(zip(self.talk["posts"], moments, strict=True), start=1):
            yield Happening(moment, partial(self._say, number, said))
            yield from self._answers(number, said, moment)
        yield Happening(moments[-1], self._settle)

    def _moments(self) -> Iterator[datetime]:
        """Quickly at first, then slower: over so many days, or up to an hour ago."""
        place, talk = self.place, self.talk
        began = place.ago(days=talk["days"], hours=len(talk["title"]) % 5)
        whole = place.ago(hours=1) - began
        lasts = min(whole, timedelta(days=talk["lasts"])) if "lasts" in talk else whole
        last, many = began - timedelta(days=1), len(talk["posts"]) - ("lasts" in talk)
        for at, said in enumerate(talk["posts"]):
            offset = timedelta(hours=said["hours"]) if "hours" in said else lasts * (at / max(many, 1)) ** 1.6
            last = max(by_day(began + offset, now=place.now), last + MINUTE)
            yield last

    def _answers(self, number: int, said: Mapping[str, Any], moment: datetime) -> Iterator[Happening]:
        soon = moment + MINUTE
        for name in REACTIONS:
            for hours, who in enumerate(said.get(name, ()), start=2):
                later = min(moment + timedelta(hours=hours * 1.5), max(self.place.ago(minutes=2), soon))
                yield Happening(later, partial(self._react, number, name, who))
        if said.get("is_the_answer"):
            yield Happening(soon, partial(self._accept, number))
        if complaint := said.get("reported"):
            yield Happening(soon, partial(self._report, number, complaint))

    def _say(self, number: int, said: Mapping[str, Any]) -> None:
        if number == 1:
            self._open(said)
        else:
            answers = self.posts.get(said.get("answers", 0))
            words: dict[str, Any] = {"body": said["text"], "key": uuid7(), "answers": answers}
            author = self.place.people[said["by"]]
            self.posts[number] = actions.add_post(by=author, topic=self.topic, **words)
        date(self.posts[number], "written_at")
        date(self.topic, "last_at", *(("opened_at",) if number == 1 else ()))

    def _open(self, said: Mapping[str, Any]) -> None:
        talk = self.talk
        self.topic = actions.open_topic(
            by=self.place.people[said["by"]],
            community=self.place.community,
            title=talk["title"],
            body=said["text"],
            key=uuid7(),
            room=self.place.rooms.get(talk.get("room", "")),
            tags=talk["tags"],
            is_question=talk.get("is_question", False),
        )
        self.posts[1] = Post.objects.get(topic=self.topic)

    def _react(self, number: int, name: str, who: str) -> None:
        member = self.place.people[who]
        actions.add_reaction(by=member, post=self.posts[number], name=name, key=uuid7())
        date(Reaction.objects.filter(post=self.posts[number], member=member, name=name), "at")

    def _accept(self, number: int) -> None:
        asked = self.place.people[self.talk["posts"][0]["by"]]
        self.topic = actions.accept_answer(by=asked, post=self.posts[number])

    def _report(self, number: int, complaint: Mapping[str, str]) -> None:
        by, post, subject = self.place.people[complaint["by"]], self.posts[number], subject_of("post")
        found = subject.find(post.pk, by) if subject else None
        if found is None:
            raise LookupError(f"{by} does not read what they report")
        said = Complaint(reason=complaint["reason"], words=complaint["words"])
        report = make_report(by=by, kind="post", identifier=post.pk, found=found, complaint=said, key=uuid7())
        date(report, "made_at")
        date(report.case, "opened_at")

    def _settle(self) -> None:
        host = self.place.people[self.host]
        if self.talk.get("is_pinned"):
            self.topic = actions.pin_topic(by=host, topic=self.topic)
            date(self.topic, "pinned_at")
        if self.talk.get("is_closed"):
            self.topic = actions.close_topic(by=host, topic=self.topic)
            date(self.topic, "closed_at")


def running_talk(community_address: str, language: str) -> tuple[Topic, list[Mapping[str, Any]]] | None:
    """The topic that goes on, and what will be said in it; None where nothing is left."""
    talk = next((one for one in talk_in(language)["topics"] if "later" in one), None)
    if talk is None:
        return None
    about = {"community__address": community_address, "title": talk["title"], "closed_at": None}
    topic = Topic.objects.select_related("community").filter(**about).first()
    if topic is None:
        return None
    said = set(Post.objects.filter(topic=topic).values_list("body", flat=True))
    left = [one for one in talk["later"] if one["text"] not in said]
    return (topic, left) if left else None
