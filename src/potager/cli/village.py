"""Who lives in the demo: two communities, each with a past, a finished book and a story being written."""

import tomllib
from collections.abc import Iterator
from copy import copy
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from potager.cli.chatter import Gathering, talking
from potager.cli.mornings import mornings
from potager.cli.neighbours import SOON, saying
from potager.cli.paper import publishing
from potager.cli.timeline import Happening, date, tell
from potager.cli.white_paper import begin_book
from potager.communities.actions import Terms, change_role, join_community, open_community
from potager.communities.models import Community, Membership
from potager.lib.ids import uuid7
from potager.members.actions import join_member
from potager.members.models import Member
from potager.press.actions import release_book
from potager.stories.actions import Call, add_contribution, close_story, open_story
from potager.stories.models import Story

TEXTS = Path(__file__).with_name("demo_texts")
LANGUAGES = ("fr", "en")
OPENED = 400  # days ago


@cache
def texts_in(language: str) -> dict[str, Any]:
    """The demo's texts: community, people, running and finished story."""
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))


def seed(base_url: str) -> None:
    """Fill an empty installation, through the same actions as everybody; nothing if it holds a community."""
    if Community.objects.exists():
        return
    now = timezone.now()
    villages = [_Village(texts_in(language), now) for language in LANGUAGES]
    tell(one for village in villages for one in village.happenings(base_url))


def desks() -> Iterator[tuple[str, str]]:
    """Who animates each community, as an address to sign in with, and the path of their desk."""
    for language in LANGUAGES:
        texts = texts_in(language)
        address = texts["community"]["address"]
        yield email_of(texts["people"][0]["name"], address), f"/c/{address}/desk/"


class _Village:
    """One community of the demo while it is being set up."""

    def __init__(self, texts: dict[str, Any], now: datetime) -> None:
        self.texts, self.about = texts, texts["community"]
        self.place = Gathering(self.about["language"], now)
        self.host = texts["people"][0]["name"]
        self.arrivals: dict[str, float] = {one["name"]: one["days"] for one in texts["people"]}

    def happenings(self, base_url: str) -> Iterator[Happening]:
        """Everything that happened here: arrivals, talk, one finished story, one that is written, a book."""
        place = self.place
        for name, days in self.arrivals.items():
            yield Happening(place.ago(days=days), partial(self._arrive, name))
            yield Happening(place.ago(days=days) + 2 * SOON, partial(self._join, name))
        yield from saying(place, host=self.host, arrivals=self.arrivals)
        yield from talking(place, host=self.host, since=OPENED - 30)
        yield from _Tale(place, self.texts["finished"], hours=26).happenings()
        yield Happening(place.now, partial(self._finish, base_url))
        running = self.texts["running"]
        yield from _Tale(place, running, hours=7, most=running["already"]).happenings()
        if "book" in self.texts:
            yield Happening(place.now, self._begin_book)
        yield from publishing(place, host=self.host)
        yield from mornings(place, self.texts["gestures"], host=self.host)

    def _arrive(self, name: str) -> None:
        email, language = email_of(name, self.about["address"]), self.about["language"]
        member = join_member(email=email, name=name, language=language)
        self.place.people[name] = member
        date(member, "joined_at")

    def _join(self, name: str) -> None:
        member = self.place.people[name]
        if name == self.host:
            self._open(member)
        else:
            join_community(by=member, community=self.place.community, accepts_charter=True)
        date(Membership.objects.filter(member=member), "joined_at", "accepted_charter_at")

    def _open(self, host: Member) -> None:
        opener = copy(host)
        opener.is_owner = True  # for this one act: the person who runs the demo becomes its owner later
        self.place.community = open_community(by=opener, terms=Terms(**self.about))
        date(self.place.community, "created_at")

    def _finish(self, base_url: str) -> None:
        texts = self.texts["finished"]
        host = self.place.people[texts["host"]]
        story = Story.objects.get(community=self.place.community, title=texts["title"])
        story = close_story(by=host, story=story)
        address = f"{base_url}/stories/{story.pk}/"
        release_book(by=host, story=story, title=story.title, address=address, key=uuid7())

    def _begin_book(self) -> None:
        begin_book(self.place.community, self.place.people, self.texts["book"])


class _Tale:
    """A story of the demo while it is being told."""

    def __init__(
        self, place: Gathering, texts: dict[str, Any], *, hours: int, most: int | None = None
    ) -> None:
        self.place, self.texts, self.hours = place, texts, hours
        self.parts = texts["contributions"][:most]

    def happenings(self) -> Iterator[Happening]:
        """The call, and what was written: with the quiet of a night in between."""
        began = self.place.ago(hours=self.hours)
        yield Happening(began, self._open)
        for number, part in enumerate(self.parts, start=1):
            share = (number / (len(self.parts) + 1)) ** 1.3
            yield Happening(began + share * timedelta(hours=self.hours), partial(self._write, part))

    def _open(self) -> None:
        place, texts = self.place, self.texts
        host = place.people[texts["host"]]
        self._let_animate(host)
        call = Call(
            title=texts["title"], opening=texts["opening"], guidance=texts["guidance"],
            language=place.language, opens_at=place.ago(hours=self.hours),
            closes_at=place.now + timedelta(hours=24 - self.hours % 24),
        )  # fmt: skip
        self.story = open_story(by=host, community=place.community, call=call)

    def _let_animate(self, host: Member) -> None:
        membership = Membership.objects.get(community=self.place.community, member=host)
        if not membership.animates:
            owner = Membership.objects.get(community=self.place.community, role=Membership.Role.OWNER)
            change_role(by=owner.member, membership=membership, role=Membership.Role.ANIMATEUR)

    def _write(self, part: dict[str, str]) -> None:
        author = self.place.people[part["by"]]
        written = add_contribution(by=author, story=self.story, text=part["text"], key=uuid7(), anyway=True)
        date(written, "written_at")


def email_of(name: str, address: str) -> str:
    """The address of a person of the demo."""
    return f"{slugify(name)}@{address}.example"
