"""What is told of pictures and links under a post: how many there are."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.conversations import blocks, rendering, subjects
from potager.conversations.acts.common import freshens_topic
from potager.conversations.models import Post
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class PictureFacts:
    """Under which post it stands, by its number in the topic."""

    number: int


@dataclass(frozen=True)
class LinksFacts:
    """Which post it is, by its number in the topic, and how many of its links tell something."""

    number: int
    links: int


def _shown(activity: Activity) -> Post | None:
    """The post that an act in a topic was about, if it is read there."""
    if not activity.place.startswith("topic:"):
        return None
    facts = activity.facts
    topic = UUID(activity.place.partition(":")[2])
    found = Post.objects.select_related("topic").filter(topic=topic, number=facts["number"])
    post = found.filter(state=Post.State.SHOWN).first()
    return None if post is None or subjects.is_gone(post.topic) else post


def _whole(activity: Activity, language: str) -> str | None:
    post = _shown(activity)
    return blocks.post_html(post, language) if post else None


def _links(activity: Activity, language: str) -> str | None:
    post = _shown(activity)
    return rendering.links_html(post, language) if post else None


declare(
    Kind(
        name="picture.added",
        action="add_picture",
        sentence=_("%(actor)s added a picture to a message of theirs"),
        activitystreams="Create",
        facts=PictureFacts,
        fragment=_whole,
        freshens=freshens_topic,
        is_seen=False,
    ),
    Kind(
        name="picture.reworded",
        action="reword_picture",
        sentence=_("%(actor)s said better what a picture of theirs shows"),
        activitystreams="Update",
        facts=PictureFacts,
        fragment=_whole,
        freshens=freshens_topic,
        is_seen=False,
    ),
    Kind(
        name="picture.removed",
        action="remove_picture",
        sentence=_("%(actor)s took a picture of theirs away"),
        activitystreams="Delete",
        facts=PictureFacts,
        fragment=_whole,
        freshens=freshens_topic,
        is_seen=False,
    ),
    Kind(
        name="post.illustrated",
        action="illustrate_post",
        sentence=_("The links of a message tell where they lead"),
        activitystreams="Update",
        facts=LinksFacts,
        fragment=_links,
        freshens=freshens_topic,
        is_seen=False,
    ),
)
