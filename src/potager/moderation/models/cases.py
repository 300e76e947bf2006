"""What needs care: things that were reported, by whom and why, and what moderators note about them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member


class Care(models.Model):
    """How a community looks after itself; also the place of whatever only its moderators may learn of.

    A community without a row has the defaults.
    """

    community = models.OneToOneField(
        Community, on_delete=models.CASCADE, primary_key=True, related_name="care"
    )
    shows_log = models.BooleanField(default=False)  # in its outline, to whoever reads the community
    draws_lots = models.BooleanField(default=False)  # three members may decide

    class Meta:
        verbose_name_plural = "care"

    def __str__(self) -> str:
        return f"care of {self.community_id}"


class Case(models.Model):
    """One thing that was reported, with all its reports: open until it is decided."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="cases", db_index=False)
    subject = models.CharField(max_length=60)  # "post:<uuid>"
    author = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="cases")
    is_private = models.BooleanField(default=False)  # nothing of it is read but what a report holds
    claimed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    reworded_at = models.DateTimeField(null=True)  # the author changed it and asks for it to come back
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(closed_at__isnull=True), name="one_open_case_per_thing"
            )
        ]
        indexes = [
            models.Index(
                fields=["community", "opened_at"],
                name="open_cases",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(fields=["subject"]),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.closed_at is None


class Report(models.Model):
    """Somebody says that a thing needs care. `copy` and `context` are what was said in private at that moment."""

    class Reason(models.TextChoices):
        INSULT = "insult", _("Insult, contempt, threat")
        HATE = "hate", _("Hatred of people for what they are")
        HARASSMENT = "harassment", _("Somebody is pursued or pushed")
        PRIVACY = "privacy", _("It tells what is private of somebody")
        SPAM = "spam", _("Advertising, or the same thing over and over")
        RIGHTS = "rights", _("Somebody else’s work, taken without asking")
        OFF_TOPIC = "off_topic", _("It has nothing to do with this place")
        OTHER = "other", _("Something else: I say what")

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="reports"
    )  # None: a stranger
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.TextField(blank=True)
    copy = models.TextField(blank=True)
    context = models.TextField(blank=True)  # what was said just before it, if whoever reports agrees
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "by"], name="one_report_each")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"


class Note(models.Model):
    """What moderators tell one another about a case."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["noted_at", "pk"]

    def __str__(self) -> str:
        return self.text
