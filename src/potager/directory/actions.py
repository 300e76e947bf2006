"""Writing what people say of themselves: one function per act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.authorship.links import clean_link
from potager.communities.models import Community
from potager.directory import permissions  # noqa: F401 (declares the verbs)
from potager.directory.matching import stems_of
from potager.directory.models import FIELDS, Affiliation, Circle, Organisation, Profile, Talent
from potager.journal.record import act, once
from potager.lib.folding import folded
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.names import clean_line

MOST_TALENTS = 20
MOST_LINKS = 5
MOST_ORGANISATIONS = 2000  # of a community
MOST_AFFILIATIONS = 20  # of a member in all


class TooManyTalents(Refusal):
    """More than anyone reads."""

    status = 422
    message = _("That is a lot: twenty talents and twenty interests at most. Keep those you like best.")


class TooManyOrganisations(Refusal):
    """More than one belongs to."""

    status = 422
    message = _("There are too many organisations already.")


class NoName(Refusal):
    """An organisation without a name."""

    status = 422
    message = _("Please give the organisation a name.")


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
        done(profile)
    return profile


def _circles(chosen: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_to": Circle(chosen[name]) for name in FIELDS if name in chosen}


def _keep_talents(member: Member, kind: str, names: Iterable[str]) -> None:
    """Exactly these, in this order; two that differ by accents or capitals are one."""
    wanted: dict[str, str] = {}
    for name in names:
        if (line := clean_line(name, longest=60)) and folded(line):
            wanted.setdefault(folded(line)[:120], line)
    if len(wanted) > MOST_TALENTS:
        raise TooManyTalents
    Talent.objects.filter(member=member, kind=kind).delete()
    Talent.objects.bulk_create(
        Talent(member=member, kind=kind, name=line, folded=plain, stems=stems_of(line)[:200], rank=rank)
        for rank, (plain, line) in enumerate(wanted.items())
    )


@once(Affiliation)
def state_affiliation(
    *, by: Member, community: Community, name: str, role: str = "", key: UUID | None = None
) -> Affiliation:
    """Say that one belongs to an organisation; the first to name it in a community gives it a page there."""
    must(by, "state affiliations", community)
    line = clean_line(name, longest=80)
    if not line:
        raise NoName
    with act("affiliation.stated", by=by, key=key) as done:
        organisation = _organisation(community, line)
        if (
            Affiliation.objects.filter(member=by).exclude(organisation=organisation).count()
            >= MOST_AFFILIATIONS
        ):
            raise TooManyOrganisations
        stated, _is_new = Affiliation.objects.update_or_create(
            member=by, organisation=organisation, defaults={"role": clean_line(role, longest=60)}
        )
        done(stated, place=organisation, community=community.pk)
    return stated


def _organisation(community: Community, name: str) -> Organisation:
    if Organisation.objects.filter(community=community).count() >= MOST_ORGANISATIONS:
        raise TooManyOrganisations
    found, _is_new = Organisation.objects.get_or_create(
        community=community, folded=folded(name)[:160], defaults={"name": name}
    )
    return found


def end_affiliation(*, by: Member, affiliation: Affiliation, key: UUID | None = None) -> None:
    """Belong to an organisation no longer; the last one out takes along what nobody described."""
    must(by, "end", affiliation)
    organisation = affiliation.organisation
    with act("affiliation.ended", by=by, key=key) as done:
        done(affiliation, place=organisation, community=organisation.community_id)
        affiliation.delete()
        if not organisation.about and not organisation.affiliations.exists():
            organisation.delete()


@once(Organisation)
def describe_organisation(
    *, by: Member, organisation: Organisation, about: str, link: str = "", key: UUID | None = None
) -> Organisation:
    """Say what an organisation is. Raises LinkRefused."""
    must(by, "describe", organisation)
    with act("organisation.described", by=by, key=key) as done:
        organisation.about, organisation.link = about[:2000], clean_link(link)
        organisation.save(update_fields=["about", "link"])
        done(organisation, community=organisation.community_id)
    return organisation


def forget_person(member: Member) -> None:
    """Forget all that somebody who leaves said of themselves. Part of `erase_member`."""
    Profile.objects.filter(member=member).delete()
    Talent.objects.filter(member=member).delete()
    Affiliation.objects.filter(member=member).delete()
