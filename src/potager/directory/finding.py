"""People of a community found by what they show, thirty at a time: what it costs follows the page, not the community.

Every question is one walk along an index of traits, in the order of names; who was suspended is stepped over, and
what a person shows is asked of their profile again when the page is made.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from potager.communities.models import Community, Membership
from potager.directory.models import Profile, Talent, Tally, Trait, Veil
from potager.directory.traits import CELLS, TOGETHER, Key, words_of
from potager.lib.folding import after as just_after
from potager.lib.folding import folded
from potager.members.models import Member

NEW = timedelta(days=30)
PER_PAGE = 30
MOST_BY_WORDS = 60  # people found by words: who looks for more adds a word
MOST_WORDS = 5
MOST_COMMON = 60  # talents under a page
CELL = re.compile(rf"({'|'.join(CELLS)}):(-?\d{{1,5}},-?\d{{1,5}})", re.ASCII)
Kind = Trait.Kind


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the directory. `cell` is a cell of the map, "cell2:458,48"."""

    words: str = ""
    talent: str = ""
    interest: str = ""
    place: str = ""
    cell: str = ""
    is_new: bool = False
    helps: bool = False


@dataclass(frozen=True)
class Row:
    """A person in the directory: what they show to members."""

    member: Member
    membership: Membership
    place: str = ""
    asks: str = ""
    talents: list[Talent] = field(default_factory=list)
    is_new: bool = False


@dataclass(frozen=True)
class Found:
    """A page of the directory; `after` is the membership behind which the next page begins, None on the last."""

    rows: list[Row]
    after: UUID | None = None
    is_cut: bool = False  # there are more, and no other page: more words are needed


def look(community: Community, viewer: Member, wanted: Wanted = Wanted(), after: UUID | None = None) -> Found:
    """The next people who answer to what is wanted, behind one of them; only what they show counts."""
    if wanted.words:
        found, is_cut = _by_words(community, wanted)
        return Found(_rows(community, found), is_cut=is_cut)
    if wanted.is_new:
        found = _newest(community, wanted, after)
    elif wanted.helps:
        found = _helpful(community, viewer, wanted, after)
    else:
        found = _named(community, wanted, after)
    more = found[PER_PAGE - 1] if len(found) > PER_PAGE else None
    return Found(_rows(community, found[:PER_PAGE]), more)


def taking_part(prefix: str = "membership__") -> Q:
    """Those who belong and are not suspended, asked across a relation."""
    free = Q(**{f"{prefix}suspended_until": None}) | Q(**{f"{prefix}suspended_until__lte": timezone.now()})
    return free & Q(**{f"{prefix}state": Membership.State.ACTIVE, f"{prefix}member__is_active": True})


def shown_traits(community: Community, key: Key) -> QuerySet[Trait]:
    """Who is found under one trait now, by name."""
    kind, word = key
    return Trait.objects.filter(taking_part(), community=community, kind=kind, word=word)


def _conditions(community: Community, wanted: Wanted) -> Iterator[Key]:
    if wanted.talent:
        yield Kind.TALENT.value, folded(wanted.talent).encode()
    if wanted.interest:
        yield Kind.INTEREST.value, folded(wanted.interest).encode()
    if cell := CELL.fullmatch(wanted.cell):
        yield cell[1], cell[2].encode()
    for word in words_of(wanted.place)[:MOST_WORDS]:
        yield Kind.PLACE.value, _finished(community, word)


def _finished(community: Community, begun: bytes) -> bytes:
    """The word of a place that somebody has begun to type: itself where it is one, else the next that begins so."""
    of_places = Trait.objects.filter(community=community, kind=Kind.PLACE)
    begins = of_places.filter(word__gte=begun, word__lt=just_after(begun)).order_by("word")
    word = begins.values_list("word", flat=True).first()
    return begun if word is None else bytes(word)


def _also(traits: QuerySet[Trait], keys: Iterable[Key]) -> QuerySet[Trait]:
    """Those of the same people who are found under these traits too."""
    for kind, word in keys:
        traits = traits.filter(
            Exists(Trait.objects.filter(membership=OuterRef("membership"), kind=kind, word=word))
        )
    return traits


def _behind(traits: QuerySet[Trait], after: UUID | None) -> QuerySet[Trait]:
    """In the order of names, what stands behind somebody."""
    ordered = traits.order_by("name", "membership")
    name = Trait.objects.filter(membership=after).values_list("name", flat=True).first() if after else None
    if name is None:
        return ordered
    # The first condition lets the index begin there, the second leaves out namesakes that were shown.
    return ordered.filter(name__gte=bytes(name)).filter(Q(name__gt=bytes(name)) | Q(membership__gt=after))


def _named(community: Community, wanted: Wanted, after: UUID | None) -> list[UUID]:
    first, *others = [*_conditions(community, wanted)] or [(Kind.MEMBER.value, b"")]
    walk = _behind(_also(shown_traits(community, first), others), after)
    return list(walk.values_list("membership", flat=True)[: PER_PAGE + 1])


