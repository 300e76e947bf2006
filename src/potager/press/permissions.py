"""Who may make white papers of a community's articles."""

from potager.communities.queries import standing_of
from potager.lib.permission import allows
from potager.members.models import Member
from potager.press.models import WhitePaper


@allows("edit", WhitePaper)
def may_edit_paper(by: Member | None, paper: WhitePaper) -> bool:
    """Whoever edits or animates the community."""
    return by is not None and standing_of(by, paper.community).edits
