"""What a person said under the name they bear, as their page lists it: answers that helped, conversations opened."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from potager.conversations.models import Post
from potager.conversations.queries import visible_to
from potager.directory.gifts import MOST, Gift, register_gifts
from potager.members.models import Member

SOME = 6


def _answers(member: Member, viewer: Member | None) -> Iterable[Gift]:
    topics = visible_to(viewer).filter(is_private=False)
    own = {"state": Post.State.SHOWN, "signature": member.display_name}
    accepted = topics.filter(
        answer__author=member, **{f"answer__{name}": value for name, value in own.items()}
    )
    for topic in accepted.order_by("-last_at")[:SOME]:
        yield Gift(_("An answer that was accepted"), topic.title, topic.get_absolute_url())
    first = Post.objects.filter(author=member, number=1, topic__in=topics.values("pk"), **own)
    for post in first.select_related("topic").order_by("-written_at")[: MOST - SOME]:
        yield Gift(_("Opened a conversation"), post.topic.title, post.topic.get_absolute_url())


register_gifts("conversations", 30, _answers)
