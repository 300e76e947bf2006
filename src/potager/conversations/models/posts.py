"""What people say."""

from django.db import models
from django.utils import timezone

from potager.conversations.models.topics import Topic
from potager.lib.ids import uuid7
from potager.members.models import Member

UNSEEN = (
    1_000_000_000  # posts that readers never saw have numbers above it, and take one of theirs when accepted
)


class Post(models.Model):
    """One message in a topic. `body` is to the letter what was typed, `html` what it was rendered to, once."""

    class State(models.TextChoices):
        SHOWN = "shown"
        HELD = "held"  # until a moderator says yes: only its author and they know of it
        HIDDEN = "hidden"  # by a decision of a moderator
        WITHDRAWN = "withdrawn"  # by its author
        DECLINED = "declined"  # held, and not accepted: nobody sees it any more

    id = models.UUIDField(primary_key=True, default=uuid7)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts", db_index=False)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="posts", db_index=False)
    signature = models.CharField(max_length=80)  # the name that stands there
    number = models.PositiveIntegerField()  # from 1, in the order of commits; beyond UNSEEN while it is held
    body = models.TextField()
    html = models.TextField()
    answers = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="answered_by")
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    reason = models.CharField(max_length=500, blank=True)  # of a decision
    revision = models.PositiveIntegerField(default=0)  # how often its words or its state changed
    stirred = models.PositiveIntegerField(default=0)  # how often what stands around them changed
    tally = models.JSONField(default=dict)  # how many people reacted, by the name of the reaction
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_post_per_number")]
        indexes = [
            models.Index(fields=["author", "-written_at"]),
            models.Index(fields=["topic", "written_at"]),
            models.Index(fields=["topic"], condition=models.Q(state="held"), name="conversations_held"),
        ]

    def __str__(self) -> str:
        return f"{self.signature}, {self.number}"

    def get_absolute_url(self) -> str:
        """Where it stands, whatever the length of its topic; while it is held, where its author finds it."""
        if self.is_unseen:
            return f"/topics/{self.topic_id}/#waiting-{self.pk}"
        return f"/topics/{self.topic_id}/{self.number}/#post-{self.pk}"

    @property
    def version(self) -> int:
        """Grows with every change of what is shown of it."""
        return self.revision + self.stirred

    @property
    def is_shown(self) -> bool:
        """Whether everyone who reads the topic reads it."""
        return self.state == self.State.SHOWN

    @property
    def is_unseen(self) -> bool:
        """Whether it waits for a moderator, or was declined by one: it has no place among the others."""
        return self.number > UNSEEN


class PostVersion(models.Model):
    """A wording that a post had. Everyone who reads the post may read it, until the post is withdrawn or hidden."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.post_id}, version {self.number}"
