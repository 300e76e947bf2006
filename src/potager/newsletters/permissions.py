"""Who may write the letter and who may read it."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.lib.permission import allows
from potager.members.models import Member
from potager.newsletters.models import Issue


@allows("write letters", Community)
def may_write_letters(by: Member | None, community: Community) -> bool:
    """Whoever edits or animates it; they also see how many receive it, and who."""
    return by is not None and standing_of(by, community).edits


@allows("write", Issue)
def may_write(by: Member | None, issue: Issue) -> bool:
    """Whoever edits or animates its community."""
    return by is not None and standing_of(by, issue.community).edits


@allows("read", Issue)
def may_read(by: Member | None, issue: Issue) -> bool:
    """What was sent: whoever reads the community. What was not: those who write it."""
    return reads(standing_of(by, issue.community), issue)


@allows("receive letters", Community)
def may_receive(by: Member | None, community: Community) -> bool:
    """Whoever reads the community."""
    return standing_of(by, community).reads


def reads(standing: Standing, issue: Issue) -> bool:
    """Whether a person of that standing may read the letter."""
    return (issue.is_out and standing.reads) or standing.edits
