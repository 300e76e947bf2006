"""Django's way of sending mail, kept as rows: what is sent inside a transaction leaves if it is committed."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from potager.notices.actions import keep_mail


class OutboxBackend(BaseEmailBackend):
    """Stores each message; the worker sends it, or the owner's page shows it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages; returns how many had someone to go to."""
        return sum(1 for message in email_messages if keep_mail(message))
