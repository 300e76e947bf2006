"""Drawing lots so that anybody can check it afterwards, and what those who are drawn get to read."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from potager.moderation.models import Case, Draw
from potager.moderation.queries import thing_of

SEATS = 3
MAJORITY = 2


def order_of(pool: Sequence[str], seed: str) -> list[str]:
    """The identifiers of a pool in the order of the draw: by the SHA-256 of the seed followed by each of them."""
    return sorted(pool, key=lambda one: hashlib.sha256(f"{seed}{one}".encode()).hexdigest())


def drawn_in(draw: Draw) -> list[str]:
    """Everybody who could be drawn, the first three first: the same each time."""
    return order_of(draw.pool, draw.seed)


def nameless(case: Case) -> str:
    """What is to be judged, without the names of those who wrote or reported it, as far as they are known."""
    found = thing_of(case).found
    if found is None:
        return ""
    reporters = case.reports.exclude(by=None).values_list("by__display_name", flat=True)
    author = case.author.display_name if case.author else ""
    return without(found.excerpt, {found.signed, author, *reporters})


def without(text: str, names: Iterable[str]) -> str:
    """A text in which none of the names stands any more, whatever its capitals."""
    known = sorted(filter(lambda name: len(name) > 1, names), key=len, reverse=True)
    if not known:
        return text
    return re.sub("|".join(map(re.escape, known)), _("somebody"), text, flags=re.IGNORECASE)
