"""What is told of reactions."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.conversations import reactionletters, rendering
from potager.conversations.acts.common import freshens_topic
from potager.conversations.models import Post
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class ReactionFacts:
    """Which reaction (reactions.KNOWN), and to which post of the topic, from 1."""

    name: str
    number: int


def _reactions(activity: Activity, language: str) -> str | None:
    post = Post.objects.filter(pk=activity.target_id, state=Post.State.SHOWN).first()
    return rendering.reactions_html(post, language) if post else None


declare(
    Kind(
        name="reaction.added",
        action="add_reaction",
        sentence=_("%(actor)s reacted to a message"),
        activitystreams="Like",
        facts=ReactionFacts,
        fragment=_reactions,
        notices=reactionletters.reaction_added,
        freshens=freshens_topic,
        is_seen=False,
    ),
    Kind(
        name="reaction.removed",
        action="remove_reaction",
        sentence=_("%(actor)s took a reaction back"),
        activitystreams="Undo",
        facts=ReactionFacts,
        fragment=_reactions,
        freshens=freshens_topic,
        is_seen=False,
    ),
)
