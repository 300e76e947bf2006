"""Who may read a collective book, edit it, write in it, comment on it."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.lib.permission import allows, may
from potager.lib.statements import primary_key_where
from potager.manuscripts.models import Author, Manuscript, Section
from potager.members.models import Member


@allows("open manuscripts", Community)
def may_open_manuscripts(by: Member | None, community: Community) -> bool:
    """Whoever edits or animates it."""
    return standing_of(by, community).edits


@allows("read", Manuscript)
def may_read(by: Member | None, manuscript: Manuscript) -> bool:
    """Whoever may read the community."""
    return may(by, "read", manuscript.community)


@allows("edit", Manuscript)
def may_edit(by: Member | None, manuscript: Manuscript) -> bool:
    """Its editor, while a member of the community, and whoever edits or animates the community."""
    return by is not None and edits(standing_of(by, manuscript.community), manuscript)


@allows("pledge", Manuscript)
def may_pledge(by: Member | None, manuscript: Manuscript) -> bool:
    """Members, where the editor takes pledges."""
    return by is not None and pledges(standing_of(by, manuscript.community), manuscript)


@allows("comment", Manuscript)
def may_comment(by: Member | None, manuscript: Manuscript) -> bool:
    """Members of the community."""
    return by is not None and belongs(standing_of(by, manuscript.community))


@allows("write", Section)
def may_write(by: Member | None, section: Section) -> bool:
    """Its authors, while members of the community, and whoever edits the book."""
    return by is not None and writes(standing_of(by, section.manuscript.community), section)


def belongs(standing: Standing) -> bool:
    """Whether a person of that standing sees the book from the inside: what is not ready, the margins, the history."""
    return standing.is_member or standing.edits


def edits(standing: Standing, manuscript: Manuscript) -> bool:
    """Whether a person of that standing edits the book."""
    is_editor = standing.member is not None and manuscript.editor_id == standing.member.pk
    return standing.edits or (is_editor and standing.is_member)


def pledges(standing: Standing, manuscript: Manuscript) -> bool:
    """Whether a person of that standing may offer to write."""
    return belongs(standing) and manuscript.pledges != Manuscript.Pledges.CLOSED


def writes(standing: Standing, section: Section) -> bool:
    """Whether a person of that standing writes the chapter; nobody does while a decision hides it."""
    if standing.member is None or not belongs(standing) or section.hidden_at is not None:
        return False
    return edits(standing, section.manuscript) or _is_author(standing.member, section)


def knows(standing: Standing, section: Section) -> bool:
    """Whether a person who reads the book may know of the chapter: of one that is hidden, few do.

    Those who decide, the editors of the book, and its authors.
    """
    if section.hidden_at is None or standing.moderates or edits(standing, section.manuscript):
        return True
    return standing.member is not None and standing.is_member and _is_author(standing.member, section)


def reads_text(standing: Standing, section: Section) -> bool:
    """Whether a person of that standing reads the chapter's text: from outside, only when it is ready."""
    return standing.reads and (section.is_ready or belongs(standing))


def _is_author(member: Member, section: Section) -> bool:
    return primary_key_where(Author, section=section.pk, member=member.pk) is not None
