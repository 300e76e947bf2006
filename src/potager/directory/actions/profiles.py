"""Saying something of oneself, each field to whom one chooses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.authorship.links import clean_link
from potager.directory.actions.traits import forget_traits, relist_member
from potager.directory.matching import stems_of
from potager.directory.models import FIELDS, LONGEST_TALENT, Affiliation, Circle, Profile, Talent
from potager.journal.record import act, once
from potager.lib.folding import folded
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.names import clean_line

MOST_TALENTS = 20
MOST_LINKS = 5


class TooManyTalents(Refusal):
    """More than anyone reads."""

    status = 422
    message = _("That is a lot: twenty talents and twenty interests at most. Keep those you like best.")


@dataclass(frozen=True)
class Said:
    """What a person says of themselves. `point` is (latitude, longitude) in degrees, already as coarse as wished."""

    about: str = ""
    asks: str = ""
    seeks: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    links: tuple[str, ...] = ()
    talents: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    circles: Mapping[str, str] = field(default_factory=dict)


@once(Profile)
def change_profile(*, by: Member, said: Said, key: UUID | None = None) -> Profile:
    """Say something of oneself, each field to whom one chooses. Raises LinkRefused, TooManyTalents."""
    with act("profile.changed", by=by, key=key) as done:
        latitude, longitude = said.point or (None, None)
        profile, _is_new = Profile.objects.update_or_create(
            member=by,
            defaults={
                "about": said.about[:2000],
                "asks": clean_line(said.asks, longest=300),
                "seeks": clean_line(said.seeks, longest=300),
                "stems": stems_of(said.seeks)[:600],
                "place": clean_line(said.place, longest=80),
                "latitude": latitude,
                "longitude": longitude,
                "links": [link for one in said.links[:MOST_LINKS] if (link := clean_link(one))],
                "changed_at": timezone.now(),
                **_circles(said.circles),
            },
        )
        _keep_talents(by, Talent.Kind.TALENT, said.talents)
        _keep_talents(by, Talent.Kind.INTEREST, said.interests)
        relist_member(by)
        done(profile)
    return profile


def _circles(chosen: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_to": Circle(chosen[name]) for name in FIELDS if name in chosen}


def _keep_talents(member: Member, kind: str, names: Iterable[str]) -> None:
    """Exactly these, in this order; two that differ by accents or capitals are one."""
    wanted: dict[str, str] = {}
    for name in names:
        if (line := clean_line(name, longest=LONGEST_TALENT)) and folded(line):
            wanted.setdefault(folded(line)[:160], line)
    if len(wanted) > MOST_TALENTS:
        raise TooManyTalents
    Talent.objects.filter(member=member, kind=kind).delete()
    Talent.objects.bulk_create(
        Talent(member=member, kind=kind, name=line, folded=plain, stems=stems_of(line)[:200], rank=rank)
        for rank, (plain, line) in enumerate(wanted.items())
    )


def forget_person(member: Member) -> None:
    """Forget all that somebody who leaves said of themselves. Part of `erase_member`."""
    Profile.objects.filter(member=member).delete()
    Talent.objects.filter(member=member).delete()
    Affiliation.objects.filter(member=member).delete()
    forget_traits(member)
