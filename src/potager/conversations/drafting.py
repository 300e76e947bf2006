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
    {"place", "draft_revision", "text", "title", "key", "charter"}
)  # what is not kept among the others


def read(typed: QueryDict, by: Member) -> tuple[str, int, Typed]:
    """A form as a script sends it: the place, the revision it was begun on, what stands in it. Raises Http404."""
    place, _back = place_asked(typed.get("place", ""), by)
    others = {name: typed.getlist(name) for name in typed if name not in APART}
    more = {name: [cleaned(value) for value in values] for name, values in others.items() if any(values)}
    written = Typed(
        title=cleaned(typed.get("title", "")),
        body=cleaned(typed.get("text", "")),
        more=more,
        key=_identifier(typed.get("key", "")),
    )
    return place, _number(typed.get("draft_revision", "")), written


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


def typed_in(draft: Draft | None) -> QueryDict:
    """What was typed before, as a form sends it; empty where nothing was."""
    typed = QueryDict(mutable=True)
    if draft is not None:
        for name, values in draft.more.items():
            typed.setlist(name, values)
        typed["title"], typed["text"] = draft.title, draft.body
    return typed


def _identifier(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
