"""Whoever leaves takes along what they said of themselves; whoever comes, goes or is renamed is found accordingly.

Members and communities ask here.
"""

from collections.abc import Mapping

from potager.communities import keepers
from potager.directory.actions import forget_person, relist, relist_member
from potager.members import leaving, renaming
from potager.members.models import Member


def _forget(member: Member, _wishes: Mapping[str, str]) -> None:
    forget_person(member)


leaving.register("directory", leaving.Keeper(texts_of=lambda member: (), settle=_forget))
keepers.register("directory", relist)
renaming.register("directory", relist_member)
