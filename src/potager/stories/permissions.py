"""Who may read a story, write in it, host it."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Membership
from potager.communities.queries import Standing, standing_of
from potager.lib.permission import allows, may
from potager.lib.statements import primary_key_where
from potager.members.models import Member
from potager.stories.models import Contribution, Correction, Host, Illustration, Story


@allows("read", Story)
def may_read(by: Member | None, story: Story) -> bool:
    """Whoever may read the community and know of the story."""
    if not story.is_scheduled and story.hidden_at is None:
        return may(by, "read", story.community)
    standing = standing_of(by, story.community)
    return standing.reads and knows(standing, story)


@allows("contribute", Story)
def may_contribute(by: Member | None, story: Story) -> bool:
    """Members of the community; where the call says anyone, whoever reads it and has confirmed an address."""
    return by is not None and contributes(standing_of(by, story.community), story)


@allows("host", Story)
def may_host(by: Member | None, story: Story) -> bool:
    """Its host, while a member of the community, and whoever animates the community."""
    return by is not None and hosts(standing_of(by, story.community), story)


@allows("edit", Story)
def may_edit(by: Member | None, story: Story) -> bool:
    """Order, correct, release: whoever hosts it, and the community's editors."""
    return by is not None and edits(standing_of(by, story.community), story)


@allows("moderate", Story)
def may_moderate(by: Member | None, story: Story) -> bool:
    """Decline, set aside, restore: whoever hosts it, and the community's moderators."""
    return by is not None and moderates(standing_of(by, story.community), story)


@allows("tend", Story)
def may_tend(by: Member | None, story: Story) -> bool:
    """See its host's page: whoever hosts, edits or moderates it; each finds there what they may do."""
    return by is not None and tends(standing_of(by, story.community), story)


@allows("reword", Story)
def may_reword(by: Member | None, story: Story) -> bool:
    """Change the opening: whoever wrote it, while they host."""
    return by is not None and by.pk == story.host_id and may_host(by, story)


@allows("read the history", Story)
def may_read_history(by: Member | None, story: Story) -> bool:
    """Whoever wrote in it and may read it, and its editors."""
    if by is None or not may_read(by, story):
        return False
    has_written = primary_key_where(Contribution, story=story.pk, author=by.pk) is not None
    return has_written or may_edit(by, story)


@allows("answer", Correction)
def may_answer(by: Member | None, correction: Correction) -> bool:
    """Say yes or no: the author of what is corrected, nobody for them."""
    is_author = by is not None and by.is_active and by.pk == correction.author_id
    return is_author and may_read(by, correction.story)


@allows("discuss", Correction)
def may_discuss(by: Member | None, correction: Correction) -> bool:
    """See a correction and what is said under it: its author, and the story's editors unless it was taken back."""
    is_gone = correction.contribution.state == Contribution.State.WITHDRAWN
    return may_answer(by, correction) or (not is_gone and may_edit(by, correction.story))


@allows("undo", Correction)
def may_undo(by: Member | None, correction: Correction) -> bool:
    """Take an agreed wording out of the text again: its author and the story's editors."""
    return may_discuss(by, correction)


@allows("withdraw", Contribution)
def may_withdraw(by: Member | None, contribution: Contribution) -> bool:
    """Whoever wrote it, wherever they are now."""
    return by is not None and by.is_active and by.pk == contribution.author_id


@allows("withdraw", Illustration)
def may_withdraw_illustration(by: Member | None, found: Illustration) -> bool:
    """Whoever brought it, wherever they are now."""
    return by is not None and by.is_active and by.pk == found.by_id


def contributes(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing may write; who was removed or is suspended may not, not even as anyone."""
    if standing.is_suspended or story.hidden_at is not None:
        return False
    if standing.membership is not None and standing.membership.state == Membership.State.REMOVED:
        return False
    return welcomes_guests(story) or standing.is_member or standing.animates


def knows(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing who reads the community may know of the story.

    Of a call that is put down for later, whoever hosts it; of what a decision hides, its hosts and who decides.
    """
    if story.hidden_at is not None:
        return standing.moderates or _is_host(standing, story)
    return not story.is_scheduled or hosts(standing, story)


def hosts(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing hosts the story; nobody hosts one that a decision hides."""
    return story.hidden_at is None and (standing.animates or _is_host(standing, story))


def _is_host(standing: Standing, story: Story) -> bool:
    return standing.member is not None and standing.is_member and is_named_host(standing.member, story)


def is_named_host(member: Member, story: Story) -> bool:
    """Whether the call names the member among its hosts: the first one, or one who was added."""
    is_first = story.host_id == member.pk
    return is_first or primary_key_where(Host, story=story.pk, member=member.pk) is not None


def edits(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing orders, corrects and releases the story."""
    return story.hidden_at is None and (standing.edits or hosts(standing, story))


def moderates(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing says what stays in the story."""
    return standing.moderates or hosts(standing, story)


def tends(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing has anything to do on the host's page."""
    return edits(standing, story) or moderates(standing, story)


def welcomes_guests(story: Story) -> bool:
    """Whether a name and an e-mail address are enough to write here."""
    return story.writers == Story.Writers.ANYONE and story.community.is_public
