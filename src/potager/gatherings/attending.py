"""Who came: what is said at the door, and the rules."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from potager.gatherings.models import Registration, Session
from potager.lib.refusals import Refusal

OPENS_BEFORE = timedelta(hours=6)  # the door, before the hour
SALT = "gatherings.door"
MOST_UNANNOUNCED = 9999
LONGEST_THANKS = 3000


class DoorClosed(Refusal):
    """Nobody can have come yet."""

    message = _("The door opens six hours before the meeting begins. Come back then.")


class NobodyCame(Refusal):
    """There is nobody to thank."""

    message = _("Nobody is known to have come. Mark who came at the door first.")


class ThankedAlready(Refusal):
    """Once is enough."""

    message = _("Those who came were thanked already.")


@dataclass(frozen=True)
class Door:
    """The list at the door, and how many of them are here."""

    rows: list[Registration]
    unannounced: int

    @property
    def here(self) -> int:
        """How many people came."""
        return sum(row.came or 0 for row in self.rows) + self.unannounced

    @property
    def expected(self) -> int:
        """How many said that they come."""
        return sum(row.heads for row in self.rows)


def door_of(session: Session) -> Door:
    """Who is expected, by name."""
    rows = Registration.objects.filter(session=session, state=Registration.State.COMING)
    return Door(
        sorted(rows.select_related("member"), key=lambda row: row.name.casefold()), session.unannounced
    )


def who_came(session: Session) -> QuerySet[Registration]:
    """Those who are known to have come, in the order in which they registered."""
    rows = Registration.objects.filter(session=session, came__gt=0, member__is_active=True)
    return rows.select_related("member").order_by("rank")


def names_for_recap(session: Session) -> list[str]:
    """The names of those who came and agreed to be named."""
    return [row.name for row in who_came(session).filter(may_be_named=True)]


def ticket_of(registration: Registration) -> str:
    """What the QR code of a registration says: it opens the door for those who keep it, and changes nothing else."""
    return signing.Signer(salt=SALT).sign(registration.pk.hex)


def pk_on(ticket: str) -> str | None:
    """The registration that a ticket was made for; None if we did not make it."""
    try:
        return signing.Signer(salt=SALT).unsign(ticket)
    except signing.BadSignature:
        return None
