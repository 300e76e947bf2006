"""What members say of themselves to the other members: what two of them share, what one seeks and the other can do.

Only what they show to members counts, nothing where a decision hides it, nothing of whoever switched that use off.
Reasons keep identifiers of talents; their names are read again when they are told.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.safestring import SafeString

from potager.animation.gestures.common import quoted
from potager.animation.models import Switch
from potager.directory.models import Profile, Talent, Veil
from potager.directory.traits import TOGETHER
from potager.lib.folding import folded

if TYPE_CHECKING:
    from potager.animation.life import Life

NEAR = 15.0  # kilometres
DEGREE = 111.3  # kilometres, from one parallel to the next
NAMED = 3  # talents in one sentence


@dataclass
class Declared:
    """What a member shows: the identifiers of talents and interests by folded name, of talents also by stem."""

    talents: dict[str, UUID] = field(default_factory=dict)
    interests: dict[str, UUID] = field(default_factory=dict)
    stems: dict[str, UUID] = field(default_factory=dict)
    seeks: frozenset[str] = frozenset()
    place: str = ""
    point: tuple[float, float] | None = None  # degrees north and east

    @property
    def subjects(self) -> dict[str, UUID]:
        """All that they name."""
        return {**self.talents, **self.interests}

    def shares(self, other: "Declared") -> dict[str, UUID]:
        """What both name, with this one's identifiers."""
        theirs = other.subjects
        return {name: one for name, one in self.subjects.items() if name in theirs}

    def finds(self, other: "Declared") -> list[UUID]:
        """The talents of another that answer to what this one seeks."""
        return list(dict.fromkeys(one for stem, one in other.stems.items() if stem in self.seeks))

    def is_near(self, other: "Declared") -> bool:
        """Whether both name one place, or live within `NEAR` kilometres."""
        if self.place and self.place == other.place:
            return True
        if self.point is None or other.point is None:
            return False
        (north, east), (other_north, other_east) = self.point, other.point
        across = (east - other_east) * cos(radians((north + other_north) / 2))
        return hypot(north - other_north, across) * DEGREE <= NEAR


def declared(life: "Life", members: Collection[UUID]) -> dict[UUID, Declared]:
    """What each of these members shows, those who show something. Three queries."""
    asked = [one for one in members if life.may(one, Switch.Use.WORDS)]
    veiled = set(Veil.objects.filter(community=life.community).values_list("member", flat=True))
    profiles = Profile.objects.filter(member__in=asked).exclude(member__in=veiled)
    found = {one.member_id: (one, _of_profile(one)) for one in profiles}
    for talent in Talent.objects.filter(member__in=list(found)):
        _add(talent, *found[talent.member_id])
    return {member: said for member, (_profile, said) in found.items()}


def _of_profile(profile: Profile) -> Declared:
    shows_place = profile.place_to in TOGETHER
    is_placed = shows_place and profile.latitude is not None and profile.longitude is not None
    return Declared(
        seeks=frozenset(profile.stems.split()) if profile.seeks_to in TOGETHER else frozenset(),
        place=folded(profile.place) if shows_place else "",
        point=(profile.latitude or 0.0, profile.longitude or 0.0) if is_placed else None,
    )


def _add(talent: Talent, profile: Profile, said: Declared) -> None:
    is_talent = talent.kind == Talent.Kind.TALENT
    if profile.circle_of("talents" if is_talent else "interests") not in TOGETHER:
        return
    (said.talents if is_talent else said.interests)[talent.folded] = talent.pk
    if is_talent:
        said.stems.update(dict.fromkeys(talent.stems.split(), talent.pk))


def rarities(all_: Mapping[UUID, Declared]) -> dict[str, float]:
    """How much it says that two people both name something: 1 where nobody else does, less the more do."""
    many: dict[str, int] = {}
    for said in all_.values():
        for name in said.subjects:
            many[name] = many.get(name, 0) + 1
    return {name: min(1.0, (2 / count) ** 0.5) for name, count in many.items()}


def about_talents(life: "Life", talents: Iterable[UUID]) -> dict[str, object]:
    """Talents as a reason keeps them, to be told by `talents_told`."""
    return {"talents": [str(one) for one in list(talents)[:NAMED]], "in": str(life.community.pk)}


def talents_told(about: Mapping[str, Any]) -> SafeString:
    """The names of talents that are shown now. Raises NotTold where none is."""
    from potager.animation.telling import NotTold

    asked, community = [UUID(one) for one in about["talents"]], UUID(about["in"])
    rows = Talent.objects.filter(pk__in=asked).select_related("member__profile")
    veiled = set(Veil.objects.filter(community=community).values_list("member", flat=True))
    names = [one.name for one in rows if one.member_id not in veiled and _is_shown(one)]
    if not names:
        raise NotTold(str(asked))
    return quoted(dict.fromkeys(names))


def _is_shown(talent: Talent) -> bool:
    is_talent = talent.kind == Talent.Kind.TALENT
    return talent.member.profile.circle_of("talents" if is_talent else "interests") in TOGETHER


def shown_of(member: str, community: str, name: str) -> str:
    """What a member shows of one field ("seeks", "place") now. Raises NotTold where nothing."""
    from potager.animation.telling import NotTold

    identifier = UUID(member.removeprefix("member:"))
    profile = Profile.objects.filter(member=identifier).first()
    is_veiled = Veil.objects.filter(member=identifier, community=UUID(community)).exists()
    if profile is None or is_veiled or profile.circle_of(name) not in TOGETHER or not getattr(profile, name):
        raise NotTold(name)
    return str(getattr(profile, name))
