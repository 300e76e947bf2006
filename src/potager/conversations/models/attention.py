"""What each person has read and follows, and what they are about to say. None of it is an act."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.conversations.models.rooms import Room
from potager.conversations.models.topics import Topic
from potager.lib.ids import uuid7
from potager.members.models import Member


class ReadMark(models.Model):
    """How far a person has read a topic: to the post with that number. It never goes back."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="read_marks", db_index=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="read_marks", db_index=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="one_mark_per_topic")]
        indexes = [models.Index(fields=["member", "-at"], name="marks_of_this_moment")]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.topic_id} to {self.number}"


class Follow(models.Model):
    """What a person wants to be told of a topic, of a room, or of a whole community (neither topic nor room)."""

    class Level(models.TextChoices):
        EVERYTHING = "everything", _("Everything that is written here")
        ADDRESSED = "addressed", _("Only what is addressed to me")
        NOTHING = "nothing", _("Nothing")

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="follows", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="follows")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, related_name="follows")
    level = models.CharField(max_length=10, choices=Level)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "topic"], name="one_follow_per_topic"),
            models.UniqueConstraint(fields=["member", "room"], name="one_follow_per_room"),
            models.UniqueConstraint(
                fields=["member", "community"],
                condition=models.Q(topic=None, room=None),
                name="one_follow_per_community",
            ),
            models.CheckConstraint(
                condition=models.Q(topic=None) | models.Q(room=None), name="a_topic_or_a_room"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.level}"


class Draft(models.Model):
    """What somebody has typed and not sent yet. `place` says where: "topic:<uuid>" an answer, "post:<uuid>" an edit,
    "community:<uuid>" a new topic. `revision` grows with every save, so that an older window overwrites nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    place = models.CharField(max_length=60)
    title = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    more = models.JSONField(default=dict, blank=True)  # other fields of the form, as they were typed
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="one_draft_per_place")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.place}, {self.revision}"
