"""What conversations forget of somebody who leaves for good, whatever becomes of their texts."""

from collections.abc import Mapping

from potager.conversations.actions import forget_attention
from potager.members import leaving
from potager.members.leaving import Keeper, Text
from potager.members.models import Member


def _texts_of(member: Member) -> list[Text]:
    return []


def _settle(member: Member, wished: Mapping[str, str]) -> None:
    forget_attention(member)


leaving.register("attention", Keeper(_texts_of, _settle))
