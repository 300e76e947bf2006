"""The secret address of a member's own feed. Neither making it nor ending it is an act."""

from django.db import transaction

from potager.communities.models import Community
from potager.editorial.feedsecrets import digest_of, secret_of
from potager.editorial.models import PrivateFeed
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.members.models import Member


def make_private_feed(*, by: Member, community: Community) -> PrivateFeed:
    """A new secret address; the one before is dead."""
    must(by, "follow in private", community)
    with transaction.atomic():
        PrivateFeed.objects.filter(member=by, community=community).delete()
        identifier = uuid7()
        digest = digest_of(secret_of(identifier))
        return PrivateFeed.objects.create(pk=identifier, member=by, community=community, digest=digest)


def end_private_feed(*, by: Member, community: Community) -> None:
    """The secret address leads nowhere any more."""
    PrivateFeed.objects.filter(member=by, community=community).delete()


def end_private_feeds(*, by: Member) -> None:
    """None of their secret addresses leads anywhere any more: they go."""
    PrivateFeed.objects.filter(member=by).delete()
