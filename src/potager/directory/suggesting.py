"""What could be meant by a talent that somebody has begun to type: what their people say first, then public lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.translation import gettext

from potager.communities.models import Membership
from potager.directory.finding import still_shown
from potager.directory.models import Label, LabelWord, Tally
from potager.directory.traits import words_of
from potager.lib.folding import after, folded
from potager.members.models import Member

MOST = 8
FROM_COMMUNITY = 5
SHORTEST = 2  # letters
LOOKED_AT = 300  # labels of which the best are offered


@dataclass(frozen=True)
class Offer:
    """A talent as it would be written, and whose word it is."""

    name: str
    hint: str


@dataclass(frozen=True)
class Credit:
    """A public list whose labels are offered, and when it was read: its authors are named on the page."""

    source: str
    read_on: date


def offers(typed: str, *, member: Member, kind: str, language: str) -> list[Offer]:
    """Talents (or interests) that begin so, or of which a word does: eight at most, each once."""
    plain = folded(typed)
    if len(plain) < SHORTEST:
        return []
    found: dict[str, Offer] = {}
    for offer in (*_said(plain, member, kind), *_listed(plain, language)):
        found.setdefault(folded(offer.name), offer)
    return list(found.values())[:MOST]


def _said(plain: str, member: Member, kind: str) -> Iterator[Offer]:
    """What most people say in the communities that the member belongs to."""
    begun, here = plain.encode(), Membership.objects.taking_part().filter(member=member)
    tallies = Tally.objects.filter(
        community__in=here.values("community"), kind=kind, word__gte=begun, word__lt=after(begun)
    )
    hint = gettext("said here")
    for name in still_shown(tallies).order_by("-many").values_list("name", flat=True)[:FROM_COMMUNITY]:
        yield Offer(name, hint)


def _listed(plain: str, language: str) -> list[Offer]:
    """Labels in which every word begins one: those that begin with what is typed, then the shortest."""
    rare, *others = sorted(words_of(plain), key=len, reverse=True)
    words = LabelWord.objects.filter(language=language[:2], word__gte=rare, word__lt=after(rare))
    near = list(words.order_by("word", "label").values_list("label", flat=True)[:LOOKED_AT])
    labels = [
        label
        for label in Label.objects.filter(pk__in=near)
        if all(f" {word.decode()}" in f" {label.folded}" for word in others)
    ]
    labels.sort(key=lambda label: (not label.folded.startswith(plain), len(label.name), label.name))
    return [Offer(label.name, label.get_source_display()) for label in labels[: MOST * 2]]


def credits_of_lists() -> list[Credit]:
    """The public lists that were read here."""
    first = (
        Label.objects.filter(source=one).order_by("section", "language", "code").first()
        for one in Label.Source
    )
    return [Credit(one.source, _day(one)) for one in first if one]


def _day(label: Label) -> date:
    return datetime.fromtimestamp((label.reading.int >> 80) / 1000, UTC).date()
