"""Addresses that take no mail: after three days on which mail came back, notices stay away."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.members.models import Member
from potager.notices.models import Mail, Unreached

DAYS = 3  # on which mail came back


def note_bounce(mail: UUID, *, said: str) -> None:
    """A mail of ours came back for good; one mail counts once, and so does one day."""
    address = Mail.objects.filter(pk=mail).values_list("to", flat=True).first()
    if address is None:
        return
    today = timezone.now().date()
    with transaction.atomic():
        row, _is_new = Unreached.objects.select_for_update().get_or_create(address=address.lower())
        if row.last_on == today or row.last_mail == mail:
            return
        row.days, row.last_on, row.last_mail, row.said = row.days + 1, today, mail, said[:500]
        row.is_off, row.changed_at = row.days >= DAYS, timezone.now()
        row.save()


def try_address_again(*, by: Member) -> None:
    """Send notices to a member's address again, as if nothing had come back."""
    Unreached.objects.filter(address=by.email.lower()).delete()
