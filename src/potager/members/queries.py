"""Reading members, codes and limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ipaddress import IPv6Address, ip_address
from uuid import UUID
from zoneinfo import available_timezones

from django.db.models import BooleanField, Exists, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from potager.members.models import Attempt, Aversion, EmailCode, FirstRunCode, Member, Session

MOST_GUESSES = 5  # per code
LIVE_CODES = 2  # the newest ones of an address: a late first mail still serves
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `most` uses within `window`, for each person or place."""

    most: int
    window: timedelta


LIMITS: dict[str, tuple[Limit, ...]] = {
    "ask email": (Limit(5, 15 * MINUTE), Limit(20, DAY)),
    "ask client": (Limit(200, 15 * MINUTE), Limit(3000, DAY)),  # a classroom shares one address
    "ask anyone": (Limit(3000, HOUR),),
    # The same for browsers that came in under that address before: no stranger can use these up.
    "ask known": (Limit(5, 15 * MINUTE), Limit(10, DAY)),
    # A code is guessed with 2 in a million (two are valid at most, of each sort): 30 tries a day by anybody and
    # 15 by known browsers stay under 1 in 10,000.
    "wrong email": (Limit(30, DAY),),
    "wrong known": (Limit(15, DAY),),
    "wrong pair": (Limit(10, HOUR), Limit(15, DAY)),  # so that one stranger cannot shut a person out
    "wrong client": (Limit(200, 15 * MINUTE),),
    "export": (Limit(3, DAY),),
    "react": (Limit(60, 5 * MINUTE), Limit(1000, DAY)),
    # A letter to readers is asked for by anybody, under any address: whoever has it gets three mails a day at most.
    "letter email": (Limit(3, DAY),),
    "letter client": (Limit(30, HOUR), Limit(200, DAY)),
    "letter anyone": (Limit(2000, HOUR),),
    "portrait": (Limit(20, HOUR),),  # each costs the server a second
    "first run": (Limit(20, 15 * MINUTE),),
}


def owner_exists() -> bool:
    """Whether the installation has an owner."""
    return Member.objects.filter(is_owner=True, is_active=True).exists()


def member_with(email: str) -> Member | None:
    """Whoever has that address, also when closed."""
    return Member.objects.filter(email=email.strip().lower()).first()


def session_of(request: HttpRequest) -> Session | None:
    """The row of the session with which someone asks; None for visitors."""
    row = getattr(request.session, "row", None)
    return row if isinstance(row, Session) else None


def sessions_of(member: Member, *, besides: Session | None = None) -> QuerySet[Session]:
    """Where a member is signed in, the newest first."""
    others = member.sessions.exclude(pk=besides.pk) if besides else member.sessions.all()
    return others.order_by("-began_at", "pk")


def muted_by(member: Member | None) -> set[UUID]:
    """Whose words the member would rather not read, whether they may write to them or not."""
    return set(Aversion.objects.filter(by=member).values_list("toward_id", flat=True)) if member else set()


def is_muted(member: Member | None, author: str = "author") -> Combinable:
    """Beside each row of a query: whether the member would rather not read its author."""
    if member is None:
        return Value(False, output_field=BooleanField())
    return Exists(Aversion.objects.filter(by=member, toward=OuterRef(author)))


def blocks(one: UUID, other: UUID) -> bool:
    """Whether the first of two members lets nothing come from the second."""
    return Aversion.objects.filter(by=one, toward=other, kind=Aversion.Kind.BLOCK).exists()


def blockers_of(member: UUID) -> set[UUID]:
    """Who lets nothing come from the member."""
    found = Aversion.objects.filter(toward=member, kind=Aversion.Kind.BLOCK)
    return set(found.values_list("by_id", flat=True))


def aversions_of(member: Member) -> QuerySet[Aversion]:
    """Whom the member would rather not read or hear from, the newest first."""
    return Aversion.objects.filter(by=member).order_by("-since", "pk")


@cache
def time_zones() -> list[str]:
    """The time zones that a person may choose: "Area/City", and UTC."""
    cities = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return [*sorted(cities), "UTC"]


def live_codes(*, email: str, is_known: bool, now: datetime) -> list[EmailCode]:
    """The codes that still open the door, newest first, locked until the transaction ends.

    What a known browser asked for serves known browsers, the rest the others: neither pushes the other's out.
    """
    fresh = EmailCode.objects.filter(email=email, is_known=is_known, used_at=None, expires_at__gt=now)
    return list(
        fresh.filter(attempts__lt=MOST_GUESSES).select_for_update().order_by("-created_at")[:LIVE_CODES]
    )


def first_run_codes() -> list[FirstRunCode]:
    """The codes that the terminal has shown, locked until the transaction ends."""
    return list(FirstRunCode.objects.select_for_update().order_by("pk"))


def code_digest(*, email: str, code: str) -> str:
    """What is kept of a code: without the secret key, a copy of the database tells nothing."""
    return salted_hmac("potager.members.code", f"{email}\n{code}", algorithm="sha256").hexdigest()


def scopes(**who: str) -> list[tuple[str, str]]:
    """(scope, digest) pairs from names such as ask_email="…"; nobody's address is kept as it is."""
    return [(scope.replace("_", " "), _attempt_digest(value)) for scope, value in who.items()]


def _attempt_digest(value: str) -> str:
    return salted_hmac("potager.members.attempt", value, algorithm="sha256").hexdigest()


def network_of(address: str) -> str:
    """An IP address as the limits see it: an IPv6 customer holds a whole /64."""
    if not address:
        return ""
    parsed = ip_address(address)
    return str(int(parsed) >> 64) if isinstance(parsed, IPv6Address) else address


def free_again_at(places: Iterable[tuple[str, str]], *, now: datetime) -> datetime | None:
    """When the last exhausted limit of these (scope, digest) pairs ends; None if none is exhausted."""
    ends = [_end_of(scope, who, limit, now=now) for scope, who in places for limit in LIMITS[scope]]
    return max((end for end in ends if end), default=None)


def _end_of(scope: str, who: str, limit: Limit, *, now: datetime) -> datetime | None:
    uses = Attempt.objects.filter(scope=scope, who=who, at__gt=now - limit.window).order_by("-at")
    decisive = uses.values_list("at", flat=True)[limit.most - 1 : limit.most].first()
    return decisive + limit.window if decisive else None
