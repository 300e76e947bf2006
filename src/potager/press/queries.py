"""Reading books."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower

import potager.press.permissions  # noqa: F401 (declares who may make white papers)
from potager.communities import queries as communities
from potager.communities.models import Community
from potager.editorial.models import Article
from potager.lib.permission import may
from potager.manuscripts import queries as manuscripts
from potager.manuscripts.models import Manuscript, Section
from potager.members.models import Member
from potager.press.models import Edition, WhitePaper
from potager.stories import queries as stories
from potager.stories.models import Contribution, Story

SHELF = "books:all"  # the place of every page that lists books of the whole installation
SAME_HANDS, LOOKED_AT = 6, 60
HIDDEN = (Edition.State.WITHDRAWN,)
Work = Story | Manuscript | WhitePaper
COMMUNITIES = ("story__community", "manuscript__community", "paper__community")  # of an edition, by its work
# In a subquery: editions of the work of the outer one.
SAME = Q(story=OuterRef("story")) | Q(manuscript=OuterRef("manuscript")) | Q(paper=OuterRef("paper"))
# By a decision, of the book itself or of the one that it translates.
UNHIDDEN = Q(hidden_at=None) & (Q(original=None) | Q(original__hidden_at=None))
# A chapter that it prints was hidden by a decision since it, or what it translates, was released.
_HIDDEN_CHAPTERS = Section.objects.filter(
    manuscript=OuterRef("manuscript"),
    hidden_at__gte=Coalesce(OuterRef("original__released_at"), OuterRef("released_at")),
)
# An article that it prints is not for every reader of the community any more: withdrawn, hidden, for members alone.
_CLOSED_ARTICLES = Edition.articles.through.objects.filter(
    edition=Coalesce(OuterRef("original"), OuterRef("pk"))
).exclude(
    article__state=Article.State.PUBLISHED,
    article__hidden_at=None,
    article__audience=Article.Audience.EVERYONE,
)
FREE = ~Exists(_HIDDEN_CHAPTERS) & ~Exists(_CLOSED_ARTICLES)
# An author took words back after it was released: nobody reads it from that moment on, nor a translation of it.
CURRENT = (Q(story__withdrawn_at=None) | Q(released_at__gt=F("story__withdrawn_at"))) & (
    Q(manuscript__withdrawn_at=None) | Q(released_at__gt=F("manuscript__withdrawn_at"))
)
ORIGINAL_CURRENT = (
    Q(original=None) | Q(story__withdrawn_at=None) | Q(original__released_at__gt=F("story__withdrawn_at"))
) & (
    Q(original=None)
    | Q(manuscript__withdrawn_at=None)
    | Q(original__released_at__gt=F("manuscript__withdrawn_at"))
)


def visible_to(member: Member | None) -> QuerySet[Edition]:
    """The editions of the works that the member may read; withdrawn ones and their translations are nobody's.

    Nor are those that hold words which their author took back, or that a decision hides (see `hidden`).
    """
    return _of_works(member).filter(CURRENT, ORIGINAL_CURRENT, UNHIDDEN, FREE)


def _of_works(member: Member | None) -> QuerySet[Edition]:
    told = Q(story__in=stories.visible_to(member).values("pk"))
    written = Q(manuscript__in=manuscripts.visible_to(member).values("pk"))
    printed = Q(paper__community__in=communities.readable_by(member).values("pk"))
    return (
        Edition.objects.filter(told | written | printed)
        .exclude(state__in=HIDDEN)
        .exclude(original__state__in=HIDDEN)
        .select_related(*COMMUNITIES, "by")
    )


def hidden(identifier: UUID, member: Member | None) -> Edition | None:
    """An edition that a decision hides, for those who released it or edit its work, or look after its community."""
    rows = _of_works(member).filter(CURRENT, ORIGINAL_CURRENT, pk=identifier).exclude(UNHIDDEN, FREE)
    edition = rows.first() if member else None
    if edition is None or member is None:
        return None
    is_theirs = edition.by_id == member.pk or may(member, "edit", edition.work)
    edition.is_out = True
    return edition if is_theirs or may(member, "moderate", edition.community) else None


def is_current(edition: Edition) -> bool:
    """Whether an edition holds no words that their author took back since."""
    taken_back = edition.story.withdrawn_at if edition.story else None
    return taken_back is None or edition.released_at > taken_back


def outdated() -> QuerySet[Edition]:
    """The newest editions that hold words which their author took back: each calls for the next one."""
    later = Edition.objects.filter(story=OuterRef("story"), original=None, number__gt=OuterRef("number"))
    held = Edition.objects.filter(original=None, released_at__lte=F("story__withdrawn_at"))
    return held.exclude(state__in=HIDDEN).exclude(Exists(later)).filter(story__released_at__isnull=False)


def in_place_of(identifier: UUID, member: Member | None) -> Edition | None:
    """The newest edition to read instead of one that may not be read any more, in its language if there is one."""
    gone = Edition.objects.filter(pk=identifier).only("story", "manuscript", "language").first()
    if gone is None:
        return None
    others = visible_to(member).filter(same_work(gone)).exclude(pk=identifier).order_by("-number")
    return others.filter(language=gone.language).first() or others.filter(original=None).first()


def same_work(edition: Edition) -> Q:
    """The editions of the same work."""
    return Q(story=edition.story_id, manuscript=edition.manuscript_id, paper=edition.paper_id)


def edition_of(work: Work) -> Edition | None:
    """The newest edition of a work, in its own language, that was not withdrawn."""
    shown = work.editions.filter(original=None).exclude(state__in=HIDDEN).order_by("-number")
    return shown.first() if isinstance(work, Story) else shown.filter(CURRENT, FREE).first()


def on_shelf(member: Member | None) -> QuerySet[Edition]:
    """What a shelf shows: finished editions, the newest first, without their long texts."""
    ready = visible_to(member).filter(state=Edition.State.READY)
    return ready.defer("book").order_by("-released_at", "-pk")


def newest_on_shelf(member: Member | None) -> QuerySet[Edition]:
    """The shelf with one edition of each book and language: the newest that is ready."""
    later = Edition.objects.filter(
        SAME,
        language=OuterRef("language"),
        number__gt=OuterRef("number"),
        state=Edition.State.READY,
    )
    return on_shelf(member).exclude(Exists(later))


def comes_from(community: Community) -> Q:
    """The editions of works of a community."""
    return Q(story__community=community) | Q(manuscript__community=community) | Q(paper__community=community)


@dataclass(frozen=True)
class Home:
    """A community and when it last released a book."""

    community: Community
    released_at: datetime


def homes_on_shelf() -> list[Home]:
    """The public communities that have released a book, by name."""
    shelf = newest_on_shelf(None).order_by()
    last: dict[UUID, datetime] = {}
    for work in ("story", "manuscript", "paper"):
        rows = shelf.exclude(**{work: None}).values_list(f"{work}__community")
        for community, moment in rows.annotate(last=Max("released_at")):
            last[community] = max(moment, last.get(community, moment))
    found = Community.objects.readable_by(None).filter(pk__in=last).order_by(Lower("name"), "pk")
    return [Home(community, last[community.pk]) for community in found]


def editions_of(edition: Edition, member: Member | None) -> list[Edition]:
    """All finished editions of the same work that the member may read, in every language, the newest first."""
    return list(on_shelf(member).filter(same_work(edition)).order_by("language", "-number"))


@dataclass(frozen=True)
class Neighbour:
    """Another book, and the names that stand in both; no name: it comes from the same community."""

    edition: Edition
    names: tuple[str, ...]


def by_the_same_hands(edition: Edition, member: Member | None) -> list[Neighbour]:
    """Books in which somebody signed with the same name as in this one, then others of the same community.

    Whoever is anonymous, or signs otherwise, in one of the two books links nothing.
    """
    hands = _signed(edition.book["authors"])
    works = Contribution.objects.filter(author__in={key for key, _name in hands}).values("story")
    shelf = newest_on_shelf(member).filter(original=None).exclude(same_work(edition))
    near = shelf.filter(Q(story__in=works) | comes_from(edition.community))[:LOOKED_AT]
    authors = dict(Edition.objects.filter(pk__in=[one.pk for one in near]).values_list("pk", "book__authors"))
    found = [Neighbour(one, _shared(hands, _signed(authors[one.pk]))) for one in near]
    told = [one for one in found if one.names or one.edition.community.pk == edition.community.pk]
    return sorted(told, key=lambda one: not one.names)[:SAME_HANDS]


def _signed(authors: list[Mapping[str, str]]) -> dict[tuple[str, str], str]:
    """Who is named, by key and name: the same person under another name is somebody else."""
    return {(one["key"], one["name"]): one["name"] for one in authors if one["name"]}


def _shared(one: Mapping[tuple[str, str], str], other: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    return tuple(name for hand, name in one.items() if hand in other)
