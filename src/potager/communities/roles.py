"""The roles of a community in plain words: what each may do there."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Membership

Role = Membership.Role
DOES = {
    Role.OWNER: _("Answers for the community: its settings, its charter, everybody’s role."),
    Role.ANIMATEUR: _(
        "Sets things in motion: opens stories, welcomes and invites people, makes editors and moderators. "
        "May do what these may."
    ),
    Role.EDITOR: _(
        "Makes books of the stories: puts in order, corrects with the authors, releases, withdraws."
    ),
    Role.MODERATOR: _(
        "Looks after what is written: accepts, declines with a kind word, sets aside, takes back."
    ),
    Role.MEMBER: _("Reads, and writes in the stories."),
}


@dataclass(frozen=True)
class RoleInWords:
    """A role's name, and what whoever has it may do."""

    name: str
    does: str | Promise


def in_words() -> list[RoleInWords]:
    """All roles, the one that may most first."""
    return [RoleInWords(str(role.label), DOES[role]) for role in Role]
