"""Whether whom a proposal names still wants to be there: wishes change between the night and the morning."""

from collections.abc import Collection
from uuid import UUID

from potager.animation.gestures import GESTURES
from potager.animation.models import Network, Proposal, Switch
from potager.communities.models import Membership
from potager.members.models import Aversion, Member


def wanted_now(network: Network, proposals: Collection[Proposal], viewer: Member) -> list[Proposal]:
    """Those for which everybody named takes part, wants it and keeps nobody named at a distance; none of the viewer.

    Three queries, however many proposals there are.
    """
    people = {one for proposal in proposals for one in _named(proposal)}
    mine = Membership.objects.taking_part().filter(community=network.community_id, member__in=people)
    here = set(mine.filter(member__is_active=True).values_list("member", flat=True))
    rows = Switch.objects.filter(community=network.community_id, member__in=people)
    off = set(rows.values_list("member", "use"))
    apart = set(Aversion.objects.filter(by__in=people, toward__in=people).values_list("by", "toward"))
    return [
        proposal
        for proposal in proposals
        if viewer.pk not in proposal.people
        and _members(proposal) <= here
        and not _unwanted(proposal) & off
        and not any({by, toward} <= _named(proposal) for by, toward in apart)
    ]


def _named(proposal: Proposal) -> set[UUID]:
    return {one for one in (proposal.subject_id, proposal.other_id, proposal.helper_id) if one}


def _members(proposal: Proposal) -> set[UUID]:
    """Who must take part: all of them, but for gestures toward anyone."""
    if not GESTURES[proposal.gesture].for_anyone:
        return _named(proposal)
    return {proposal.helper_id} if proposal.helper_id else set()


def _unwanted(proposal: Proposal) -> set[tuple[UUID, str]]:
    """What somebody must not have switched off for it."""
    uses = GESTURES[proposal.gesture].uses
    asked = {(one, use) for one in (proposal.subject_id, proposal.other_id) if one for use in uses}
    return asked | ({(proposal.helper_id, Switch.Use.HELPING.value)} if proposal.helper_id else set())
