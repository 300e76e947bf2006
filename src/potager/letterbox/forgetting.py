"""Whoever leaves is forgotten here too: their letters, and whether mail to them came back."""

from collections.abc import Mapping

from potager.letterbox.actions import forget_letters
from potager.members.leaving import Keeper, register
from potager.members.models import Member
from potager.notices.actions.reaching import try_address_again


def _settle(member: Member, _wished: Mapping[str, str]) -> None:
    forget_letters(by=member)
    try_address_again(by=member)


register("letterbox", Keeper(texts_of=lambda member: (), settle=_settle))
