"""Reading profiles: what each viewer may see of a person; organisations and who belongs to them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from potager.communities.models import Community, Membership
from potager.directory.models import FIELDS, Affiliation, Circle, Organisation, Profile, Talent, Veil
from potager.directory.traits import TOGETHER
from potager.members.models import Member


@dataclass(frozen=True)
class Shown:
    """A person as one viewer may see them: fields that are not shown are empty."""

    member: Member
    is_self: bool
    profile: Profile
    talents: list[Talent]
    interests: list[Talent]
    organisations: list[Affiliation]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        said = (self.profile.about, self.profile.asks, self.profile.seeks, self.profile.place)
        return not any((*said, self.profile.links, self.talents, self.interests, self.organisations))


def profile_of(member: Member) -> Profile:
    """What a member says of themselves; an empty profile where they said nothing yet."""
    return Profile.objects.filter(member=member).first() or Profile(member=member)


def together(one: Member, other: Member, *, besides: QuerySet[Veil] | None = None) -> bool:
    """Whether two people take part in one community now, `besides` those that are veiled."""
    theirs = Membership.objects.taking_part().filter(member=other)
    if besides is not None:
        theirs = theirs.exclude(community__in=besides.values("community"))
    mine = Membership.objects.taking_part().filter(member=one)
    return mine.filter(community__in=theirs.values("community")).exists()


def person(identifier: UUID, viewer: Member | None) -> Shown | None:
    """A person as the viewer may see them; None for whom they may not know of.

    Whoever shares a community knows of them; others, if they show something to everyone.
    """
    member = Member.objects.filter(pk=identifier, is_active=True).first()
    if member is None:
        return None
    is_self = viewer is not None and viewer.pk == member.pk
    is_near = viewer is not None and together(viewer, member)
    shown = _shown(member, viewer, set(Circle) if is_self else _circles_for(viewer, member))
    return shown if is_self or is_near or not shown.is_empty else None


def _circles_for(viewer: Member | None, member: Member) -> set[Circle]:
    """Whose fields somebody else reads. Where a decision hides them, the members there and strangers read none."""
    veiled = Veil.objects.filter(member=member)
    if viewer is not None and together(viewer, member, besides=veiled):
        return set(TOGETHER)
    return set() if veiled.exists() else {Circle.EVERYONE}


def met(identifier: UUID, viewer: Member | None) -> Membership | None:
    """A membership by which the viewer knows the person, to be told of what they say of themselves."""
    if viewer is None or viewer.pk == identifier:
        return None
    mine = Membership.objects.taking_part().filter(member=viewer)
    theirs = Membership.objects.taking_part().filter(member=identifier)
    return theirs.filter(community__in=mine.values("community")).order_by("joined_at", "pk").first()


def said_by(member: Member) -> list[str]:
    """All that a member says of themselves to members, line by line, also where a decision hides it."""
    shown = _shown(member, None, set(TOGETHER))
    profile = shown.profile
    lines = [profile.about, profile.asks, profile.seeks, profile.place, *profile.links]
    return [line for line in (*lines, *(one.name for one in (*shown.talents, *shown.interests))) if line]


def is_veiled(membership: Membership) -> bool:
    """Whether a decision hides there what the member says of themselves."""
    return Veil.objects.filter(member=membership.member_id, community=membership.community_id).exists()


def veils_of(member: Member) -> list[str]:
    """The names of the communities in which a decision hides what the member says of themselves."""
    return list(member.veils.order_by("since").values_list("community__name", flat=True))


def _shown(member: Member, viewer: Member | None, circles: set[Circle]) -> Shown:
    profile = profile_of(member)
    open_ = {name for name in FIELDS if profile.circle_of(name) in circles}
    for name in {"about", "asks", "seeks", "place"} - open_:
        setattr(profile, name, "")
    if "links" not in open_:
        profile.links = []
    said = list(member.talents.all()) if open_ & {"talents", "interests"} else []
    return Shown(
        member=member,
        is_self=Circle.NOBODY in circles,
        profile=profile,
        talents=[one for one in said if one.kind == Talent.Kind.TALENT and "talents" in open_],
        interests=[one for one in said if one.kind == Talent.Kind.INTEREST and "interests" in open_],
        organisations=_affiliations(member, viewer) if "organisations" in open_ else [],
    )


def _affiliations(member: Member, viewer: Member | None) -> list[Affiliation]:
    """Those whose community both the person and the viewer belong to: an organisation tells where somebody is."""
    both = Membership.objects.taking_part().filter(member=member)
    if viewer is None:
        return []
    if viewer.pk != member.pk:
        mine = Membership.objects.taking_part().filter(member=viewer)
        both = both.filter(community__in=mine.values("community"))
    rows = Affiliation.objects.filter(member=member, organisation__community__in=both.values("community"))
    return list(rows.select_related("organisation__community").order_by("since"))


def organisations_of(community: Community) -> QuerySet[Organisation]:
    """The organisations of a community by name, with how many people say that they belong (`many`)."""
    return (
        Organisation.objects.filter(community=community)
        .annotate(many=Count("affiliations", filter=_still_here(community)))
        .order_by("folded")
    )


def people_of(organisation: Organisation) -> QuerySet[Affiliation]:
    """Who says that they belong, and shows it, by name."""
    shown = Affiliation.objects.filter(organisation=organisation).filter(
        Q(member__profile=None) | Q(member__profile__organisations_to__in=TOGETHER)
    )
    here = Membership.objects.taking_part().filter(community=organisation.community_id)
    veiled = Veil.objects.filter(community=organisation.community_id)
    return (
        shown.filter(member__in=here.values("member"), member__is_active=True)
        .exclude(member__in=veiled.values("member"))
        .select_related("member")
        .order_by(Lower("member__display_name"), "pk")
    )


def _still_here(community: Community) -> Q:
    here = Membership.objects.taking_part().filter(community=community)
    shown = Q(affiliations__member__profile=None) | Q(
        affiliations__member__profile__organisations_to__in=TOGETHER
    )
    veiled = Veil.objects.filter(community=community).values("member")
    return shown & Q(affiliations__member__in=here.values("member")) & ~Q(affiliations__member__in=veiled)
