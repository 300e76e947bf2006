"""The members of a community by their names: those who are called, and those who could be meant."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from potager.communities.models import Community, Membership
from potager.lib.folding import after, folded
from potager.members.models import Member

MOST_SUGGESTED = 8
FEW = 500  # members of a community that are looked through one by one
MOST_NAMESAKES = 5  # of one name that are called at once


@dataclass(frozen=True)
class Suggestion:
    """A member who could be meant: `text` is what is typed for them, `hint` tells them from a namesake."""

    member: Member
    text: str
    hint: str = ""


def members_called(names: Collection[str], *, community: Community) -> dict[str, list[UUID]]:
    """The members of the community whose folded name is one of these, in one query."""
    rows = Membership.objects.filter(
        community=community,
        state=Membership.State.ACTIVE,
        member__is_active=True,
        member__name_key__in=[name.encode() for name in sorted(names)],
    )
    found: dict[str, list[UUID]] = {}
    for member, key in rows.order_by("joined_at", "pk").values_list("member", "member__name_key"):
        called = found.setdefault(bytes(key).decode(), [])
        if len(called) < MOST_NAMESAKES:
            called.append(member)
    return found


def suggestions(typed: str, *, community: Community, besides: Member) -> list[Suggestion]:
    """Members whose name begins with what was typed, by name: eight at most, without whoever asks."""
    prefix = folded(typed).encode()
    named = Member.objects.filter(name_key__gte=prefix, name_key__lt=after(prefix), is_active=True)
    return _told_apart(_among(named.exclude(pk=besides.pk), community))


def _among(named: QuerySet[Member], community: Community) -> list[Member]:
    """The first of these people who belong to the community: found from their side, or from its own if it is small."""
    here = Membership.objects.filter(community=community, state=Membership.State.ACTIVE)
    few = list(here.values_list("member", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        found = sorted(named.filter(pk__in=few), key=lambda member: (bytes(member.name_key), member.pk))
        return found[: MOST_SUGGESTED + 1]
    belongs = named.filter(memberships__community=community, memberships__state=Membership.State.ACTIVE)
    return list(belongs.order_by("name_key", "pk")[: MOST_SUGGESTED + 1])


def _told_apart(members: list[Member]) -> list[Suggestion]:
    keys = [bytes(member.name_key) for member in members]
    told = []
    for member, key in zip(members, keys, strict=True):
        hint = member.pk.hex[-4:] if keys.count(key) > 1 else ""
        told.append(Suggestion(member, written(member.display_name) + (f"#{hint}" if hint else ""), hint))
    return told[:MOST_SUGGESTED]


def written(name: str) -> str:
    """A name as it is typed behind an @, so that nothing in it is taken for a mark."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>~&|!#@(){}" else sign for sign in name)
