"""What a text touches: conversations that are alive, in which several people talk about the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.html import escape

from potager.animation.gestures.common import SIGNED, identifier_of, ramp, thing_of
from potager.animation.life import Life
from potager.animation.texts import own_words
from potager.conversations.models import Post, Topic
from potager.lib.stemming import stems, words_of

if TYPE_CHECKING:
    from potager.animation.themes import Near

RECENT = 30  # days in which it was shared
ALIVE = 45  # days in which somebody talked there
NEAREST = 3  # conversations that are looked at
SPOKEN = 60  # messages of each
ENOUGH = 2  # people who talk about it there
LEAST = 0.02  # of what a text is about, shared with the conversation
CLOSE = 0.2  # as near as it gets


@dataclass(frozen=True)
class Touched:
    """A conversation that a text touches, by which words, and who uses them there, the newest first."""

    topic: Topic
    words: tuple[str, ...]
    similarity: float
    people: tuple[UUID, ...]

    @property
    def thing(self) -> str:
        """ "topic:<uuid>"."""
        return thing_of("topic", self.topic.pk)


@dataclass
class Touching:
    """Asks a community's themes; each conversation is read once."""

    life: Life
    read: dict[UUID, tuple[Topic, list[Post]] | None] = field(default_factory=dict)

    @property
    def here(self) -> dict[str, str]:
        """Where people are counted, as reasons name it."""
        return {"community": str(self.life.community.pk)}

    def by(self, words: str, language: str, *, but: UUID | None = None) -> Iterable[Touched]:
        """The conversations that a text touches, the nearest first; not the one in which it stands."""
        near = self.life.themes.near(words, language, among="topics", most=NEAREST, but={None, but})
        for one in near:
            found = self._touched(one) if one.similarity >= LEAST else None
            if found:
                yield found

    def signs(self, found: Touched, shared_at: datetime, people: int) -> dict[str, float]:
        """How much speaks for bringing there what was shared at a moment."""
        age = (self.life.now - shared_at) / timedelta(days=1)
        silence = (self.life.now - found.topic.last_at) / timedelta(days=1)
        return {
            "touches": ramp(found.similarity, CLOSE),
            "people": ramp(people, 6),
            "is_fresh": ramp(RECENT - age, RECENT),
            "is_alive": ramp(ALIVE - silence, ALIVE),
        }

    def _touched(self, near: "Near") -> Touched | None:
        key = UUID(str(near.key))
        if key not in self.read:
            self.read[key] = self._talk(key)
        talk = self.read[key]
        if talk is None:
            return None
        topic, posts = talk
        return Touched(topic, tuple(near.words[:2]), near.similarity, self._who(topic, posts, near.words))

    def _talk(self, key: UUID) -> tuple[Topic, list[Post]] | None:
        life = self.life
        topic = life.topics.filter(pk=key, about="", closed_at=None, last_at__gt=life.ago(ALIVE)).first()
        if topic is None:
            return None
        return topic, list(life.posts().filter(SIGNED, topic=topic).order_by("-written_at")[:SPOKEN])

    def _who(self, topic: Topic, posts: Iterable[Post], words: Iterable[str]) -> tuple[UUID, ...]:
        """Whose messages there hold one of the words."""
        wanted = {stem for word in words for stem in stems(word, topic.language)}
        found: dict[UUID, None] = {}
        for post in posts:
            if self.life.may(post.author_id, "words"):
                said = own_words(post.html) if post.number > 1 else f"{topic.title} {own_words(post.html)}"
                if any(wanted.intersection(stems(word, topic.language)) for word in words_of(said)):
                    found[post.author_id] = None
        return tuple(found)


def is_linked_in(topic: str, address: str) -> bool:
    """Whether an address stands in a conversation ("topic:<uuid>") already, as far as it is shown."""
    said = Post.objects.filter(topic=identifier_of(topic), state=Post.State.SHOWN)
    return said.filter(html__contains=str(escape(address))).exists()
