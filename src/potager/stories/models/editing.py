"""What editors do to a text: corrections that its authors see, and the order of the book."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories.models.contributions import Contribution
from potager.stories.models.stories import Story


class Correction(models.Model):
    """A new wording of a contribution, proposed to its author. `before` and `after` stay, whatever comes of it."""

    class State(models.TextChoices):
        OPEN = "open"
        AGREED = "agreed"
        TACIT = "tacit"  # the delay that the call announced passed in silence
        REFUSED = "refused"
        TAKEN_BACK = "taken_back"  # by an editor
        OVERTAKEN = "overtaken"  # the book came out before an answer
        UNDONE = "undone"  # agreed first, then taken out of the text again

    id = models.UUIDField(primary_key=True, default=uuid7)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="corrections")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="corrections", db_index=False)
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="corrections", db_index=False)
    editor = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proposed_corrections")
    before = models.TextField()
    after = models.TextField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    proposed_at = models.DateTimeField(default=timezone.now)
    silence_at = models.DateTimeField(null=True)  # when silence becomes a yes; empty: never
    decided_at = models.DateTimeField(null=True)
    was_tacit = models.BooleanField(default=False)  # agreed by silence, also if it was undone since

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=models.Q(state="open"),
                name="one_open_correction_per_contribution",
            )
        ]
        indexes = [
            models.Index(fields=["story", "state"]),
            models.Index(fields=["author", "state"]),
            models.Index(
                fields=["silence_at"], name="corrections_to_agree", condition=models.Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == self.State.OPEN

    @property
    def holds(self) -> bool:
        """Whether it was agreed, by a word or by silence, and not undone."""
        return self.state in {self.State.AGREED, self.State.TACIT}


class Remark(models.Model):
    """What an author and editors tell one another under a correction."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(max_length=1000)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.text


class Arrangement(models.Model):
    """One change of the book's order, chapters, opening or afterword, and the whole order as it is after it.

    `order` is packed (stories/orders.py). `wording` and `worded` are the text before and after, where a text
    was changed. Undoing is one more row, which says in `of` the number of the row that it undoes or does again.
    """

    class What(models.TextChoices):
        MOVED = "moved"
        ORDERED = "ordered"
        CHAPTER_ADDED = "chapter_added"
        CHAPTER_RENAMED = "chapter_renamed"
        CHAPTER_REMOVED = "chapter_removed"
        OPENING = "opening"
        AFTERWORD = "afterword"
        UNDONE = "undone"
        REDONE = "redone"

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="arrangements", db_index=False)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="arrangements")
    what = models.CharField(max_length=16, choices=What)
    order = models.JSONField(default=list)
    titles = models.JSONField(default=dict)  # of the chapters, by the number of the row that added each
    item = models.IntegerField(null=True)  # what was moved or changed, as it stands in the order
    after = models.IntegerField(null=True)  # what it was put after; 0: at the beginning
    moved = models.PositiveIntegerField(default=0)
    wording = models.TextField(blank=True)
    worded = models.TextField(blank=True)
    of = models.PositiveIntegerField(null=True)
    undone_by = models.PositiveIntegerField(null=True)  # the number of the row that undid this one
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="one_arrangement_per_number")]

    def __str__(self) -> str:
        return f"{self.story_id}, {self.number}: {self.what}"
