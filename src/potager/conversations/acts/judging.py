"""What is told of topics and posts that moderation hides and shows again."""

from django.utils.translation import gettext_lazy as _

from potager.conversations.acts.common import freshens
from potager.conversations.acts.posts import PostFacts
from potager.conversations.answerparts import post_html
from potager.conversations.models import Post
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


def _post(activity: Activity, language: str) -> str | None:
    """Told at its topic if those who read the topic may learn of it."""
    if not activity.place.startswith("topic:"):
        return None
    post = Post.objects.select_related("topic").filter(pk=activity.target_id).first()
    return post_html(post, language) if post else None


declare(
    Kind(
        name="post.hidden",
        action="hide_post",
        sentence=_("%(actor)s hid a message"),
        activitystreams="Delete",
        facts=PostFacts,
        fragment=_post,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="post.unhidden",
        action="unhide_post",
        sentence=_("%(actor)s showed a message again"),
        activitystreams="Undo",
        facts=PostFacts,
        fragment=_post,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="post.reworded",
        action="reword_post",
        sentence=_("%(actor)s found other words for a message"),
        activitystreams="Update",
        facts=PostFacts,
        is_seen=False,
    ),
    Kind(
        name="topic.hidden",
        action="hide_topic",
        sentence=_("%(actor)s hid a conversation"),
        activitystreams="Delete",
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="topic.unhidden",
        action="unhide_topic",
        sentence=_("%(actor)s showed a conversation again"),
        activitystreams="Undo",
        freshens=freshens,
        is_seen=False,
    ),
)
