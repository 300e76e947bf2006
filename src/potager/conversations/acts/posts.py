"""What is told of a post. Its words are no fact."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.conversations import answerparts, letters, subjects
from potager.conversations.acts.common import freshens, freshens_topic
from potager.conversations.models import Post
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class PostFacts:
    """Which post of the topic it is, from 1; what the topic is about ("story:<uuid>"), if it is about a thing."""

    number: int
    about: str = ""


def _post(activity: Activity, language: str) -> str | None:
    if not activity.place.startswith("topic:"):
        return None
    post = Post.objects.select_related("topic").filter(pk=activity.target_id).first()
    if post is None or post.is_unseen or subjects.is_gone(post.topic):
        return None
    return answerparts.post_html(post, language)


declare(
    Kind(
        name="post.added",
        action="add_post",
        sentence=_("%(actor)s answered"),
        activitystreams="Create",
        facts=PostFacts,
        fragment=_post,
        notices=letters.post_added,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="post.edited",
        action="edit_post",
        sentence=_("%(actor)s changed a message of theirs"),
        activitystreams="Update",
        facts=PostFacts,
        fragment=_post,
        freshens=freshens_topic,
        is_seen=False,
    ),
    Kind(
        name="post.unsigned",
        action="unsign_post",
        sentence=_("%(actor)s left, and took their name off a message"),
        activitystreams="Update",
        facts=PostFacts,
        fragment=_post,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="post.withdrawn",
        action="withdraw_post",
        sentence=_("%(actor)s took a message of theirs back"),
        activitystreams="Delete",
        facts=PostFacts,
        fragment=_post,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="post.restored",
        action="restore_post",
        sentence=_("%(actor)s brought a message of theirs back"),
        activitystreams="Undo",
        facts=PostFacts,
        fragment=_post,
        freshens=freshens,
        is_seen=False,
    ),
)
