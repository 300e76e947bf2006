"""What of conversations can be found: topics with the message that opens them, and every answer.

What is held, hidden or withdrawn is nobody's find; what few talk about, theirs alone.
"""

from collections.abc import Collection, Iterable
from html import unescape
from uuid import UUID

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from potager.conversations.models import Post, Topic
from potager.conversations.queries import posts_visible_to, visible_to
from potager.journal.findable import Entry, Findable, declare_findable, one_after_another
from potager.journal.models import Activity
from potager.members.models import Member

# Acts on a topic after which its messages are found as before.
QUIET = {"topic.opened", "topic.closed", "topic.reopened", "topic.pinned", "topic.unpinned"}


def _words(post: Post) -> str:
    return " ".join(unescape(strip_tags(post.html.replace("<", " <"))).split())


def _shown(**which: object) -> Iterable[Post]:
    posts = Post.objects.filter(state=Post.State.SHOWN, topic__hidden_at=None, **which)
    return posts.select_related("topic").prefetch_related("topic__tags")


def _circle(topic: Topic) -> str:
    return f"topic:{topic.pk}" if topic.is_private else ""


def _tags(topic: Topic) -> tuple[str, ...]:
    return tuple(sorted(tag.name for tag in topic.tags.all()))


def _topics(ids: Collection[UUID]) -> Iterable[Entry]:
    """Each with its first message, if that is shown."""
    topics = Topic.objects.filter(pk__in=ids, hidden_at=None, shown__gt=0).prefetch_related("tags")
    first = {post.topic_id: post for post in _shown(topic__in=ids, number=1)}
    for topic in topics:
        post = first.get(topic.pk)
        yield Entry(
            thing=f"topic:{topic.pk}",
            community=topic.community_id,
            title=topic.title,
            text=_words(post) if post else "",
            language=topic.language,
            happened_at=topic.opened_at,
            url=topic.get_absolute_url(),
            signature=post.signature if post else "",
            tags=_tags(topic),
            circle=_circle(topic),
        )


def _posts(ids: Collection[UUID]) -> Iterable[Entry]:
    """Answers: the first message is found with its topic."""
    for post in _shown(pk__in=ids, number__gt=1):
        yield Entry(
            thing=f"post:{post.pk}",
            community=post.topic.community_id,
            title="",
            under=post.topic.title,
            text=_words(post),
            language=post.topic.language,
            happened_at=post.written_at,
            url=post.get_absolute_url(),
            signature=post.signature,
            tags=_tags(post.topic),
            circle=_circle(post.topic),
        )


def _visible_topics(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))


def _visible_posts(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(posts_visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))


def _topics_touched(activity: Activity) -> Iterable[UUID]:
    noun = activity.kind.partition(".")[0]
    if noun == "topic" and activity.target.startswith("topic:"):
        yield UUID(activity.target_id)
    elif noun == "post":
        yield from Post.objects.filter(pk=activity.target_id, number=1).values_list("topic", flat=True)
    elif activity.kind == "member.erased":
        yield from Post.objects.filter(author=activity.actor, number=1).values_list("topic", flat=True)


def _posts_touched(activity: Activity) -> Iterable[UUID]:
    noun = activity.kind.partition(".")[0]
    if noun == "post" and activity.target.startswith("post:"):
        yield UUID(activity.target_id)
    elif noun == "topic" and activity.kind not in QUIET and activity.target.startswith("topic:"):
        yield from Post.objects.filter(topic=activity.target_id).values_list("pk", flat=True).iterator()
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
        label=_("Messages"),
        entries=_posts,
        visible=_visible_posts,
        following=one_after_another(Post),
        touched=_posts_touched,
    )
)
