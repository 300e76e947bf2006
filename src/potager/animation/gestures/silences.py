"""How silences as long as somebody's ended here: what the community's own past shows, where there is enough of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from potager.animation.gestures.base import Reason
from potager.animation.models import Switch
from potager.animation.rhythms import Returns, returns_of

if TYPE_CHECKING:
    from potager.animation.life import Life
    from potager.animation.telling import Teller

PAST, ROWS = 365, 300_000  # days; messages of these days, the newest
ENOUGH = 30  # silences, before anything is said of them


def returns_in(life: "Life") -> Returns:
    """How people came back to the conversations of a community, over a year; without who wants to be no part of it."""
    import numpy as np

    said = life.posts().filter(written_at__gt=life.ago(PAST)).order_by("-written_at")
    off = life.switched_off[Switch.Use.GRAPH]
    numbers: dict[UUID, int] = {}
    pairs = {
        (numbers.setdefault(author, len(numbers)), int(at.timestamp() // 86_400))
        for author, at in said.values_list("author", "written_at")[:ROWS].iterator()
        if author not in off
    }
    person, day = np.array(list(pairs), dtype=np.int64).reshape(-1, 2).T
    return returns_of(person, day)


def reason_of(returns: Returns, silence: float) -> list[Reason]:
    """The fact, if so many silences of that length were seen."""
    row = returns.seen(silence)
    return [Reason("returns", {"back": row.back, "number": row.seen})] if row.seen >= ENOUGH else []


def say_returns(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    """In words."""
    words = _("After as long a silence, people came back within two weeks in {back} cases of {number} here.")
    return format_html(words, back=about["back"], number=about["number"])
