"""Putting proposals into words for one viewer: names and titles as they are now, and only what the viewer may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from potager.animation.gestures.base import Say
from potager.animation.models import Proposal
from potager.journal import findable
from potager.lib.typography import typeset
from potager.members.models import Member

ENDS = tuple(".?!…»”")  # of a sentence


class NotTold(LookupError):
    """Something in a sentence may not be known to the viewer, or is gone: the sentence is left out."""


@dataclass
class Teller:
    """Says who and what, for one viewer. Everything that some proposals speak of is read at once."""

    viewer: Member
    names: dict[UUID, str] = field(default_factory=dict)
    entries: dict[str, findable.Entry] = field(default_factory=dict)

    def who(self, reference: object) -> SafeString:
        """A member ("member:<uuid>" or an identifier) as a link to their page."""
        identifier = UUID(str(reference).removeprefix("member:"))
        if identifier not in self.names:
            raise NotTold(str(reference))
        return format_html('<a href="/people/{}/"><bdi>{}</bdi></a>', identifier, self.names[identifier])

    def name(self, reference: object) -> str:
        """A member's name alone."""
        identifier = UUID(str(reference).removeprefix("member:"))
        if identifier not in self.names:
            raise NotTold(str(reference))
        return self.names[identifier]

    def thing(self, reference: str) -> SafeString:
        """A thing ("topic:<uuid>") as a link with its title, or with that of what it stands in."""
        entry = self.entry(reference)
        title = typeset(entry.title or entry.under, language=entry.language)
        return format_html('<a href="{}"><cite>{}</cite></a>', entry.url, title)

    def entry(self, reference: str) -> findable.Entry:
        """What can be found of a thing; raises NotTold."""
        if reference not in self.entries:
            raise NotTold(reference)
        return self.entries[reference]

    def day(self, seconds: float) -> str:
        """A moment as a day and month."""
        moment = localtime(datetime.fromtimestamp(seconds, UTC))
        words = date_format(moment, "j F")
        is_first = moment.day == 1 and (get_language() or "").startswith("fr")
        return f"1er{words[1:]}" if is_first else words

    def sentence(self, words: Mapping[str, Say], about: Mapping[str, Any]) -> SafeString | None:
        """A fact in words, None if it may not be told (any more), or is not known (any more)."""
        say = words.get(str(about.get("fact", "")))
        try:
            return say(self, about) if say else None
        except (NotTold, KeyError):
            return None

    def whole(self, words: Mapping[str, Say], about: Mapping[str, Any]) -> SafeString | None:
        """The same as a sentence that stands by itself, with its full stop."""
        said = self.sentence(words, about)
        return _ended(said) if said else None


def _ended(said: SafeString) -> SafeString:
    """A sentence with its full stop, unless it ends with a sign already (that of a title, for instance)."""
    return said if strip_tags(said).rstrip()[-1:] in ENDS else format_html("{}.", said)


def teller_for(viewer: Member, proposals: Iterable[Proposal]) -> Teller:
    """Read everything that some proposals speak of: names, and the things that the viewer may see now."""
    members: set[UUID] = set()
    things: set[str] = set()
    for proposal in proposals:
        members |= {one for one in (proposal.subject_id, proposal.other_id, proposal.helper_id) if one}
        _gather([proposal.thing, proposal.found, proposal.reasons, proposal.outcome], members, things)
    named = Member.objects.filter(pk__in=members, is_active=True).values_list("pk", "display_name")
    seen = findable.visible(things, viewer)
    return Teller(viewer=viewer, names=dict(named), entries=findable.entries(seen))


def _gather(value: object, members: set[UUID], things: set[str]) -> None:
    if isinstance(value, str):
        kind, colon, identifier = value.partition(":")
        if colon and kind == "member":
            members.add(UUID(identifier))
        elif colon and findable.findable_of(kind):
            things.add(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            _gather(one, members, things)
    elif isinstance(value, list):
        for one in value:
            _gather(one, members, things)
