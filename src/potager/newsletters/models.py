"""The tables of the letter: who receives it, each issue, and to whom an issue has been handed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.lib.typography import typeset
from potager.members.models import Member


class Subscriber(models.Model):
    """Someone who asked for a community's letter; who leaves has no row any more.

    A member is reached at their own address; whoever has no account, at `address`, which they confirmed by a link.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="letter_subscribers", db_index=False
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="letter_subscriptions"
    )
    address = models.EmailField(blank=True)  # in small letters, its domain in ASCII; "" for a member
    language = models.CharField(max_length=8, default="fr")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)  # nothing but the link leaves before

    class Meta:
        indexes = [
            models.Index(fields=["community", "id"], name="letter_readers_in_order"),
            models.Index(
                fields=["asked_at"], name="letters_not_confirmed", condition=models.Q(confirmed_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "community"],
                condition=~models.Q(address=""),
                name="one_subscription_per_address",
            ),
            models.UniqueConstraint(fields=["community", "member"], name="one_subscription_per_member"),
            models.CheckConstraint(
                condition=models.Q(address="") ^ models.Q(member=None), name="a_member_or_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.reached_at

    @property
    def is_confirmed(self) -> bool:
        """Whether the letter may go there."""
        return self.confirmed_at is not None

    @property
    def reached_at(self) -> str:
        """Where the letter goes."""
        return self.member.email if self.member else self.address


class Issue(models.Model):
    """One letter, from its first word to its last reader.

    `pieces`, in order: {"kind": "words", "text": Markdown}, or {"kind": "article", "id": …} and the other kinds of
    `shelf.py`. What was picked is told as it stands when it is read or sent.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", pgettext_lazy("a letter", "scheduled")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        SENT = "sent", pgettext_lazy("a letter", "sent")
        STOPPED = "stopped", _("stopped")

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="letters", db_index=False)
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True)  # from 1, when it is sent
    title = models.CharField(max_length=160)
    language = models.CharField(max_length=8, default="fr")
    pieces = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)  # how often it was kept
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)  # leaves then, when scheduled
    due_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)  # whoever had confirmed by then receives it
    reached = models.UUIDField(null=True)  # the last subscriber to whom it was handed, in their order
    handed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    arrived = models.PositiveIntegerField(default=0)  # taken by a mail server, once it has ended
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["community", "-begun_at"]),
            models.Index(
                fields=["state"],
                name="letters_on_their_way",
                condition=models.Q(state__in=["scheduled", "sending"]),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="one_letter_per_number")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where readers find it once it is sent, for good."""
        return f"/c/{self.community.address}/letter/{self.number}/"

    @property
    def headline(self) -> str:
        """Its title with the typography of its language."""
        return typeset(self.title, language=self.language)

    @property
    def is_out(self) -> bool:
        """Whether readers may read it: it began to leave."""
        return self.number is not None

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == self.State.DRAFT


class Sending(models.Model):
    """An issue that was handed to the outbox for one subscriber, once: `id` is that of the mail.

    It holds no address, and outlives the subscriber: who leaves and comes back at once is not written to again.
    """

    class State(models.TextChoices):
        HANDED = "handed"
        LEFT = "left"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid7)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="sendings", db_index=False)
    subscriber = models.UUIDField()
    state = models.CharField(max_length=10, choices=State, default=State.HANDED)
    handed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["issue", "state"]),
            models.Index(
                fields=["handed_at"], name="letters_in_the_outbox", condition=models.Q(state="handed")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="one_letter_per_subscriber")
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.state}"


class Pace(models.Model):
    """Until when the installation's rate is used up: one row for all letters, locked by whoever hands some over."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    until = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.until:%H:%M:%S}"
