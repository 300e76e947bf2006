"""How many places there are, how many are taken, and who waits for one."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from potager.gatherings.models import Registration, Session
from potager.gatherings.registering import HOLDING
from potager.members.models import Member

State = Registration.State


@dataclass(frozen=True)
class Places:
    """Heads, not registrations: `most` is None where whoever wants may come. A place that is held is taken."""

    most: int | None
    coming: int
    held: int
    waiting: int  # heads on the list

    @property
    def taken(self) -> int:
        """Those that nobody else can have."""
        return self.coming + self.held

    @property
    def left(self) -> int | None:
        """How many are free; None where they are not counted."""
        return None if self.most is None else max(self.most - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether one more person would wait."""
        return self.left == 0

    def has_room_for(self, heads: int) -> bool:
        """Whether so many more would fit."""
        return self.left is None or heads <= self.left


def places_of(session: Session) -> Places:
    """The places of a session as they are now. One query."""
    states = Registration.objects.filter(session=session).order_by().values("state")
    counted = {
        row["state"]: row["people"] + row["more"]
        for row in states.annotate(people=Count("pk"), more=Sum("companions"))
    }
    return Places(
        most=session.most,
        coming=counted.get(State.COMING, 0),
        held=counted.get(State.OFFERED, 0),
        waiting=counted.get(State.WAITING, 0),
    )


def waiting_for(session: Session) -> QuerySet[Registration]:
    """Who waits, in the order in which they came."""
    return Registration.objects.filter(session=session, state=State.WAITING).order_by("rank")


def ahead_of(registration: Registration) -> int:
    """How many wait before them."""
    return waiting_for(registration.session).filter(rank__lt=registration.rank).count()


def registration_of(member: Member | None, session: Session) -> Registration | None:
    """What somebody said about this date, cancelled or not."""
    if member is None:
        return None
    return Registration.objects.filter(session=session, member=member).first()


def by_secret(secret: str) -> Registration | None:
    """The registration that a link in a mail leads to, while its person is here."""
    rows = Registration.objects.select_related("session__event__community", "session__host", "member")
    return rows.filter(secret=secret, member__is_active=True).first()


def comers(session: Session) -> QuerySet[Registration]:
    """Everybody with something to say about the date, those who come first, in the order of arrival."""
    found = Registration.objects.filter(session=session).exclude(state=State.CANCELLED)
    return found.select_related("member").order_by("rank")


def holders(session: Session) -> QuerySet[Registration]:
    """Those who have a place, or for whom one is held."""
    return (
        Registration.objects.filter(session=session, state__in=HOLDING)
        .select_related("member")
        .order_by("rank")
    )


def listed(session: Session) -> list[str]:
    """The names of those who come and let members see it."""
    shown = Registration.objects.filter(session=session, state=State.COMING, is_listed=True)
    return list(shown.order_by("rank").values_list("name", flat=True))


def mine_of(member: UUID) -> QuerySet[Registration]:
    """All registrations of a person."""
    rows = Registration.objects.filter(member=member).select_related("session__event")
    return rows.order_by("session__starts_at", "pk")
