"""Reading communities: what each person may know, and their standing there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils import timezone

from potager.communities.addresses import normal
from potager.communities.gestures import Gesture, gestures_for
from potager.communities.invitations import digest_of
from potager.communities.models import (
    CharterVersion,
    Community,
    CommunityQuerySet,
    Invitation,
    Membership,
)
from potager.communities.pending import Pending, pending_for
from potager.journal.kinds import writings
from potager.journal.models import Activity
from potager.lib.differences import Passage, changes
from potager.lib.statements import first_where
from potager.members.models import Member

ACTIVE, REQUESTED = Membership.State.ACTIVE, Membership.State.REQUESTED


@dataclass(frozen=True)
class Standing:
    """A person before a community: what they are there. The installation's owner is an owner everywhere."""

    member: Member | None
    community: Community
    membership: Membership | None  # in whatever state

    @property
    def is_member(self) -> bool:
        """Whether they belong to it now, and are not suspended."""
        return self.membership is not None and self.membership.takes_part

    @property
    def is_suspended(self) -> bool:
        """Whether they read what strangers read, and write nothing, for some days; also who never belonged to it."""
        return self.membership is not None and self.membership.is_suspended

    @property
    def is_waiting(self) -> bool:
        """Whether they asked to join and have no answer yet."""
        return self.membership is not None and self.membership.is_requested

    @property
    def owes_charter(self) -> bool:
        """Whether the charter has changed since they accepted it: they read, and are asked before they write."""
        mine, community = self.membership, self.community
        is_older = mine is not None and mine.takes_part and mine.accepted_charter < community.charter_asked
        return is_older and bool(community.charter)

    @property
    def sees(self) -> bool:
        """Whether they may know that it exists."""
        return not self.community.is_private or self.is_member or self._keeps_the_house

    @property
    def reads(self) -> bool:
        """Whether they may read its pages."""
        return self.community.is_public or self.is_member or self._keeps_the_house

    @property
    def animates(self) -> bool:
        """Whether they may set things in motion."""
        return self._keeps_the_house or (self.membership is not None and self.membership.animates)

    @property
    def edits(self) -> bool:
        """Whether they may order, correct and release what was written."""
        return self._keeps_the_house or (self.membership is not None and self.membership.edits)

    @property
    def moderates(self) -> bool:
        """Whether they may decline, set aside and restore what was written."""
        return self._keeps_the_house or (self.membership is not None and self.membership.moderates)

    @property
    def gestures(self) -> list[Gesture]:
        """What they may do toward other members, beside their names."""
        return gestures_for(self)

    @property
    def pending(self) -> list[Pending]:
        """What waits for them there, for the navigation; asked for when a page shows it."""
        return pending_for(self)

    @property
    def manages(self) -> bool:
        """Whether they answer for it."""
        return self._keeps_the_house or (self.membership is not None and self.membership.manages)

    def may_give(self, role: str, *, to: Membership) -> bool:
        """Whether they may give someone that role: owners any, animateurs those that write and look after."""
        plain = {Membership.Role.EDITOR, Membership.Role.MODERATOR, Membership.Role.MEMBER}
        return self.manages or (self.animates and {role, to.role} <= plain)

    def may_restrain(self, to: Membership) -> bool:
        """Whether they may slow down or suspend the person: nobody themselves, nor whoever has as much to say."""
        if self.member is not None and self.member.pk == to.member_id:
            return False
        if to.role == Membership.Role.MEMBER:
            return self.moderates
        if to.role in {Membership.Role.EDITOR, Membership.Role.MODERATOR}:
            return self.animates
        return self.manages if to.role == Membership.Role.ANIMATEUR else self._keeps_the_house

    @property
    def joins(self) -> bool:
        """Whether the door is open to them: at once or on request."""
        is_open = self.community.joining != Community.Joining.INVITATION
        is_outside = not (self.is_member or self.is_waiting or self.is_suspended)
        return self.sees and is_open and is_outside

    @property
    def _keeps_the_house(self) -> bool:
        return self.member is not None and self.member.is_owner


def standing_of(member: Member | None, community: Community) -> Standing:
    """The standing of a member (None: a stranger), in one lean query."""
    membership = first_where(Membership, member=member.pk, community=community.pk) if member else None
    return Standing(member=member, community=community, membership=membership)


