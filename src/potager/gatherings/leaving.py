"""Whoever leaves for good comes nowhere any more, and what they said at registering is forgotten, as is their door."""

from collections.abc import Mapping

from potager.gatherings.actions.calendars import revoke_secret_feed
from potager.gatherings.actions.hosting import forget_offers
from potager.gatherings.actions.registrations import forget_registrations
from potager.members import leaving
from potager.members.leaving import Keeper, Text
from potager.members.models import Member


def _texts_of(member: Member) -> list[Text]:
    return []


def _settle(member: Member, wished: Mapping[str, str]) -> None:
    revoke_secret_feed(by=member)
    forget_registrations(member)
    forget_offers(member)


leaving.register("registrations", Keeper(_texts_of, _settle))
