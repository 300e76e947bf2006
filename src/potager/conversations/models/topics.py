"""What people talk about."""

from django.db import models
from django.utils import timezone

from potager.communities.models import Community
from potager.conversations.models.rooms import Room, Tag
from potager.lib.ids import uuid7
from potager.members.models import Member


class Topic(models.Model):
    """A conversation. It belongs to a community; `about` names the thing that is discussed, if there is one."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="topics", db_index=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="topics")
    author = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="topics"
    )  # None: of the thing that is discussed
    title = models.CharField(max_length=160)
    about = models.CharField(max_length=60, blank=True)  # "contribution:<uuid>"
    thing = models.UUIDField(null=True)  # the identifier in `about`, for the database
    language = models.CharField(max_length=8)
    tags = models.ManyToManyField(Tag, related_name="topics")
    is_private = models.BooleanField(default=False)  # only those who take part may know of it
    is_question = models.BooleanField(default=False)
    answer = models.ForeignKey(
        "conversations.Post", on_delete=models.SET_NULL, null=True, related_name="+"
    )  # that was accepted
    numbered = models.PositiveIntegerField(default=0)  # the number of the newest post, whatever became of it
    shown = models.PositiveIntegerField(default=0)  # how many posts are shown
    opened_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)  # when the newest post that is shown was written
    closed_at = models.DateTimeField(null=True)  # nobody answers any more
    pinned_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)  # by a decision: only moderators know of it
    is_held = models.BooleanField(
        default=False
    )  # hidden until a moderator has read it: its author knows of it too
    revision = models.PositiveIntegerField(default=0)  # how often its head changed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=~models.Q(about=""), name="one_topic_per_thing"
            ),
            models.CheckConstraint(
                condition=models.Q(is_held=False) | models.Q(hidden_at__isnull=False),
                name="what_is_held_is_hidden",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-last_at"]),
            models.Index(fields=["room", "-last_at"]),
            models.Index(fields=["thing"]),
            models.Index(fields=["author"], name="topics_that_wait", condition=models.Q(is_held=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/topics/{self.pk}/"

    @property
    def is_closed(self) -> bool:
        """Whether nobody can answer any more."""
        return self.closed_at is not None