def _helpful(community: Community, viewer: Member, wanted: Wanted, after: UUID | None) -> list[UUID]:
    """Whoever shows a talent with a stem of what the viewer is looking for."""
    profile = Profile.objects.filter(member=viewer).first()
    if profile is None or not profile.stems:
        return []
    others = list(_conditions(community, wanted))
    found: set[tuple[bytes, UUID]] = set()
    for stem in profile.stems.split():  # a short walk each: all at once, databases read the whole table
        walk = _behind(_also(shown_traits(community, (Kind.STEM.value, stem.encode())), others), after)
        rows = walk.exclude(membership__member=viewer).values_list("name", "membership")[: PER_PAGE + 1]
        found |= {(bytes(name), membership) for name, membership in rows}
    return [membership for _name, membership in sorted(found)[: PER_PAGE + 1]]


def _newest(community: Community, wanted: Wanted, after: UUID | None) -> list[UUID]:
    """Who came within the last days, the newest first."""
    here = Membership.objects.filter(
        taking_part(""), community=community, joined_at__gte=timezone.now() - NEW
    )
    for kind, word in _conditions(community, wanted):
        here = here.filter(Exists(Trait.objects.filter(membership=OuterRef("pk"), kind=kind, word=word)))
    last = Membership.objects.filter(pk=after, community=community).first() if after else None
    if last:
        here = here.filter(joined_at__lte=last.joined_at)
        here = here.filter(Q(joined_at__lt=last.joined_at) | Q(pk__lt=last.pk))
    return list(here.order_by("-joined_at", "-pk").values_list("pk", flat=True)[: PER_PAGE + 1])


def _by_words(community: Community, wanted: Wanted) -> tuple[list[UUID], bool]:
    """Who has each of the words, or one that begins so, in their name, talents or "ask me"; whether there are more."""
    words = sorted(words_of(wanted.words)[:MOST_WORDS], key=len, reverse=True)
    if not words:
        return [], False
    walk = Trait.objects.filter(taking_part(), community=community, kind=Kind.WORD, **_begins(words[0]))
    for word in words[1:]:
        theirs = Trait.objects.filter(membership=OuterRef("membership"), kind=Kind.WORD, **_begins(word))
        walk = walk.filter(Exists(theirs))
    walk = _also(walk, _conditions(community, wanted)).order_by("word", "name", "membership")
    ids = list(walk.values_list("membership", flat=True)[: 2 * MOST_BY_WORDS])
    each = list(dict.fromkeys(ids))  # somebody may have two words that begin so
    return each[:MOST_BY_WORDS], len(each) > MOST_BY_WORDS or len(ids) == 2 * MOST_BY_WORDS


def _begins(word: bytes) -> dict[str, bytes]:
    return {"word__gte": word, "word__lt": just_after(word)}


def _rows(community: Community, identifiers: list[UUID]) -> list[Row]:
    """The people with what they show, in three queries whatever their number."""
    hidden = Veil.objects.filter(community=community, member=OuterRef("member"))
    asked = Membership.objects.filter(pk__in=identifiers).select_related("member", "member__profile")
    found = {one.pk: one for one in asked.alias(is_veiled=Exists(hidden)).filter(is_veiled=False)}
    veiled = {one.pk: one for one in asked.filter(Exists(hidden))} if len(found) < len(identifiers) else {}
    shown: dict[UUID, list[Talent]] = {}
    open_ = Talent.objects.filter(kind=Talent.Kind.TALENT, member__profile__talents_to__in=TOGETHER)
    for talent in open_.filter(member__in=[one.member_id for one in found.values()]):
        shown.setdefault(talent.member_id, []).append(talent)
    return [
        _row(found[one], shown.get(found[one].member_id, [])) if one in found else _bare(veiled[one])
        for one in identifiers
        if one in found or one in veiled
    ]


def _bare(membership: Membership) -> Row:
    return Row(membership.member, membership, is_new=_is_new(membership))


def _row(membership: Membership, talents: list[Talent]) -> Row:
    profile = getattr(membership.member, "profile", None)
    return Row(
        member=membership.member,
        membership=membership,
        place=profile.place if profile and profile.place_to in TOGETHER else "",
        asks=profile.asks if profile and profile.asks_to in TOGETHER else "",
        talents=talents,
        is_new=_is_new(membership),
    )


def _is_new(membership: Membership) -> bool:
    return membership.joined_at >= timezone.now() - NEW


def commonest(community: Community, kind: str) -> list[str]:
    """The talents or interests that most members show, the commonest first: each is shown by somebody now."""
    tallies = still_shown(Tally.objects.filter(community=community, kind=kind))
    rows = tallies.order_by("-many").values_list("many", "word", "name")[:MOST_COMMON]
    return [name for _many, _word, name in sorted(rows, key=lambda row: (-row[0], bytes(row[1])))]


def still_shown(tallies: QuerySet[Tally]) -> QuerySet[Tally]:
    """Those that stand for somebody who takes part: a tally goes on counting who is suspended for some days."""
    same = {name: OuterRef(name) for name in ("community", "kind", "word")}
    return tallies.filter(Exists(Trait.objects.filter(taking_part(), **same)))
