"""Whatever can be talked about: apps register the sorts of their things, and each thing gets a topic when somebody
has something to say about it. A topic about a thing is seen by those who may see the thing now, and by nobody else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from potager.communities.models import Community
from potager.conversations.models import Topic
from potager.members.models import Member


@dataclass(frozen=True)
class Thing:
    """One thing that is talked about. `places` are those of the pages that show how much was said about it.

    `talk_at` is where what is said is read beneath the thing itself, "" if only on a page of its own. `in_passing`:
    passers-by may say the first word, where the community lets them answer. Nobody adds anything to one that
    `is_closed`. `authors` are told of what is said, as if they had spoken there.
    """

    about: str  # "story:<uuid>"
    title: str
    url: str
    community: Community
    language: str
    places: tuple[str, ...] = ()
    talk_at: str = ""
    in_passing: bool = False
    is_closed: bool = False
    authors: frozenset[UUID] = frozenset()

    @property
    def identifier(self) -> UUID:
        """Of the thing, without its sort."""
        return UUID(self.about.partition(":")[2])

    @property
    def path(self) -> str:
        """Of the page on which talk about it begins, after "/discuss/"."""
        return self.about.replace(":", "/")


@dataclass(frozen=True)
class Subject:
    """A sort of things: the rows that a member (None: a stranger) may see now, and what to say of a row.

    `all` are those that anybody at all may see: of what was taken away, nothing is told to anyone.
    """

    visible_to: Callable[[Member | None], QuerySet[Any]]
    all: Callable[[], QuerySet[Any]]
    describe: Callable[[Any], Thing]


_subjects: dict[str, Subject] = {}


def register(name: str, subject: Subject) -> None:
    """Let things of a sort be talked about; called when the apps are ready."""
    _subjects[name] = subject


def thing_for(sort: str, identifier: UUID, member: Member | None) -> Thing | None:
    """A thing that the member may see now; None otherwise."""
    subject = _subjects.get(sort)
    row = subject.visible_to(member).filter(pk=identifier).first() if subject else None
    return subject.describe(row) if subject and row else None


def thing_of(topic: Topic) -> Thing | None:
    """What a topic is about, for whoever may read the topic."""
    return _thing_of(topic.about)


def _thing_of(about: str) -> Thing | None:
    sort, _, identifier = about.partition(":")
    subject = _subjects.get(sort)
    row = subject.all().filter(pk=UUID(identifier)).first() if subject else None
    return subject.describe(row) if subject and row else None


def is_gone(topic: Topic) -> bool:
    """Whether what the topic is about was taken away, so that nobody sees it any more."""
    return bool(topic.about) and thing_of(topic) is None


def authors_of(topic: Topic) -> frozenset[UUID]:
    """Who made what the topic is about, and is told of what is said."""
    thing = thing_of(topic) if topic.about else None
    return thing.authors if thing else frozenset()


def is_closed(topic: Topic) -> bool:
    """Whether nothing more is said about what the topic is about."""
    thing = thing_of(topic) if topic.about else None
    return thing is not None and thing.is_closed


def is_seen(topic: Topic, member: Member | None) -> bool:
    """Whether the member may see what the topic is about; of a topic about nothing else, everyone may."""
    if not topic.about:
        return True
    subject = _subjects.get(topic.about.partition(":")[0])
    return subject is not None and subject.visible_to(member).filter(pk=topic.thing).exists()


def seen_by(member: Member | None) -> Q:
    """The same for many topics."""
    seen = Q(about="")
    for sort, subject in _subjects.items():
        things = subject.visible_to(member).order_by().values("pk")
        seen |= Q(about__startswith=f"{sort}:", thing__in=things)
    return seen


def places_of(about: str) -> tuple[str, ...]:
    """The places of pages that show how much was said about a thing."""
    thing = _thing_of(about) if about else None
    return thing.places if thing else ()


def counts(abouts: Iterable[str]) -> dict[str, int]:
    """How many posts are shown about things, where there are any. One query."""
    found = Topic.objects.filter(about__in=list(abouts), hidden_at=None, shown__gt=0)
    return dict(found.values_list("about", "shown"))
