"""Where drafts belong, and what of a form is kept of them."""

from uuid import UUID

from django.http import Http404, QueryDict

from potager.communities.queries import readable_by
from potager.conversations import queries
from potager.conversations.actions import Typed
from potager.conversations.models import Draft
from potager.lib.texts import cleaned
from potager.members.models import Member

APART = frozenset(
    {"place", "revision", "text", "title", "key", "charter"}
)  # what is not kept among the others


def read(typed: QueryDict, by: Member) -> tuple[str, int, Typed]:
    """A form as a script sends it: the place, the revision it was begun on, what stands in it. Raises Http404."""
    place, _back = place_asked(typed.get("place", ""), by)
    more = {name[:40]: cleaned(value) for name, value in typed.items() if name not in APART and value}
    written = Typed(
        title=cleaned(typed.get("title", "")),
        body=cleaned(typed.get("text", "")),
        more=more,
        key=_identifier(typed.get("key", "")),
    )
    return place, _number(typed.get("revision", "")), written


def place_asked(place: str, by: Member) -> tuple[str, str]:
    """A place that the person may read, in one spelling, and its page. Raises Http404."""
    kind, _colon, identifier = place.partition(":")
    found = _page_of(kind, _identifier(identifier), by)
    if found is None:
        raise Http404
    return f"{kind}:{_identifier(identifier)}", found


def _page_of(kind: str, identifier: UUID | None, by: Member) -> str | None:
    if identifier is None:
        return None
    if kind == "topic" and (answered := queries.read(identifier, by)):
        return answered[0].get_absolute_url() + "#answer"
    if kind == "post" and (changed := queries.read_post(identifier, by)) and changed[0].author_id == by.pk:
        return f"/posts/{identifier}/edit/"
    if kind == "community" and (community := readable_by(by).filter(pk=identifier).first()):
        return f"{community.get_absolute_url()}topics/new/"
    return None


def initial(draft: Draft | None) -> dict[str, str]:
    """What a form begins with where something was typed before."""
    return {**draft.more, "title": draft.title, "text": draft.body} if draft else {}


def _identifier(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
