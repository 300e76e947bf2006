"""Under what somebody is found in a community: what follows from their name and from what they show to members."""

from collections.abc import Iterable, Iterator

from potager.communities.models import Membership
from potager.directory.models import Circle, Profile, Talent, Trait, Veil
from potager.lib.folding import folded
from potager.members.models import Member

Key = tuple[str, bytes]  # a kind of traits, and the word
Kind = Trait.Kind
TOGETHER = (Circle.EVERYONE, Circle.MEMBERS)  # what members of one community show one another
STEPS = (10.0, 1.0, 0.1, 0.01)  # degrees: the sides of the cells of the map, from coarse to fine
CELLS = tuple(f"cell{level}" for level in range(len(STEPS)))
COUNTED = frozenset({Kind.TALENT.value, Kind.INTEREST.value, *CELLS})
LONGEST = 120  # letters of a word


def traits_of(membership: Membership) -> dict[Key, str]:
    """Each trait with how the person writes it; none for who does not belong (any more)."""
    member = membership.member
    if not (membership.is_active and member.is_active):
        return {}
    profile = Profile.objects.filter(member=member).first()
    if profile is None or _is_veiled(membership):
        return traits_from(member, None, ())
    return traits_from(member, profile, Talent.objects.filter(member=member))


def _is_veiled(membership: Membership) -> bool:
    return Veil.objects.filter(member=membership.member_id, community=membership.community_id).exists()


def traits_from(member: Member, profile: Profile | None, talents: Iterable[Talent]) -> dict[Key, str]:
    """What follows from a name, and from a profile (None: nothing is said, or shown) with its talents."""
    found: dict[Key, str] = {(Kind.MEMBER.value, b""): ""}
    found |= _words(Kind.WORD, member.display_name)
    for traits in _shown(profile, talents) if profile else ():
        found |= traits
    return found


def _shown(profile: Profile, talents: Iterable[Talent]) -> Iterator[dict[Key, str]]:
    for talent in talents:
        yield from _of_talent(profile, talent)
    if profile.asks_to in TOGETHER:
        yield _words(Kind.WORD, profile.asks)
    if profile.place_to in TOGETHER:
        yield _words(Kind.PLACE, profile.place)
        if profile.latitude is not None and profile.longitude is not None:
            yield dict.fromkeys(cells_at(profile.latitude, profile.longitude), "")


def _of_talent(profile: Profile, talent: Talent) -> Iterator[dict[Key, str]]:
    is_talent = talent.kind == Talent.Kind.TALENT
    if profile.circle_of("talents" if is_talent else "interests") not in TOGETHER:
        return
    yield {(talent.kind, talent.folded.encode()): talent.name}
    if is_talent:
        yield _words(Kind.WORD, talent.name)
        yield {(Kind.STEM.value, stem.encode()): "" for stem in talent.stems.split()}


def _words(kind: Trait.Kind, text: str) -> dict[Key, str]:
    return {(kind.value, word): "" for word in words_of(text)}


def words_of(text: str) -> list[bytes]:
    """The words of a text as they are compared, each once."""
    return list(dict.fromkeys(word[:LONGEST].encode() for word in folded(text).split()))


def cells_at(latitude: float, longitude: float) -> Iterator[Key]:
    """The cells that hold a point (degrees), one of each size: their numbers to the north and to the east."""
    for kind, step in zip(CELLS, STEPS, strict=True):
        yield kind, f"{_number(latitude, step)},{_number(longitude, step)}".encode()


def _number(degrees: float, step: float) -> int:
    # Points are kept with two decimals at most: counted in hundredths, nothing is lost by rounding.
    return round(degrees * 100) // round(step * 100)
