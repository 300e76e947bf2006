"""What of conversations can be found: topics with the message that opens them, and every answer.

What is held, hidden or withdrawn is nobody's find; what few talk about, theirs alone.
"""

import re
from collections.abc import Collection, Iterable
from html import unescape
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.conversations.models import Post, Topic
from potager.conversations.queries import posts_visible_to, visible_to
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


def _circle(topic: Topic) -> str:
    return f"topic:{topic.pk}" if topic.is_private else ""


def _tags(topic: Topic) -> tuple[str, ...]:
    return tuple(sorted(tag.name for tag in topic.tags.all()))


def _shown_topics(**which: object) -> dict[UUID, Topic]:
    return Topic.objects.filter(hidden_at=None, **which).prefetch_related("tags").in_bulk()


def _topics(ids: Collection[UUID]) -> Iterable[Entry]:
    """Each with its first message, if that is shown."""
    first = Post.objects.filter(topic__in=ids, number=1, state=Post.State.SHOWN)
    posts = {topic: said for topic, *said in first.values_list("topic", "html", "signature")}
    for topic in _shown_topics(pk__in=ids, shown__gt=0).values():
        html, signature = posts.get(topic.pk, ("", ""))
        yield Entry(
            thing=f"topic:{topic.pk}",
            community=topic.community_id,
            title=topic.title,
            text=_words(html),
            language=topic.language,
            happened_at=topic.opened_at,
            url=topic.get_absolute_url(),
            signature=signature,
            tags=_tags(topic),
            circle=_circle(topic),
        )


def _posts(ids: Collection[UUID]) -> Iterable[Entry]:
    """Answers: the first message is found with its topic."""
    posts = Post.objects.filter(pk__in=ids, number__gt=1, state=Post.State.SHOWN)
    rows = list(posts.values_list("pk", "topic", "number", "html", "signature", "written_at"))
    topics = _shown_topics(pk__in={row[1] for row in rows})
    for pk, topic_id, number, html, signature, written_at in rows:
        if topic := topics.get(topic_id):
            yield Entry(
                thing=f"post:{pk}",
                community=topic.community_id,
                title="",
                under=topic.title,
                text=_words(html),
                language=topic.language,
                happened_at=written_at,
                url=f"/topics/{topic_id}/{number}/#post-{pk}",
                signature=signature,
                tags=_tags(topic),
                circle=_circle(topic),
            )


def _visible_topics(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))


def _visible_posts(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(posts_visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))


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
