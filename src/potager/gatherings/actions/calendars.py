"""The address of a person's own calendar; calendars of others, beside ours."""

from secrets import token_urlsafe

from django.utils import timezone

from potager.gatherings.models import SecretFeed
from potager.members.models import Member

# A secret address is like a session: nobody else's business, so the journal tells nothing of it.


def make_secret_feed(*, by: Member, is_wide: bool) -> SecretFeed:
    """A new secret address for one's own calendar; the one before stops answering at once."""
    values = {"nonce": token_urlsafe(32), "is_wide": is_wide, "made_at": timezone.now()}
    return SecretFeed.objects.update_or_create(member=by, defaults=values)[0]


def widen_secret_feed(*, by: Member, is_wide: bool) -> None:
    """Whether one's calendar holds all that one's communities meet for, under the same address."""
    SecretFeed.objects.filter(member=by).update(is_wide=is_wide)


def revoke_secret_feed(*, by: Member) -> None:
    """No address any more."""
    SecretFeed.objects.filter(member=by).delete()
