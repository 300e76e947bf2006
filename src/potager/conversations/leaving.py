"""What somebody said, community by community, for the page on which they leave."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from potager.communities.models import Community
from potager.communities.queries import readable_by
from potager.conversations.actions import forget_post, unsign_post
from potager.conversations.models import Post
from potager.members import leaving
from potager.members.leaving import ANONYMOUS, WITHDRAW, Keeper, Text
from potager.members.models import Member

SORT = "talk"  # "talk:<community>"


def _texts_of(member: Member) -> Iterable[Text]:
    found = Community.objects.filter(topics__posts__author=member).distinct().order_by("name", "pk")
    known = set(readable_by(member).values_list("pk", flat=True))
    for one in found:
        words = _("Messages in %(community)s") if one.pk in known else _("Messages")
        yield Text(f"{SORT}:{one.pk}", words % {"community": one.name}, member.display_name)


def _settle(member: Member, wished: Mapping[str, str]) -> None:
    acts = {ANONYMOUS: unsign_post, WITHDRAW: forget_post}
    for reference, wish in wished.items():
        for post in _posts(member, UUID(reference.partition(":")[2])):
            acts[wish](by=member, post=post)


def _posts(member: Member, community: UUID) -> Iterator[Post]:
    mine = Post.objects.filter(author=member, topic__community=community)
    return mine.select_related("topic__community").order_by("written_at", "pk").iterator()


leaving.register("talk", Keeper(_texts_of, _settle))
