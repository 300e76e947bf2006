"""What the directory brings to an export of one's data."""

from collections.abc import Iterator

from potager.directory.models import FIELDS, Affiliation, Talent
from potager.directory.queries import profile_of
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member


def _profile(member: Member) -> Iterator[Part]:
    profile = profile_of(member)
    said = {name: getattr(profile, name) for name in ("about", "asks", "seeks", "place", "links")}
    said |= {"latitude": profile.latitude, "longitude": profile.longitude}
    said["shown_to"] = {name: profile.circle_of(name) for name in FIELDS}
    said["talents"] = list(Talent.objects.filter(member=member).values("kind", "name"))
    mine = Affiliation.objects.filter(member=member).order_by("since")
    said["organisations"] = list(mine.values("organisation__name", "role", "since"))
    yield as_json("profile.json", said)


register_export("profile", _profile)
