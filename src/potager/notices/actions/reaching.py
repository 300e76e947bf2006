"""Addresses that take no mail: after three days on which mail came back, notices stay away."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.journal.record import act
from potager.lib import outgoing
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
        row.changed_at = timezone.now()
        row.save()
        if row.days < DAYS:
            return
        outgoing.tell_lost(row.address)
        if not row.is_off:
            lose_address(row)


def lose_address(row: Unreached) -> None:
    """Send nothing there any more but what always leaves; its person hears of it in the page."""
    row.is_off = True
    row.save(update_fields=["is_off"])
    member = Member.objects.filter(email__iexact=row.address, is_active=True).first()
    if member:
        with act("address.lost", by=None) as done:
            done(member)


def try_address_again(*, by: Member) -> None:
    """Send notices to a member's address again, as if nothing had come back."""
    with transaction.atomic():
        lost, _rows = Unreached.objects.filter(address=by.email.lower()).delete()
        if lost:
            with act("address.tried_again", by=by) as done:
                done(by)
