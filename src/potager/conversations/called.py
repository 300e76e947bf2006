"""Who is called by name in messages as they are shown: a name leads to its person for as long as they are here."""

import re
from collections.abc import Iterable
from uuid import UUID

from potager.communities.models import Membership

LINK = re.compile(r'<a class="mention" href="/people/([0-9a-f-]{36})/">([^<]*)</a>')

GONE = '<span class="called">'


def called_in(html: str) -> set[UUID]:
    """The people to whom the names in a rendered message lead."""
    return {UUID(hit[1]) for hit in LINK.finditer(html)} if 'class="mention"' in html else set()


def gone_among(people: Iterable[UUID], topic: UUID) -> frozenset[UUID]:
    """Those who do not belong to the community of the topic any more. One query; none if nobody is called."""
    wanted = frozenset(people)
    if not wanted:
        return wanted
    here = Membership.objects.filter(
        state=Membership.State.ACTIVE, member__is_active=True, member__in=wanted, community__topics=topic
    )
    return wanted - set(here.values_list("member", flat=True))


def without(html: str, gone: Iterable[UUID]) -> str:
    """The same message, the names of those who have gone leading nowhere."""
    return LINK.sub(lambda hit: GONE + f"{hit[2]}</span>" if UUID(hit[1]) in gone else hit[0], html)


def calls(html: str) -> bool:
    """Whether a message calls anybody, here or gone."""
    return 'class="mention"' in html or GONE in html
