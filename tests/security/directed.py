"""What a village has of a directory: what its people say of themselves, and the organisation that one belongs to."""

from typing import Any

from village import Village

from potager.directory.actions import Said, change_profile, state_affiliation
from potager.directory.models import Affiliation, Profile
from potager.lib.ids import uuid7


def person(village: Village) -> dict[str, Any]:
    """A member who says something, to members of their communities."""
    member = village.people["member"]
    if not Profile.objects.filter(member=member).exists():
        said = Said(about="I keep the bees.", talents=("bees",), place="Lyon", point=(45.8, 4.8))
        change_profile(by=member, said=said, key=uuid7())
    return {"identifier": member.pk}


def _affiliation(village: Village) -> Affiliation:
    member = village.people["member"]
    found = Affiliation.objects.filter(member=member).first()
    named = {"name": "The hive", "role": "keeper", "key": uuid7()}
    return found or state_affiliation(by=member, community=village.community, **named)


def affiliation(village: Village) -> dict[str, Any]:
    """That the member belongs somewhere."""
    return {"address": village.community.address, "identifier": _affiliation(village).pk}


def organisation(village: Village) -> dict[str, Any]:
    """Where the member belongs."""
    return {"address": village.community.address, "identifier": _affiliation(village).organisation_id}
