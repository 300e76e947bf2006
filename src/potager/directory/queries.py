"""Reading profiles: what each viewer may see of a person, and people found by what they show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from potager.communities.models import Community, Membership
from potager.directory.models import FIELDS, Affiliation, Circle, Organisation, Profile, Talent
from potager.lib.folding import folded
from potager.members.models import Member

TOGETHER = (Circle.EVERYONE, Circle.MEMBERS)  # what members of one community show one another
NEW = timedelta(days=30)
SUGGESTED = 60  # talents offered while typing
MOST_ON_MAP = 5000


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


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the directory."""

    words: str = ""
    talent: str = ""
    interest: str = ""
    place: str = ""
    is_new: bool = False
    helps: bool = False


def profile_of(member: Member) -> Profile:
    """What a member says of themselves; an empty profile where they said nothing yet."""
    return Profile.objects.filter(member=member).first() or Profile(member=member)


def together(one: Member, other: Member) -> bool:
    """Whether two people take part in one community now."""
    theirs = Membership.objects.taking_part().filter(member=other)
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
    shown = _shown(
        member, viewer, set(Circle) if is_self else set(TOGETHER if is_near else (Circle.EVERYONE,))
    )
    return shown if is_self or is_near or not shown.is_empty else None


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


def people(community: Community, viewer: Member, wanted: Wanted = Wanted()) -> QuerySet[Membership]:
    """The members of a community who answer to what is wanted, by name; only what they show counts."""
    found = Membership.objects.taking_part().filter(community=community, member__is_active=True)
    for condition in _conditions(viewer, wanted):
        found = found.filter(condition)
    return found.select_related("member", "member__profile").order_by(Lower("member__display_name"), "pk")


def _conditions(viewer: Member, wanted: Wanted) -> Iterable[Q]:
    if wanted.words:
        name = Q(member__display_name__icontains=wanted.words)
        yield name | _shows("talents", folded__contains=folded(wanted.words)) | _says(wanted.words)
    if wanted.talent:
        yield _shows("talents", folded=folded(wanted.talent))
    if wanted.interest:
        yield _shows("interests", folded=folded(wanted.interest))
    if wanted.place:
        yield Q(member__profile__place_to__in=TOGETHER, member__profile__place__icontains=wanted.place)
    if wanted.is_new:
        yield Q(joined_at__gte=timezone.now() - NEW)
    if wanted.helps:
        yield ~Q(member=viewer) & _helps(profile_of(viewer).stems.split())


def _shows(field_: str, **talent: str) -> Q:
    kind = Talent.Kind.TALENT if field_ == "talents" else Talent.Kind.INTEREST
    theirs = Talent.objects.filter(member=OuterRef("member"), kind=kind, **talent)
    return Q(**{f"member__profile__{field_}_to__in": TOGETHER}) & Q(Exists(theirs))


def _says(words: str) -> Q:
    return Q(member__profile__asks_to__in=TOGETHER, member__profile__asks__icontains=words)


def _helps(stems: list[str]) -> Q:
    """Whoever shows a talent with one of these stems."""
    if not stems:
        return Q(pk__in=())
    return reduce(or_, (_shows("talents", stems__contains=f" {stem} ") for stem in stems))


@dataclass(frozen=True)
class Row:
    """A person in the directory: what they show to members."""

    member: Member
    membership: Membership
    place: str = ""
    asks: str = ""
    talents: list[Talent] = field(default_factory=list)
    is_new: bool = False


def rows_of(memberships: Iterable[Membership]) -> list[Row]:
    """The rows of a page of the directory, in one query more."""
    memberships = list(memberships)
    shown: dict[UUID, list[Talent]] = {}
    open_ = Talent.objects.filter(kind=Talent.Kind.TALENT, member__profile__talents_to__in=TOGETHER)
    for talent in open_.filter(member__in=[one.member_id for one in memberships]):
        shown.setdefault(talent.member_id, []).append(talent)
    return [_row(one, shown.get(one.member_id, [])) for one in memberships]


def _row(membership: Membership, talents: list[Talent]) -> Row:
    profile = getattr(membership.member, "profile", None)
    return Row(
        member=membership.member,
        membership=membership,
        place=profile.place if profile and profile.place_to in TOGETHER else "",
        asks=profile.asks if profile and profile.asks_to in TOGETHER else "",
        talents=talents,
        is_new=membership.joined_at >= timezone.now() - NEW,
    )


def talents_in(community: Community, kind: str) -> list[str]:
    """The talents or interests that most members of a community show, the commonest first."""
    here = Membership.objects.taking_part().filter(community=community)
    field_ = "talents_to" if kind == Talent.Kind.TALENT else "interests_to"
    open_ = Talent.objects.filter(kind=kind, member__in=here.values("member"))
    open_ = open_.filter(**{f"member__profile__{field_}__in": TOGETHER})
    counted = open_.values("folded").annotate(many=Count("pk")).order_by("-many", "folded")[:SUGGESTED]
    names = dict(open_.filter(folded__in=[one["folded"] for one in counted]).values_list("folded", "name"))
    return [names[one["folded"]] for one in counted]


def placed(community: Community) -> QuerySet[Profile]:
    """Those of a community who show where they are, with a point on the map."""
    here = Membership.objects.taking_part().filter(community=community, member__is_active=True)
    shown = Profile.objects.filter(place_to__in=TOGETHER, latitude__isnull=False, longitude__isnull=False)
    return shown.filter(member__in=here.values("member")).select_related("member").order_by("place", "pk")


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
    return (
        shown.filter(member__in=here.values("member"), member__is_active=True)
        .select_related("member")
        .order_by(Lower("member__display_name"), "pk")
    )


def _still_here(community: Community) -> Q:
    here = Membership.objects.taking_part().filter(community=community)
    shown = Q(affiliations__member__profile=None) | Q(
        affiliations__member__profile__organisations_to__in=TOGETHER
    )
    return shown & Q(affiliations__member__in=here.values("member"))
