"""Whether whom a proposal names still wants to be there: wishes change between the night and the morning."""

from collections.abc import Collection
from uuid import UUID

from potager.animation.gestures import GESTURES
from potager.animation.models import Proposal, Switch
from potager.animation.present import Present
from potager.members.models import Member


def named_in(proposals: Collection[Proposal]) -> set[UUID]:
    """Everybody whom some proposals name."""
    return {one for proposal in proposals for one in _named(proposal)}


def wanted_among(proposals: Collection[Proposal], present: Present, viewer: Member) -> list[Proposal]:
    """Those for which everybody named takes part, wants it and keeps nobody named at a distance; none of the viewer."""
    return [one for one in proposals if viewer.pk not in one.people and _is_wanted(one, present)]


def _is_wanted(proposal: Proposal, present: Present) -> bool:
    gesture, people = (
        GESTURES[proposal.gesture],
        {one for one in (proposal.subject_id, proposal.other_id) if one},
    )
    helper = _named(proposal) - people
    if not present.want(helper, [Switch.Use.HELPING.value]) or present.are_apart(_named(proposal)):
        return False
    if gesture.for_anyone:
        return not any((one, use) in present.off for one in people for use in gesture.uses)
    return present.want(people, gesture.uses)


def _named(proposal: Proposal) -> set[UUID]:
    return {one for one in (proposal.subject_id, proposal.other_id, proposal.helper_id) if one}
