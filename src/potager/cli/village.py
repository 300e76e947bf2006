"""Who lives in the demo: two communities, each with a finished book and a story being written."""

import logging
import threading
import time
import tomllib
from collections.abc import Callable
from copy import copy
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.text import slugify

from potager.cli.chatter import begin_talk, running_talk
from potager.cli.neighbours import begin_directory
from potager.cli.white_paper import begin_book
from potager.communities.actions import Terms, change_role, join_community, open_community
from potager.communities.models import Community, Membership
from potager.conversations.actions import add_post
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.members.actions import join_member
from potager.members.models import Member
from potager.press.actions import release_book
from potager.stories.actions import Call, add_contribution, close_story, open_story
from potager.stories.models import Contribution, Story

log = logging.getLogger(__name__)

TEXTS = Path(__file__).with_name("demo_texts")
LANGUAGES = ("fr", "en")
PACE, TALK, TICK = 7.0, 12.0, 2.0  # seconds between two contributions, two posts, two looks at the readers


@cache
def texts_in(language: str) -> dict[str, Any]:
    """The demo's texts: community, people, running and finished story."""
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))


def seed(base_url: str) -> None:
    """Fill an empty installation, through the same actions as everybody; nothing if it holds a community."""
    if Community.objects.exists():
        return
    for language in LANGUAGES:
        _Village(texts_in(language)).settle(base_url)


class _Village:
    """One community of the demo while it is being set up."""

    def __init__(self, texts: dict[str, Any]) -> None:
        self.texts, self.about = texts, texts["community"]
        self.people = {person["name"]: self._arrive(person["name"]) for person in texts["people"]}

    def _arrive(self, name: str) -> Member:
        email = email_of(name, self.about["address"])
        return join_member(email=email, name=name, language=self.about["language"])

    def settle(self, base_url: str) -> None:
        """Open the community, let everyone join, write one book, begin a story and maybe a collective book."""
        community = self._open()
        finished = self._tell(community, self.texts["finished"], hours=26)
        finished = close_story(by=finished.host, story=finished)
        address = f"{base_url}/stories/{finished.pk}/"
        release_book(by=finished.host, story=finished, title=finished.title, address=address, key=uuid7())
        self._tell(community, self.texts["running"], hours=7, most=self.texts["running"]["already"])
        if "book" in self.texts:
            begin_book(community, self.people, self.texts["book"])
        host = self.people[self.texts["people"][0]["name"]]
        begin_talk(community, self.people, host)
        begin_directory(community, self.people, host)
        _settle_long_ago(community)

    def _open(self) -> Community:
        opener = copy(self.people[self.texts["people"][0]["name"]])
        opener.is_owner = True  # for this one act: the person who runs the demo becomes its owner later
        community = open_community(by=opener, terms=Terms(**self.about))
        for person in self.people.values():
            if person.pk != opener.pk:
                join_community(by=person, community=community, accepts_charter=True)
        return community

    def _let_animate(self, community: Community, host: Member) -> None:
        membership = Membership.objects.get(community=community, member=host)
        if not membership.animates:
            owner = self.people[self.texts["people"][0]["name"]]
            change_role(by=owner, membership=membership, role=Membership.Role.ANIMATEUR)

    def _tell(
        self, community: Community, story: dict[str, Any], *, hours: int, most: int | None = None
    ) -> Story:
        host = self.people[story["host"]]
        began = timezone.now() - timedelta(hours=hours)
        self._let_animate(community, host)
        call = Call(
            title=story["title"], opening=story["opening"], guidance=story["guidance"],
            language=self.about["language"], opens_at=began,
            closes_at=timezone.now() + timedelta(hours=24 - hours % 24),
        )  # fmt: skip
        opened = open_story(by=host, community=community, call=call)
        for part in story["contributions"][:most]:
            author = self.people[part["by"]]
            add_contribution(by=author, story=opened, text=part["text"], key=uuid7(), anyway=True)
        _spread(opened, hours=hours)
        return opened


def _settle_long_ago(community: Community) -> None:
    """Let most of the demo's people have been there for months: two came this week."""
    memberships = Membership.objects.filter(community=community).order_by("pk").values_list("pk", flat=True)
    for number, membership in enumerate(list(memberships)[:-2], start=1):
        since = timezone.now() - timedelta(days=400 - 25 * number)
        Membership.objects.filter(pk=membership).update(joined_at=since)


def _spread(story: Story, *, hours: int) -> None:
    """Put the demo's contributions where they would have come, with the quiet of a night in between."""
    parts = list(story.contributions.order_by("position"))
    for number, part in enumerate(parts, start=1):
        share = (number / (len(parts) + 1)) ** 1.3
        Contribution.objects.filter(pk=part.pk).update(
            written_at=story.opens_at + share * timedelta(hours=hours)
        )


def email_of(name: str, address: str) -> str:
    """The address of a person of the demo."""
    return f"{slugify(name)}@{address}.example"


class Troupe(threading.Thread):
    """Goes on with each running story and conversation while somebody reads it, until the texts are used up."""

    def __init__(self, *, has_readers: Callable[[str], bool]) -> None:
        super().__init__(name="troupe", daemon=True)
        self._stop_asked = threading.Event()
        self._has_readers = has_readers
        self._played = dict.fromkeys(LANGUAGES, -PACE)
        self._talked = dict.fromkeys(LANGUAGES, -TALK)

    def stop(self) -> None:
        """Write no more."""
        self._stop_asked.set()

    def run(self) -> None:
        """See threading.Thread."""
        while not self._stop_asked.wait(TICK):
            for language in LANGUAGES:
                try:
                    self._play(language)
                    self._talk(language)
                except Refusal:
                    log.info("the demo's story in %s does not take more", language)
                except Exception:
                    log.exception("the troupe stumbled")
        connection.close()

    def _play(self, language: str) -> None:
        story = _running(texts_in(language))
        is_time = time.monotonic() - self._played[language] >= PACE
        if story and is_time and self._has_readers(f"story:{story.pk}"):
            self._played[language] = time.monotonic()
            _play_next(story, texts_in(language))

    def _talk(self, language: str) -> None:
        found = running_talk(texts_in(language)["community"]["address"], language)
        is_time = time.monotonic() - self._talked[language] >= TALK
        if found and is_time and self._has_readers(f"topic:{found[0].pk}"):
            self._talked[language] = time.monotonic()
            topic, said = found[0], found[1][0]
            author = Member.objects.get(email=email_of(said["by"], topic.community.address))
            add_post(by=author, topic=topic, body=said["text"], key=uuid7())


def _running(texts: dict[str, Any]) -> Story | None:
    """The story that the troupe writes, while it is open."""
    about = {"community__address": texts["community"]["address"], "title": texts["running"]["title"]}
    story = Story.objects.filter(**about).first()
    return story if story and story.state_at(timezone.now()) == "open" else None


def _play_next(story: Story, texts: dict[str, Any]) -> None:
    """Add the first text that the story does not hold yet."""
    written = set(story.contributions.values_list("text", flat=True))
    part = next((part for part in texts["running"]["contributions"] if part["text"] not in written), None)
    if part:
        author = Member.objects.get(email=email_of(part["by"], texts["community"]["address"]))
        add_contribution(by=author, story=story, text=part["text"], key=uuid7(), anyway=True)
