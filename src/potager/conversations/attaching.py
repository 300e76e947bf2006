"""Pictures of posts: what a form says of them, and the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from potager.conversations.models import Picture
from potager.lib.refusals import Refusal
from potager.lib.texts import one_line
from potager.members.models import Member

MOST_BYTES = 12_500_000
MOST_PICTURES = 8  # of a post
MOST_WAITING = 24  # of a person, sent and not yet posted
MOST_NAMELESS = 200  # of all those who have not said who they are
LONGEST_WORDS = 500


class TooManyPictures(Refusal):
    """More than a post holds."""

    message = _("A message takes eight pictures at most. Take one away first.")


class TooManyWait(Refusal):
    """More than anybody needs while writing."""

    message = _("Many pictures of yours wait for a message already. Send it first, or come back tomorrow.")


class TooManyFromHere(Refusal):
    """One address sends picture after picture, and nobody knows whose."""

    status = 429
    message = _("Many pictures came from here just now. Your text is kept: add this one in a few minutes.")


class PictureGone(Refusal):
    """It was sent more than a day ago, or taken away in another window."""

    message = _("One of your pictures is no longer here. Please add it again: your text is kept.")


@dataclass(frozen=True)
class Wanted:
    """A picture that is to stand under a post, and the words for who does not see it."""

    picture: UUID
    alternative: str = ""


def wanted_in(typed: Mapping[str, Any]) -> list[Wanted]:
    """The pictures that a form names, in its order, each once."""
    named = typed.getlist("pictures") if isinstance(typed, QueryDict) else []
    names = dict.fromkeys(name for name in named if _is_uuid(name))
    return [Wanted(UUID(name), words_of(typed.get(f"alternative-{name}", ""))) for name in names]


def words_of(typed: str) -> str:
    """Words for who does not see a picture, as they are stored."""
    return one_line(typed)[:LONGEST_WORDS]


def _is_uuid(typed: str) -> bool:
    try:
        return str(UUID(typed)) == typed
    except ValueError:
        return False


def sent_by(member: Member | None) -> QuerySet[Picture]:
    """The pictures that somebody may put under a post: their own; those that have no author yet are known to nobody
    but whoever sent them.
    """
    return Picture.objects.filter(Q(author=member) | Q(author=None), post=None)


def waiting(member: Member | None, wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    """The pictures of a form that comes back, with what was typed beside them."""
    if not wanted:
        return []
    found = sent_by(member).in_bulk([one.picture for one in wanted])
    return [
        {"picture": found[one.picture], "alternative": one.alternative}
        for one in wanted
        if one.picture in found
    ]
