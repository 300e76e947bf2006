"""What people answer to a post without a word, and whom a post calls by name."""

from django.db import models
from django.utils import timezone

from potager.conversations.models.posts import Post
from potager.lib.ids import uuid7
from potager.members.models import Member


class Reaction(models.Model):
    """One person's thanks, laugh, … to one post. `name` is one of `reactions.KNOWN`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reactions", db_index=False)
    name = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "name", "member"], name="one_reaction_of_each_sort")
        ]
        indexes = [models.Index(fields=["member", "-at"])]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.name}"


class Mention(models.Model):
    """A member whose name stands in a post, behind an @."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="one_mention_each")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.post_id}"
