"""Who leaves says what becomes of their texts; members ask it here."""

from collections.abc import Iterable, Mapping

from potager.authorship import queries, works
from potager.authorship.actions import settle
from potager.members import leaving
from potager.members.leaving import Keeper, Text
from potager.members.models import Member


def _texts_of(member: Member) -> Iterable[Text]:
    found = works.works_of(member)
    chosen = queries.choices_of(member.pk, [work.reference for work in found])
    for work in found:
        byline = queries.byline(chosen.get(work.reference), work.signed)
        yield Text(work.reference, work.title, byline.name)


def _settle(member: Member, wishes: Mapping[str, str]) -> None:
    settle(by=member, wishes=wishes)


leaving.register("works", Keeper(_texts_of, _settle))