def wrote_at(member: Member, community: Community, *, since: datetime) -> datetime | None:
    """When the member last wrote something in the community, if it was since then; as the journal tells it."""
    theirs = Activity.objects.filter(actor=member.pk, community=community.pk, happened_at__gt=since)
    newest = theirs.filter(kind__in=writings()).order_by("-position")
    return newest.values_list("happened_at", flat=True).first()


def membership_of(member: Member | None, community: Community) -> Membership | None:
    """The active membership of a person, or None."""
    standing = standing_of(member, community)
    return standing.membership if standing.is_member else None


def visible_to(member: Member | None) -> CommunityQuerySet:
    """The communities that a member (None: a stranger) may know of."""
    return Community.objects.visible_to(member)


def readable_by(member: Member | None) -> CommunityQuerySet:
    """The communities whose pages a member (None: a stranger) may read."""
    return Community.objects.readable_by(member)


def mine_first(member: Member | None) -> QuerySet[Community]:
    """The communities that a member may know of, theirs first (`is_mine`), each by name."""
    mine = Membership.objects.filter(member=member, state=ACTIVE)  # of nobody for a stranger
    is_mine = Case(
        When(pk__in=mine.values("community"), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return visible_to(member).annotate(is_mine=is_mine).order_by("-is_mine", Lower("name"), "pk")


def at_address(address: str, member: Member | None) -> Community | None:
    """The community that has, or once had, this address, if the member may know of it."""
    wanted = normal(address)
    visible = visible_to(member)
    found = visible.filter(address=wanted).first()
    return found or visible.filter(old_addresses__address=wanted).first()


def is_empty_house() -> bool:
    """Whether nobody has made this installation theirs yet."""
    return not Member.objects.filter(is_owner=True).exists() and not Community.objects.exists()


def members_of(community: Community) -> QuerySet[Membership]:
    """The active memberships with their people: in the order of roles, each by name."""
    ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(Membership.Role.values)]
    rank = Case(*ranks, output_field=IntegerField())
    active = Membership.objects.filter(community=community, state=ACTIVE, member__is_active=True)
    return (
        active.select_related("member")
        .annotate(rank=rank)
        .order_by("rank", Lower("member__display_name"), "pk")
    )


def requests_of(community: Community) -> QuerySet[Membership]:
    """Who waits for an answer, the oldest first."""
    waiting = Membership.objects.filter(community=community, state=REQUESTED, member__is_active=True)
    return waiting.select_related("member").order_by("joined_at", "pk")


def requests_by(member: Member) -> QuerySet[Membership]:
    """Where a person has asked to join and waits, the newest first; they may not know of all these communities."""
    return member.memberships.filter(state=REQUESTED).select_related("community").order_by("-joined_at", "pk")


def counts_of(community: Community) -> dict[str, int]:
    """How many `members` there are and how many `requests` wait."""
    return Membership.objects.filter(community=community, member__is_active=True).aggregate(
        members=Count("pk", filter=Q(state=ACTIVE)), requests=Count("pk", filter=Q(state=REQUESTED))
    )


def charters_of(community: Community) -> QuerySet[CharterVersion]:
    """Every version of the charter, the newest first."""
    return CharterVersion.objects.filter(community=community).select_related("by").order_by("-number")


def charter_changes(community: Community, before: int, after: int) -> tuple[Passage | None, ...]:
    """What changed between two versions of the charter, by their numbers; a number without a text is empty."""
    found = CharterVersion.objects.filter(community=community, number__in=[before, after])
    texts = dict(found.values_list("number", "text"))
    return changes(texts.get(before, ""), texts.get(after, ""))


def charter_news(standing: Standing) -> tuple[Passage | None, ...]:
    """What is new in the charter for somebody who accepted an older one."""
    accepted = standing.membership.accepted_charter if standing.membership else 0
    return charter_changes(standing.community, accepted, standing.community.charter_version)


def invitations_of(community: Community) -> QuerySet[Invitation]:
    """The invitations ever made, the newest first."""
    return Invitation.objects.filter(community=community).select_related("by").order_by("-created_at", "-pk")


def invitation_behind(token: str) -> Invitation | None:
    """The invitation that a link opens now, or None: unknown, expired, taken back, used up look alike."""
    found = Invitation.objects.select_related("community").filter(digest=digest_of(token)).first()
    return found if found and found.is_valid_at(timezone.now()) else None


def names_of(members: Iterable[UUID]) -> dict[UUID, str]:
    """The names that people have now, by their ids."""
    return dict(Member.objects.filter(pk__in=set(members)).values_list("pk", "display_name"))
