"""Whoever leaves takes along what they said of themselves: members ask here."""

from collections.abc import Mapping

from potager.directory.actions import forget_person
from potager.members import leaving
from potager.members.models import Member


def _forget(member: Member, _wishes: Mapping[str, str]) -> None:
    forget_person(member)


leaving.register("directory", leaving.Keeper(texts_of=lambda member: (), settle=_forget))
