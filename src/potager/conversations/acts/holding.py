"""What is told of posts that wait for a moderator, once they wait no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext_lazy as _

from potager.conversations import answerparts, blocks, holdletters, letters
from potager.conversations.acts.common import freshens
from potager.conversations.models import Post
from potager.journal.kinds import Kind, Notice, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class HeldFacts:
    """The number that the post has in its topic from now on, 0 if it was declined."""

    number: int


def _post(activity: Activity, language: str) -> str | None:
    if not activity.place.startswith("topic:"):
        return None
    post = Post.objects.select_related("topic", "answers").filter(pk=activity.target_id).first()
    if post is None or post.is_unseen:
        return None
    return blocks.post_html(post, language) + answerparts.waits_no_more(post)


def _accepted(activity: Activity) -> Iterable[Notice]:
    """To its author, and to everyone whom it concerns now that it is there."""
    return chain(holdletters.post_accepted(activity), letters.post_added(activity))


declare(
    Kind(
        name="post.accepted",
        action="accept_post",
        sentence=_("%(actor)s let a message appear"),
        activitystreams="Accept",
        facts=HeldFacts,
        fragment=_post,
        notices=_accepted,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="post.declined",
        action="decline_post",
        sentence=_("%(actor)s did not let a message appear"),
        activitystreams="Reject",
        facts=HeldFacts,
        notices=holdletters.post_declined,
        freshens=freshens,
        is_seen=False,
    ),
)
