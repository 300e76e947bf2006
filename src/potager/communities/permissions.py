"""Who may do what in a community. The owner of the installation counts as an owner of every community."""

from datetime import timedelta

from django.utils import timezone

from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of, wrote_at
from potager.communities.refusals import CharterToAccept, SlowedDown, Suspended
from potager.lib.permission import allows, explains
from potager.members.models import Member

WAYS_UP = (
    "contribution",
    "section",
    "post",
    "topic",
    "story",
    "manuscript",
    "community",
)  # from a thing to its home


def may_open_communities(by: Member | None) -> bool:
    """The owner of the installation."""
    return by is not None and by.is_owner


def must_have_accepted(by: Member, community: Community) -> None:
    """Raise what stands between somebody and their words: see must_be_free."""
    must_be_free(standing_of(by, community))


def must_be_free(standing: Standing) -> None:
    """Ask before whatever stores what somebody wrote. Raises Suspended, SlowedDown, CharterToAccept."""
    if refusal := _suspension(standing):
        raise refusal
    if standing.membership is not None and standing.membership.is_slowed:
        _must_wait(standing, standing.membership)
    if standing.owes_charter:
        raise CharterToAccept(standing.community)


def _must_wait(standing: Standing, slowed: Membership) -> None:
    pause = timedelta(minutes=slowed.slow_minutes)
    if standing.member and (
        wrote := wrote_at(standing.member, standing.community, since=timezone.now() - pause)
    ):
        raise SlowedDown(wrote + pause, _page_of(slowed))


def _suspension(standing: Standing) -> Suspended | None:
    mine = standing.membership
    if mine is None or not mine.is_suspended or mine.suspended_until is None:
        return None
    return Suspended(mine.suspended_until, _page_of(mine))


def _page_of(restrained: Membership) -> str:
    return f"/decisions/{restrained.decision}/" if restrained.decision else ""


@explains
def why_suspended(by: Member | None, thing: object) -> Suspended | None:
    """Whoever is suspended where the thing is learns that, and until when."""
    for name in WAYS_UP:
        thing = getattr(thing, name, thing)
    if by is None or not isinstance(thing, Community):
        return None
    return _suspension(standing_of(by, thing))


@allows("see", Community)
def may_see(by: Member | None, community: Community) -> bool:
    """Everyone, unless it is private: then its members."""
    return not community.is_private or standing_of(by, community).sees


@allows("read", Community)
def may_read(by: Member | None, community: Community) -> bool:
    """Everyone if it is public; its members."""
    return community.is_public or standing_of(by, community).reads


@allows("join", Community)
def may_join(by: Member | None, community: Community) -> bool:
    """Whoever sees it and is not in it, where one joins openly or on request."""
    return standing_of(by, community).joins


@allows("animate", Community)
def may_animate(by: Member | None, community: Community) -> bool:
    """Animateurs and owners."""
    return standing_of(by, community).animates


@allows("edit", Community)
def may_edit(by: Member | None, community: Community) -> bool:
    """Editors, and whoever animates it."""
    return standing_of(by, community).edits


@allows("moderate", Community)
def may_moderate(by: Member | None, community: Community) -> bool:
    """Moderators, and whoever animates it."""
    return standing_of(by, community).moderates


@allows("open stories", Community)
def may_open_stories(by: Member | None, community: Community) -> bool:
    """Whoever animates it."""
    return standing_of(by, community).animates


@allows("invite", Community)
def may_invite(by: Member | None, community: Community) -> bool:
    """Whoever animates it."""
    return standing_of(by, community).animates


@allows("manage", Community)
def may_manage(by: Member | None, community: Community) -> bool:
    """Its owners."""
    return standing_of(by, community).manages
