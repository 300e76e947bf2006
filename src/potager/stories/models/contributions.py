"""The contributions that a story is made of."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories.models.stories import Story


class Contribution(models.Model):
    """A few sentences by one person. `text` is to the letter what was written, or a correction that was agreed."""

    class State(models.TextChoices):
        SHOWN = "shown"
        WAITING = "waiting"  # until a host says yes: only its author and the hosts know of it
        DECLINED = "declined"  # by the host, before or while it is read: not part of the story
        SET_ASIDE = "set_aside"  # kept out of the book, without reproach
        WITHDRAWN = "withdrawn"  # by its author: nobody else reads it any more

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="contributions", db_index=False)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contributions")
    signature = models.CharField(max_length=80, blank=True)  # empty: whoever wrote does not want to be named
    signed = models.CharField(max_length=80, null=True)  # as it was signed, where a later choice replaced it
    position = models.PositiveIntegerField()
    text = models.TextField()
    sentences = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    is_unseen = models.BooleanField(
        default=False
    )  # it came to a host who accepts first, and never was accepted
    is_hidden = models.BooleanField(default=False)  # declined by a decision: its host does not bring it back
    state_before = models.CharField(
        max_length=10, blank=True
    )  # what it comes back to, where it was withdrawn
    reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)  # how often its words or its name changed since it came
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="one_contribution_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.signature}, {self.position}"

    @property
    def known_as(self) -> str:
        """Who wrote it, for hosts: the name that stands there; where nothing was signed, the name of the account.

        Whoever asked not to be named is not named to hosts either.
        """
        return self.signature or (self.author.display_name if self.signed is None else gettext("no name"))
