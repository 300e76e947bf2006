"""Who may see the desk and what it knows."""

from potager.animation.models import Network, Proposal
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.lib.permission import allows
from potager.members.models import Member


@allows("decide", Proposal)
def may_decide(by: Member | None, proposal: Proposal) -> bool:
    """Whoever animates the community."""
    return by is not None and standing_of(by, proposal.network.community).animates


@allows("see pictures", Network)
def may_see_pictures(by: Member | None, network: Network) -> bool:
    """Whoever animates the community; its members, where it shows them its pictures."""
    standing = standing_of(by, network.community)
    return standing.animates or (network.shows_pictures and standing.is_member)


@allows("switch uses", Community)
def may_switch_uses(by: Member | None, community: Community) -> bool:
    """Its members, each for themselves; those who are suspended as well."""
    standing = standing_of(by, community)
    return standing.is_member or standing.is_suspended


@allows("read how", Community)
def may_read_how(by: Member | None, community: Community) -> bool:
    """Whoever reads the community may read how its desk works."""
    return standing_of(by, community).reads
