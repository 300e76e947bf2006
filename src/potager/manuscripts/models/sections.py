"""The chapters of a collective book, who writes each, and who would like to.

In the code a chapter of a collective book is a section: stories have chapters of their own.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.lib.ids import uuid7
from potager.manuscripts.models.manuscripts import Manuscript
from potager.members.models import Member


class Section(models.Model):
    """One chapter. `text` is what its newest version says; `version` is that version's number, 0 before any."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        WRITING = "writing", _("being written")
        REVIEW = "review", _("to be read again")
        READY = "ready", _("ready")

    id = models.UUIDField(primary_key=True, default=uuid7)
    manuscript = models.ForeignKey(
        Manuscript, on_delete=models.CASCADE, related_name="sections", db_index=False
    )
    position = models.PositiveIntegerField()  # from 1; the manuscript's row is locked whenever it changes
    title = models.CharField(max_length=120)
    brief = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    word = models.CharField(max_length=500, blank=True)  # the editor's, when the chapter was given back
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)  # of this due date
    text = models.TextField(blank=True)
    characters = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    last_version = models.PositiveIntegerField(default=0)  # the highest number given, aside or not
    written_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)  # by a decision: nobody but who wrote it or decides reads it
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["manuscript", "position"]),
            models.Index(
                fields=["due_on"],
                condition=models.Q(reminded_at__isnull=True, removed_at__isnull=True),
                name="sections_to_remind_of",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The chapter's page."""
        return f"/sections/{self.pk}/"

    @property
    def is_ready(self) -> bool:
        """Whether the editor has said that it is done."""
        return self.state == self.State.READY


class Author(models.Model):
    """Someone who writes a chapter; `signature` is the name under which they were asked or pledged."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="authors", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="authored_sections")
    signature = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "member"], name="one_author_per_section_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.signature}: {self.section_id}"


class Pledge(models.Model):
    """Someone would like to write a chapter."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="pledges", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pledges")
    note = models.CharField(max_length=500, blank=True)  # to the editor
    answer = models.CharField(max_length=500, blank=True)  # of the editor who declines
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "by"],
                condition=models.Q(state="waiting"),
                name="one_waiting_pledge_per_section_and_member",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.section_id}"
