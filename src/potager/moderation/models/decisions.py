"""What was decided, and what the person concerned answered."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.moderation.models.cases import Case


class Decision(models.Model):
    """A measure from a graded list, the rule it rests on, and words to the person concerned."""

    class Measure(models.TextChoices):
        NOTHING = "nothing", _("Leave it")
        TALK = "talk", _("A word in private")
        HIDE = "hide", _("Hide it")
        RETURN = "return", _("Return it to its author")
        SLOW = "slow", _("Slow the person down")
        SUSPEND = "suspend", _("Suspend the person")
        EXCLUDE = "exclude", _("Exclude the person")

    class State(models.TextChoices):
        STANDING = "standing"
        UPHELD = "upheld"  # after an appeal
        OVERTURNED = "overturned"  # after an appeal
        LIFTED = "lifted"  # without one

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="decisions", db_index=False
    )
    by = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+"
    )  # for the lot, whoever had it drawn
    is_by_lot = models.BooleanField(default=False)
    toward = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="decisions")
    measure = models.CharField(max_length=8, choices=Measure)
    rule = models.CharField(max_length=300)  # of the charter, as it read then, or one of the usual ones
    charter_number = models.PositiveIntegerField(default=0)  # 0: a usual rule
    words = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)  # between two messages, for who is slowed down
    until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    decided_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "-decided_at"]),
            models.Index(fields=["toward", "-decided_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.decided_at}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/decisions/{self.pk}/"

    @property
    def holds(self) -> bool:
        """Whether it was neither overturned nor lifted."""
        return self.state in {self.State.STANDING, self.State.UPHELD}


class Appeal(models.Model):
    """The person concerned asks somebody else to look again."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    words = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"of {self.decision_id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None
