"""The secret address at which a member's feed reader finds what is for members."""

from django.db import models
from django.utils import timezone

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member


class PrivateFeed(models.Model):
    """A member's own feed of a community's paper. Its secret is computed, never stored; `digest` is what is kept of it.

    Made anew it has another secret, and the old address is dead.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="private_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "member"], name="one_private_feed_per_community_and_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.community_id}"
