"""Who may translate, and who releases what was translated."""

import potager.stories.permissions  # noqa: F401 (they declare the verbs that are asked of a work)
from potager.communities.queries import standing_of
from potager.lib.licences import Licence
from potager.lib.permission import allows, may
from potager.members.models import Member
from potager.press.models import Edition
from potager.translations.models import Translation


@allows("translate", Edition)
def may_open(by: Member | None, edition: Edition) -> bool:
    """Members of the community where the licence lets the text be reworked; else its editors, whose yes it takes."""
    if by is None:
        return False
    if edition.book["licence"] == Licence.RESERVED:
        return may(by, "edit", edition.work)
    return _belongs(by, edition)


@allows("translate", Translation)
def may_translate(by: Member | None, translation: Translation) -> bool:
    """Members of the community: a host has said yes where that was needed."""
    return by is not None and _belongs(by, translation.original)


@allows("release", Translation)
def may_release(by: Member | None, translation: Translation) -> bool:
    """Whoever may release the book itself."""
    return may(by, "edit", translation.original.work)


def _belongs(by: Member, edition: Edition) -> bool:
    standing = standing_of(by, edition.community)
    return standing.is_member or standing.edits
