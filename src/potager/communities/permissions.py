"""Who may do what in a community. The owner of the installation counts as an owner of every community."""

from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.communities.refusals import CharterToAccept
from potager.lib.permission import allows
from potager.members.models import Member


def may_open_communities(by: Member | None) -> bool:
    """The owner of the installation."""
    return by is not None and by.is_owner


def must_have_accepted(by: Member, community: Community) -> None:
    """Raise CharterToAccept if what is new in the charter waits for the yes of somebody who writes."""
    if standing_of(by, community).owes_charter:
        raise CharterToAccept(community)


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
