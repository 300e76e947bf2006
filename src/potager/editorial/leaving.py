"""What somebody had typed and never kept goes with them, and their own feeds do; what is signed is authorship's (see
articleworks).
"""

from collections.abc import Mapping

from potager.editorial.actions import forget_drafts
from potager.editorial.actions.feeds import end_private_feeds
from potager.members import leaving
from potager.members.leaving import Keeper, Text
from potager.members.models import Member


def _texts_of(_member: Member) -> list[Text]:
    return []


def _settle(member: Member, _wished: Mapping[str, str]) -> None:
    forget_drafts(by=member)
    end_private_feeds(by=member)


leaving.register("drafts of articles", Keeper(_texts_of, _settle))
