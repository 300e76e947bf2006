"""What communities bring to an export of one's data: one's memberships, and the charters one accepted."""

from collections.abc import Iterator
from typing import Any

from potager.communities.models import Membership
from potager.communities.queries import visible_to
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member


def _memberships(member: Member) -> Iterator[Part]:
    """Of a community that the person may not know any more, only what they did there."""
    seen = set(visible_to(member).values_list("pk", flat=True))
    rows = Membership.objects.filter(member=member).select_related("community").order_by("joined_at", "pk")
    yield as_json("communities.json", [_told(row, is_seen=row.community_id in seen) for row in rows])


def _told(row: Membership, *, is_seen: bool) -> dict[str, Any]:
    own = ("role", "state", "note", "joined_at", "accepted_charter_at", "accepted_charter")
    place = {"name": row.community.name, "address": row.community.address} if is_seen else {}
    return {"community": row.community_id, **place, **{name: getattr(row, name) for name in own}}


register_export("communities", _memberships)
