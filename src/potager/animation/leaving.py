"""Whoever leaves the installation takes along what the desk counted of them. Members ask here."""

from collections.abc import Mapping

from potager.animation.actions import forget
from potager.members import leaving
from potager.members.models import Member


def _forget(member: Member, _wishes: Mapping[str, str]) -> None:
    forget(member)


leaving.register("animation", leaving.Keeper(texts_of=lambda member: (), settle=_forget))
