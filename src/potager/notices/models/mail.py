"""Mail that leaves, and which notices of the journal left already."""

import re
from email.utils import format_datetime

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import models
from django.utils import timezone

from potager.lib import returns
from potager.lib.ids import uuid7

METHOD = re.compile(r"^METHOD:(REQUEST|CANCEL|PUBLISH)\r?$", re.M)


def calendar_type(calendar: str) -> str:
    """The content type of an iCalendar text: its method is told twice, in the text and beside it (RFC 6047, 2.4)."""
    method = METHOD.search(calendar)
    return f"text/calendar; method={method[1]}" if method else "text/calendar"


class Delivery(models.Model):
    """One notice of one act to one person, by one reader: the constraint is what makes it leave once."""

    reader = models.CharField(max_length=60)
    activity = models.BigIntegerField()
    target = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["reader", "activity", "target"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.reader} {self.activity} {self.target}"


class Mail(models.Model):
    """One message to one address. What it says is erased once it has left; without a server it is shown."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        SHOWN = "shown"  # no mail server: kept for the owner's page
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid7)
    sender = models.CharField(max_length=320)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()  # plain text
    html = models.TextField(blank=True)  # the same, for mail programs that show it
    calendar = models.TextField(blank=True)  # iCalendar, for calendars that read mail (RFC 6047)
    headers = models.JSONField(default=dict)  # more of them: see actions.mail.MORE
    is_bulk = models.BooleanField(default=False)  # to very many: see lib.outgoing
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True)  # a worker is sending it since then
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.to} {self.state}"

    def as_message(self, *, is_plain: bool = False) -> EmailMessage:
        """The message as it leaves: always under the same Message-ID, by which a second copy is known.

        Its `from_email` is the return path, where it comes back to: sealed, or the sender if it `is_plain`.
        """
        domain = self.sender.rpartition("@")[2].strip("> ") or "localhost"
        headers = {
            "Message-ID": f"<{self.pk}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "Date": format_datetime(self.created_at),
        }
        more = {**headers, **self.headers, "From": self.sender}
        path = returns.address_for(self.pk) if returns.is_on() and not is_plain else self.sender
        if not self.html and not self.calendar:
            return EmailMessage(self.subject, self.body, path, [self.to], headers=more)
        message = EmailMultiAlternatives(self.subject, self.body, path, [self.to], headers=more)
        if self.html:
            message.attach_alternative(self.html, "text/html")
        if self.calendar:  # the last of the alternatives is the one that calendars read
            message.attach_alternative(self.calendar, calendar_type(self.calendar))
        return message
