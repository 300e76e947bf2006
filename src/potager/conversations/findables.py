"""What of conversations can be found: topics with the message that opens them, and every answer.

What is held, hidden or withdrawn is nobody's find; what few talk about, theirs alone.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import unescape
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.conversations.models import Post, Topic
from potager.conversations.queries import visible_among, visible_to
from potager.conversations.returning import words_of
from potager.journal.findable import Entry, Findable, declare_findable, one_after_another
from potager.journal.models import Activity
from potager.members.models import Member

TAG, BLOCK = (
    re.compile("<[^>]*>"),
    re.compile(r"</?(?:p|li|ul|ol|h\d|pre|blockquote|div|br|hr|t[drh])\b[^>]*>"),
)
# Acts on a topic after which its messages are found as before.
QUIET = {"topic.opened", "topic.closed", "topic.reopened", "topic.pinned", "topic.unpinned"}


def _words(html: str) -> str:
    text = TAG.sub("", BLOCK.sub(" ", html))
    return " ".join((unescape(text) if "&" in text else text).split())


@dataclass(frozen=True)
class _Frame:
    """What all messages of a topic have from it."""

    title: str
    community: UUID
    language: str
    tags: tuple[str, ...]
    circle: str


def _frames(**which: object) -> dict[UUID, _Frame]:
    """Of topics that are shown. Two queries."""
    shown = Topic.objects.filter(hidden_at=None, **which)
    rows = list(shown.values_list("pk", "title", "community", "language", "is_private"))
    tagged = Topic.tags.through.objects.filter(topic__in=[row[0] for row in rows])
    tags: dict[UUID, list[str]] = {}
    for topic, name in tagged.values_list("topic", "tag__name"):
        tags.setdefault(topic, []).append(name)
    return {
        pk: _Frame(title, community, language, tuple(sorted(tags.get(pk, ()))), _circle(pk, is_private))
        for pk, title, community, language, is_private in rows
    }


def _circle(topic: UUID, is_private: bool) -> str:
    return f"topic:{topic}" if is_private else ""


def _topics(ids: Collection[UUID]) -> Iterable[Entry]:
    """Each with its first message, if that is shown."""
    first = Post.objects.filter(topic__in=ids, number=1, state=Post.State.SHOWN)
    posts = {topic: said for topic, *said in first.values_list("topic", "html", "signature")}
    moments = dict(Topic.objects.filter(pk__in=ids).values_list("pk", "opened_at"))
    for pk, frame in _frames(pk__in=ids, shown__gt=0).items():
        html, signature = posts.get(pk, ("", ""))
        yield Entry(
            thing=f"topic:{pk}",
            community=frame.community,
            title=frame.title,
            text=_words(html),
            language=frame.language,
            happened_at=moments[pk],
            url=f"/topics/{pk}/",
            signature=signature,
            tags=frame.tags,
            circle=frame.circle,
        )


def _posts(ids: Collection[UUID]) -> Iterable[Entry]:
    """Answers: the first message is found with its topic."""
    posts = Post.objects.filter(pk__in=ids, number__gt=1, state=Post.State.SHOWN)
    rows = list(posts.values_list("pk", "topic", "number", "html", "signature", "written_at"))
    frames = _frames(pk__in={row[1] for row in rows})
    for pk, topic, number, html, signature, written_at in rows:
        if frame := frames.get(topic):
            yield Entry(
                thing=f"post:{pk}",
                community=frame.community,
                title="",
                under=frame.title,
                text=_words(html),
                language=frame.language,
                happened_at=written_at,
                url=f"/topics/{topic}/{number}/#post-{pk}",
                signature=signature,
                tags=frame.tags,
                circle=frame.circle,
            )


def _visible_topics(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    """A private one is found by its first message: not by whoever reads only what was said later."""
    found = visible_among(ids, member)
    private = Topic.objects.filter(pk__in=found, is_private=True).values_list("pk", flat=True)
    if not private:
        return found
    opened = Post.objects.filter(words_of(member), topic__in=list(private), number=1)
    return found - set(private) | set(opened.values_list("topic", flat=True))


def _visible_posts(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    found = Post.objects.filter(words_of(member), pk__in=ids, state=Post.State.SHOWN)
    shown = dict(found.values_list("pk", "topic"))
    readable = visible_among(set(shown.values()), member)
    return {pk for pk, topic in shown.items() if topic in readable}


def _topics_touched(activity: Activity) -> Iterable[UUID]:
    if activity.target.startswith("topic:"):
        yield UUID(activity.target_id)
    elif activity.kind.startswith("post."):
        yield from Post.objects.filter(pk=activity.target_id, number=1).values_list("topic", flat=True)
    elif activity.kind == "member.erased":
        yield from Post.objects.filter(author=activity.actor, number=1).values_list("topic", flat=True)


def _posts_touched(activity: Activity) -> Iterable[UUID]:
    if activity.kind.startswith("post.") and activity.target.startswith("post:"):
        yield UUID(activity.target_id)
    elif activity.kind.startswith("topic.") and activity.kind not in QUIET:
        yield from Post.objects.filter(topic=UUID(activity.target_id)).values_list("pk", flat=True).iterator()
    elif activity.kind == "member.erased":
        yield from Post.objects.filter(author=activity.actor).values_list("pk", flat=True).iterator()


def _circles(member: Member | None) -> Iterable[str]:
    """The private conversations that the member is in."""
    if member is None:
        return ()
    mine = visible_to(member).filter(is_private=True).values_list("pk", flat=True)
    return (f"topic:{one}" for one in mine)


declare_findable(
    Findable(
        kind="topic",
        name=_("Topic"),
        label=_("Topics"),
        entries=_topics,
        visible=_visible_topics,
        following=one_after_another(Topic),
        touched=_topics_touched,
        circles=_circles,
    )
)
declare_findable(
    Findable(
        kind="post",
        name=_("Message"),
        label=_("Messages"),
        entries=_posts,
        visible=_visible_posts,
        following=one_after_another(Post),
        touched=_posts_touched,
    )
)
