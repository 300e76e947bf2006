"""Who comes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.gatherings.models.events import Session
from potager.lib.ids import uuid7
from potager.members.models import Member


class Registration(models.Model):
    """One person, with companions, for one session. A guest without an account is a member whose address was confirmed.

    `rank` gives the order of arrival; who waits is asked in that order. `secret` is in the links of their mails.
    """

    class State(models.TextChoices):
        COMING = "coming", _("coming")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("a place is held for them")  # until `offered_until`; it counts as taken
        CANCELLED = "cancelled", _("not coming")

    class Reminder(models.TextChoices):
        NONE = "none", _("No reminder")
        WEEK = "week", _("One week before")
        DAY = "day", _("The day before")
        HOUR = "hour", _("Two hours before")

    id = models.UUIDField(primary_key=True, default=uuid7)
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="registrations", db_index=False
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=80)  # as they signed
    companions = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField(default=list)  # to the event's questions, in their order
    state = models.CharField(max_length=10, choices=State, default=State.COMING)
    rank = models.PositiveIntegerField()
    offered_until = models.DateTimeField(null=True)
    reminder = models.CharField(max_length=5, choices=Reminder, default=Reminder.DAY)
    remind_at = models.DateTimeField(null=True)  # when they wished to be reminded; None: not, or it is done
    reminded_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=43, unique=True)
    came = models.PositiveSmallIntegerField(
        null=True
    )  # how many of them came, with companions; None: nobody said
    came_at = models.DateTimeField(null=True)
    may_be_named = models.BooleanField(default=False)  # in the recap
    is_listed = models.BooleanField(default=False)  # members may see that they come
    steps = models.PositiveIntegerField(
        default=0
    )  # how often they came and went: see invitations.sequence_of
    registered_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["rank"]
        indexes = [
            models.Index(fields=["session", "state", "rank"]),
            models.Index(
                fields=["offered_until"],
                name="places_that_are_held",
                condition=models.Q(state="offered"),
            ),
            models.Index(
                fields=["remind_at"],
                name="registrations_to_remind",
                condition=models.Q(remind_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"], name="one_registration_per_session_and_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.session_id}"

    @property
    def heads(self) -> int:
        """How many people it stands for."""
        return 1 + self.companions
