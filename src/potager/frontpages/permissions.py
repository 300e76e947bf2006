"""Who may arrange the front page and choose how a community looks."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.lib.permission import allows
from potager.members.models import Member


@allows("arrange", Community)
def may_arrange(by: Member | None, community: Community) -> bool:
    """Whoever edits or animates it."""
    return by is not None and standing_of(by, community).edits
