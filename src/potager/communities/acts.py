"""What communities tell the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.communities import letters
from potager.communities.models import Community
from potager.journal.channels import declare_channel
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.members.models import Member

HOME = "home"  # the place of the page that lists communities


@dataclass(frozen=True)
class ChangeFacts:
    """The names of the settings that changed, never what they hold."""

    fields: list[str]


@dataclass(frozen=True)
class CharterFacts:
    """The number of the version, and whether only spelling changed, so that nobody is asked again."""

    number: int
    is_small: bool


@dataclass(frozen=True)
class AcceptanceFacts:
    """The number of the version that was accepted."""

    number: int


@dataclass(frozen=True)
class EntryFacts:
    """The invitation that opened the door ("" if none did)."""

    invitation: str = ""


@dataclass(frozen=True)
class RoleFacts:
    """The role before and the role now."""

    before: str
    role: str


@dataclass(frozen=True)
class RestraintFacts:
    """The decision that restrains somebody ("" where one is lifted)."""

    decision: str = ""


def _home(activity: Activity) -> Iterable[str]:
    return (HOME,)


def _home_and_frame(activity: Activity) -> Iterable[str]:
    """The bar above every page of the community changes too ("frame:…"), whatever place the page shows."""
    return (HOME, f"frame:{activity.community}")


def _people(activity: Activity) -> Iterable[str]:
    """Pages on which names lead to members ("members:…")."""
    return (f"members:{activity.community}",)


def _may_listen(member: UUID | None, community: UUID) -> bool:
    person = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return Community.objects.readable_by(person).filter(pk=community).exists()


declare_channel("community", _may_listen)

declare(
    Kind(
        name="community.opened",
        action="open_community",
        sentence=_("%(actor)s opened the community"),
        activitystreams="Create",
        freshens=_home,
    ),
    Kind(
        name="community.changed",
        action="change_community",
        sentence=_("%(actor)s changed the settings of the community"),
        activitystreams="Update",
        facts=ChangeFacts,
        freshens=_home_and_frame,
    ),
    Kind(
        name="charter.changed",
        action="change_charter",
        sentence=_("%(actor)s changed the charter"),
        activitystreams="Update",
        facts=CharterFacts,
    ),
    Kind(
        name="charter.accepted",
        action="accept_charter",
        sentence=_("%(actor)s accepted the charter as it is now"),
        activitystreams="Accept",
        facts=AcceptanceFacts,
        is_seen=False,
    ),
    Kind(
        name="membership.joined",
        action="join_community",
        sentence=_("%(actor)s joined the community"),
        activitystreams="Join",
        facts=EntryFacts,
        freshens=_people,
    ),
    Kind(
        name="membership.requested",
        action="request_membership",
        sentence=_("%(actor)s asked to join"),
        activitystreams="Join",
        facts=EntryFacts,
        notices=letters.request_arrived,
    ),
    Kind(
        name="membership.withdrawn",
        action="withdraw_request",
        sentence=_("%(actor)s withdrew their request to join"),
        activitystreams="Undo",
    ),
    Kind(
        name="membership.accepted",
        action="accept_request",
        sentence=_("%(actor)s welcomed a new member"),
        activitystreams="Accept",
        notices=letters.request_accepted,
        freshens=_people,
    ),
    Kind(
        name="membership.declined",
        action="decline_request",
        sentence=_("%(actor)s declined a request to join"),
        activitystreams="Reject",
        notices=letters.request_declined,
    ),
    Kind(
        name="membership.left",
        action="leave_community",
        sentence=_("%(actor)s left the community"),
        activitystreams="Leave",
        freshens=_people,
    ),
    Kind(
        name="membership.removed",
        action="remove_member",
        sentence=_("%(actor)s ended a membership"),
        activitystreams="Remove",
        notices=letters.member_removed,
        freshens=_people,
    ),
    Kind(
        name="membership.returned",
        action="return_member",
        sentence=_("%(actor)s brought a member back"),
        activitystreams="Undo",
        freshens=_people,
    ),
    Kind(
        name="membership.suspended",
        action="suspend_member",
        sentence=_("%(actor)s suspended a member"),
        activitystreams="Block",
        facts=RestraintFacts,
        is_seen=False,
    ),
    Kind(
        name="membership.slowed",
        action="slow_member",
        sentence=_("%(actor)s slowed a member down"),
        activitystreams="Block",
        facts=RestraintFacts,
        is_seen=False,
    ),
    Kind(
        name="membership.freed",
        action="free_member",
        sentence=_("%(actor)s lifted what restrained a member"),
        activitystreams="Undo",
        facts=RestraintFacts,
        is_seen=False,
    ),
    Kind(
        name="membership.changed",
        action="change_role",
        sentence=_("%(actor)s changed the role of a member"),
        activitystreams="Update",
        facts=RoleFacts,
        notices=letters.role_changed,
    ),
    Kind(
        name="invitation.created",
        action="create_invitation",
        sentence=_("%(actor)s made an invitation link"),
        activitystreams="Invite",
    ),
    Kind(
        name="invitation.revoked",
        action="revoke_invitation",
        sentence=_("%(actor)s took an invitation link back"),
        activitystreams="Undo",
    ),
)
