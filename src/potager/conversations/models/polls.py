"""What people are asked to choose from."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.conversations.models.topics import Topic
from potager.lib.ids import uuid7
from potager.members.models import Member


class Poll(models.Model):
    """A question with answers to choose from. Only counts are ever shown, kept up to date beside the options."""

    class Results(models.TextChoices):
        AFTER = "after", _("To whoever has voted")
        END = "end", _("At the end")
        ALWAYS = "always", _("To everyone, from the start")

    id = models.UUIDField(primary_key=True, default=uuid7)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="polls")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="polls")
    question = models.CharField(max_length=200)
    is_several = models.BooleanField(default=False)  # several choices on one ballot
    results = models.CharField(max_length=10, choices=Results, default=Results.AFTER)
    voters = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(null=True, db_index=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opened_at", "pk"]

    def __str__(self) -> str:
        return self.question

    def is_open_at(self, now: datetime) -> bool:
        """Whether a ballot counts at that moment, whether or not the clock has come."""
        return self.closed_at is None and (self.closes_at is None or now < self.closes_at)


class Option(models.Model):
    """One of the answers. `votes` is how many ballots hold it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options", db_index=False)
    position = models.PositiveSmallIntegerField()  # from 1
    text = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="one_option_per_position")]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """What somebody chose, while they can still change it: the end of the poll forgets who chose what."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ballots")
    choices = models.JSONField(default=list)  # positions of options
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="one_ballot_each")]

    def __str__(self) -> str:
        return f"a ballot in {self.poll_id}"
