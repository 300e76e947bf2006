"""Opening a community and changing its settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from potager.communities import keepers, permissions
from potager.communities.actions.charters import as_charter, first_charter
from potager.communities.acts import ChangeFacts
from potager.communities.addresses import check_address, normal
from potager.communities.models import Community, Membership, OldAddress
from potager.communities.refusals import AddressTaken
from potager.journal.record import act, once
from potager.lib.permission import NotAllowed, must
from potager.members.models import Member
from potager.members.names import clean_name


@dataclass(frozen=True)
class Terms:
    """What an owner decides of a community. `charter` is the first version: later ones come by change_charter."""

    name: str
    address: str
    language: str = "fr"
    description: str = ""
    visibility: str = Community.Visibility.PUBLIC
    joining: str = Community.Joining.OPEN
    charter: str = ""


@once(Community)
def open_community(*, by: Member, terms: Terms, key: UUID | None = None) -> Community:
    """Open a community, whose owner `by` becomes. Raises NotAllowed, AddressTaken, ValidationError."""
    if not permissions.may_open_communities(by):
        raise NotAllowed
    with _one_per_address(), act("community.opened", by=by, key=key) as done:
        community = Community(**_checked(terms))
        _take_address(community.address, community)
        community.save(force_insert=True)
        first_charter(community, by=by)
        first = Membership.objects.create(
            community=community,
            member=by,
            role=Membership.Role.OWNER,
            accepted_charter_at=timezone.now(),
            accepted_charter=community.charter_version,
        )
        keepers.tell(first)
        done(community, community=community.pk)
    return community


@once(Community)
def change_community(*, by: Member, community: Community, terms: Terms, key: UUID | None = None) -> Community:
    """Change the settings; an address that is left leads to the new one. Raises as open_community does."""
    must(by, "manage", community)
    changes = _changes(Community.objects.get(pk=community.pk), terms)
    changes.pop("charter", None)
    if not changes:
        return community
    with _one_per_address(), act("community.changed", by=by, key=key) as done:
        locked = Community.objects.select_for_update().get(pk=community.pk)
        if "address" in changes:
            _take_address(changes["address"], locked)
            OldAddress.objects.get_or_create(address=locked.address, community=locked)
        for name, value in changes.items():
            setattr(locked, name, value)
        locked.save(update_fields=[*changes])
        done(locked, ChangeFacts(fields=sorted(changes)), community=locked.pk)
    return locked


def _changes(community: Community, terms: Terms) -> dict[str, Any]:
    return {name: value for name, value in _checked(terms).items() if getattr(community, name) != value}


def _checked(terms: Terms) -> dict[str, Any]:
    fields = {**asdict(terms), "address": normal(terms.address), "name": clean_name(terms.name)}
    fields["charter"] = as_charter(terms.charter)
    Community(**fields).clean_fields()
    check_address(fields["address"])
    return fields


def _take_address(address: str, community: Community) -> None:
    others = Community.objects.filter(address=address).exclude(pk=community.pk)
    left_by_others = OldAddress.objects.filter(address=address).exclude(community=community.pk)
    if others.exists() or left_by_others.exists():
        raise AddressTaken
    OldAddress.objects.filter(address=address).delete()


@contextmanager
def _one_per_address() -> Iterator[None]:
    """Two that take one address together: the table lets one through."""
    try:
        yield
    except IntegrityError as error:
        raise AddressTaken from error
