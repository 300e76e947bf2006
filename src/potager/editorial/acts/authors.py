"""What is told of those who sign articles."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.editorial import authorletters
from potager.journal.kinds import Kind, declare, facts_of
from potager.journal.models import Activity


@dataclass(frozen=True)
class SignatureFacts:
    """Who signs (an identifier), and whether readers read the article."""

    member: str
    is_out: bool


def _if_out(activity: Activity) -> Iterable[str]:
    return [activity.place, f"community:{activity.community}"] if facts_of(activity).is_out else []


declare(
    Kind(
        name="signature.asked", action="ask_signature", sentence=_("%(actor)s asked somebody to sign an article"),
        activitystreams="Invite", facts=SignatureFacts, is_seen=False, notices=authorletters.signature_asked,
    ),
    Kind(
        name="signature.given", action="give_signature", sentence=_("%(actor)s signed an article"),
        activitystreams="Accept", facts=SignatureFacts, is_seen=False, freshens=_if_out,
        notices=authorletters.signature_answered,
    ),
    Kind(
        name="signature.declined", action="decline_signature", sentence=_("%(actor)s preferred not to sign an article"),
        activitystreams="Reject", facts=SignatureFacts, is_seen=False, notices=authorletters.signature_answered,
    ),
    Kind(
        name="signature.ended", action="end_signature", sentence=_("%(actor)s took a name off an article"),
        activitystreams="Undo", facts=SignatureFacts, is_seen=False, freshens=_if_out,
    ),
    Kind(
        name="signature.moved", action="move_signature", sentence=_("%(actor)s put those who sign an article in order"),
        activitystreams="Move", facts=SignatureFacts, is_seen=False, freshens=_if_out,
    ),
    Kind(
        name="article.unsigned", action="unsign_article", sentence=_("%(actor)s took an article back"),
        activitystreams="Delete", facts=SignatureFacts, is_seen=False, freshens=_if_out,
    ),
)  # fmt: skip
