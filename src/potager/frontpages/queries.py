"""Reading arrangements and themes."""

from collections.abc import Sequence

from potager.communities.front import Placed, choices, usual_blocks
from potager.communities.models import Community
from potager.frontpages.models import Arrangement, Theme


def arrangement_of(community: Community) -> Arrangement | None:
    """The one that counts, None where nobody arranged anything."""
    return Arrangement.objects.filter(community=community).order_by("-number").first()


def placed_on(community: Community) -> Sequence[Placed] | None:
    """What stands on the front page, None for the usual."""
    found = arrangement_of(community)
    if found is None or not found.blocks:
        return None
    return [Placed(one["name"], tuple(one["chosen"])) for one in found.blocks]


def blocks_of(community: Community) -> list[Placed]:
    """What stands on the front page now, also where nobody arranged it."""
    return list(placed_on(community) or [Placed(name) for name, _label in usual_blocks()])


def left_out(community: Community) -> list[tuple[str, object]]:
    """The usual blocks that do not stand there, with their labels."""
    there = {one.name for one in blocks_of(community)}
    return [(name, label) for name, label in usual_blocks() if name not in there]


def labels() -> dict[str, object]:
    """The names of all blocks."""
    return {**dict(usual_blocks()), **{name: one.label for name, one in choices().items()}}


def theme_of(community: Community) -> Theme | None:
    """The look that counts, None where nobody chose one."""
    return Theme.objects.filter(community=community).order_by("-number").first()
