"""Who may read a story, write in it, host it."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Membership
from potager.communities.queries import Standing, standing_of
from potager.lib.permission import allows, may
from potager.lib.statements import primary_key_where
from potager.members.models import Member
from potager.stories.models import Story


@allows("read", Story)
def may_read(by: Member | None, story: Story) -> bool:
    """Whoever may read the community."""
    return may(by, "read", story.community)


@allows("contribute", Story)
def may_contribute(by: Member | None, story: Story) -> bool:
    """Members of the community; where the call says anyone, whoever reads it and has confirmed an address."""
    if by is None:
        return False
    if welcomes_guests(story):  # asked for each contribution: one lean query
        removed = Membership.State.REMOVED
        return not primary_key_where(Membership, member=by.pk, community=story.community_id, state=removed)
    return contributes(standing_of(by, story.community), story)


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


def contributes(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing may write; somebody who was removed may not, not even as anyone."""
    if standing.membership is not None and standing.membership.state == Membership.State.REMOVED:
        return False
    return welcomes_guests(story) or standing.is_member or standing.animates


def hosts(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing hosts the story."""
    is_host = standing.member is not None and story.host_id == standing.member.pk
    return standing.animates or (is_host and standing.is_member)


def edits(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing orders, corrects and releases the story."""
    return standing.edits or hosts(standing, story)


def moderates(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing says what stays in the story."""
    return standing.moderates or hosts(standing, story)


def tends(standing: Standing, story: Story) -> bool:
    """Whether a person of that standing has anything to do on the host's page."""
    return edits(standing, story) or moderates(standing, story)


def welcomes_guests(story: Story) -> bool:
    """Whether a name and an e-mail address are enough to write here."""
    return story.writers == Story.Writers.ANYONE and story.community.is_public
