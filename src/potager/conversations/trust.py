"""Whose words appear at once, and what becomes of the words that wait for a moderator."""

from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.conversations.models import Post
from potager.conversations.permissions import belongs
from potager.lib.refusals import Refusal
from potager.members.models import Member

ENOUGH = 2  # posts that stand, after which a passer-by is known here
MOST_WAITING = 5  # posts of one person that wait in one community


class NothingWaits(Refusal):
    """The message was answered already, or taken back by its author."""

    message = _("This message does not wait any more: somebody answered, or its author took it back.")


class EnoughWaits(Refusal):
    """One person fills the moderators' table."""

    status = 429
    message = _(
        "Five messages of yours wait for a moderator already. Your text is kept: send it when they are read."
    )


class NoReason(Refusal):
    """Declined without a word."""

    status = 422
    message = _("Say why, in a kind word: its author reads it with the text.")


def waits_first(standing: Standing) -> bool:
    """Whether what a person of that standing says waits for a moderator: a passer-by's first posts."""
    if standing.member is None:
        return True
    return not belongs(standing) and not is_trusted(standing.member, standing.community)


def is_trusted(member: Member, community: Community) -> bool:
    """Whether enough of what the person said there stands, for everyone to read."""
    public = Post.objects.filter(topic__community=community, topic__is_private=False)
    stands = public.filter(author=member, state=Post.State.SHOWN).order_by()
    return stands[:ENOUGH].count() >= ENOUGH


def refuse_pile(member: Member, community: Community) -> None:
    """Raise if enough of what the person said there waits already."""
    held = Post.objects.filter(topic__community=community, author=member, state=Post.State.HELD).order_by()
    if held[:MOST_WAITING].count() >= MOST_WAITING:
        raise EnoughWaits
