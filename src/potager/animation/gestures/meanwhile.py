"""What happened while somebody was away, that concerns them: answers, where they took part, what they care about."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from potager.animation.gestures.common import SIGNED, themes_of

if TYPE_CHECKING:
    from potager.animation.life import Life

TAKEN_PART = 120  # days before, in which topics count as theirs
ROWS = 4000
NEW_TOPICS = 40  # compared with what people talk about
ALIKE = 0.12  # how near a topic has to be


@dataclass
class Since:
    """What happened since somebody was here, that concerns them."""

    answers: list[tuple[UUID, UUID]] = field(default_factory=list)  # posts to them, with their topics
    went_on: dict[UUID, int] = field(default_factory=dict)  # posts of others, by topic they took part in
    topics: list[UUID] = field(default_factory=list)  # new ones, about what they talk about
    words: list[str] = field(default_factory=list)

    @property
    def is_something(self) -> bool:
        """Whether there is anything to tell them."""
        return bool(self.answers or self.went_on or self.topics)


def happened(life: "Life", silent: Mapping[UUID, int]) -> dict[UUID, Since]:
    """What happened since each of them was here; `silent` are their numbers in the graph. Three queries."""
    found = {member: Since() for member in silent}
    last = {member: _moment(float(life.graph.people.last[at])) for member, at in silent.items()}
    theirs = _their_topics(life, silent)
    _went_on(life, found, last, theirs)
    _new_topics(life, found, last, theirs)
    return found


def _moment(day: float) -> datetime:
    return datetime.fromtimestamp(day * 86_400, UTC)


def _their_topics(life: "Life", silent: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """By topic, who of them took part under the name they bear."""
    said = life.posts().filter(SIGNED, author__in=silent, written_at__gt=life.ago(TAKEN_PART))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for topic, author in said.order_by("-written_at").values_list("topic", "author")[:ROWS]:
        found[topic].add(author)
    return found


def _went_on(
    life: "Life", found: dict[UUID, Since], last: Mapping[UUID, datetime], theirs: Mapping[UUID, set[UUID]]
) -> None:
    """Read what others said in these topics since."""
    if not theirs:
        return
    columns = ("pk", "topic", "author", "written_at", "topic__author", "answers__author")
    since = life.posts().filter(topic__in=list(theirs), written_at__gt=min(last.values()))
    for pk, topic, author, at, opener, answered in since.order_by("-written_at").values_list(*columns)[:ROWS]:
        for member in theirs[topic]:
            if author == member or at <= last[member] or (author, member) in life.apart:
                continue
            if (answered or opener) == member:
                found[member].answers.append((pk, topic))
            went_on = found[member].went_on
            went_on[topic] = went_on.get(topic, 0) + 1


def _new_topics(
    life: "Life", found: dict[UUID, Since], last: Mapping[UUID, datetime], theirs: Mapping[UUID, set[UUID]]
) -> None:
    """Compare what was opened since with what they talk about."""
    themes = themes_of(life)
    if not themes or not found:
        return
    opened = life.topics.filter(
        opened_at__gt=min(last.values()), opened_at__lte=life.now, about="", shown__gt=0
    )
    columns = ("pk", "author", "opened_at", "title", "language")
    for topic, author, at, title, language in opened.order_by("-opened_at").values_list(*columns)[
        :NEW_TOPICS
    ]:
        for near in themes.near(title, language, "people", most=30):
            since = found.get(near.key)  # type: ignore[call-overload]  # members are keys here
            if since is None or near.similarity < ALIKE or at <= last[near.key]:  # type: ignore[index]
                continue
            if (
                author != near.key
                and near.key not in theirs.get(topic, ())
                and (author, near.key) not in life.apart
            ):
                since.topics.append(topic)
                since.words += [word for word in near.words if word not in since.words]
