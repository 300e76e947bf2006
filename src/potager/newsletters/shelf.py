"""What can be picked for a letter: small adapters to what was published, each telling things in the same words.

Only what every reader of the letter may read is found: in a public community what strangers read, elsewhere what
members do.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.communities.models import Community, Membership
from potager.communities.queries import Standing
from potager.editorial import queries as editorial
from potager.editorial.models import Article
from potager.gatherings import queries as gatherings
from potager.gatherings.models import Session
from potager.press import queries as press
from potager.press.models import Edition
from potager.stories.models import Story

PROPOSED = 12  # of each kind
EXTRACT = 220  # characters


@dataclass(frozen=True)
class Thing:
    """Something that was published, in words; `place` is what the journal calls it."""

    kind: str
    id: UUID
    title: str
    path: str
    line: str
    extract: str
    at: datetime
    place: str

    def in_words(self, set_: Callable[[str], str]) -> "Thing":
        """The same with its words typeset."""
        return replace(self, title=set_(self.title), line=set_(self.line), extract=set_(self.extract))

    @property
    def piece(self) -> str:
        """How forms name it."""
        return f"{self.kind}:{self.id}"

    @property
    def url(self) -> str:
        """Its whole address, as it is: nothing in it tells who follows it."""
        return (settings.ENV.url or "") + self.path


@dataclass(frozen=True)
class Shelf:
    """One sort of things: `newest` those to propose, the newest first; `those` some of them by their ids."""

    name: str
    label: str | Promise
    newest: Callable[[Community], list[Thing]]
    those: Callable[[Community, Collection[UUID]], list[Thing]]


def readers_standing(community: Community) -> Standing:
    """Where every reader of the letter stands: a stranger's place, or that of a member."""
    if community.is_public:
        return Standing(member=None, community=community, membership=None)
    inside = Membership(community=community, state=Membership.State.ACTIVE)
    return Standing(member=None, community=community, membership=inside)


def _articles(community: Community) -> QuerySet[Article]:
    found = editorial.shown_in(community, readers_standing(community))
    return found.filter(shown__isnull=False)


def has_articles(community: Community) -> bool:
    """Whether there is an article that every reader of the letter may read."""
    return _articles(community).exists()


def _article_things(articles: Collection[Article]) -> list[Thing]:
    names = editorial.bylines(articles)
    return [_article(one, [line.name for line in names[one.pk]]) for one in articles]


def _article(article: Article, names: list[str]) -> Thing:
    path = f"/c/{article.community.address}/articles/{article.address}/"
    shown = article.shown
    return Thing(
        "article", article.pk, shown.title, path, line=", ".join(names),
        extract=shown.standfirst or _cut(shown.text), at=article.published_at or shown.changed_at,
        place=f"article:{article.pk}",
    )  # fmt: skip


def _stories(community: Community) -> QuerySet[Story]:
    return Story.objects.filter(community=community, is_scheduled=False, hidden_at=None).order_by("-opens_at")


def _story(story: Story) -> Thing:
    lines = {
        "open": _("A story to write together, until %(when)s"),
        "paused": _("A story to write together, until %(when)s"),
        "announced": _("A story to write together, from %(when)s"),
    }
    state = story.state_at(timezone.now())
    moment = story.opens_at if state == "announced" else story.closes_at
    when = {"when": date_format(timezone.localtime(moment, story.zone), "DATETIME_FORMAT")}
    line = lines[state] % when if state in lines else _("A story written together")
    path, place = story.get_absolute_url(), f"story:{story.pk}"
    return Thing("story", story.pk, story.title, path, line, _cut(story.opening), story.opens_at, place)


def _books(community: Community) -> QuerySet[Edition]:
    """As a stranger finds them; where only members read, as any of them does."""
    inside = Membership.objects.taking_part().filter(community=community, member__is_active=True)
    one = None if community.is_public else inside.select_related("member").first()
    return press.newest_on_shelf(one.member if one else None).filter(press.comes_from(community))


def _book(edition: Edition) -> Thing:
    line = " · ".join(part for part in (_("A book"), edition.subtitle) if part)
    at, place = edition.released_at, f"edition:{edition.pk}"
    return Thing("book", edition.pk, edition.title, edition.get_absolute_url(), line, "", at, place)


def _sessions(community: Community) -> QuerySet[Session]:
    return gatherings.next_in(community, readers_standing(community), now=timezone.now())


def _session(session: Session) -> Thing:
    local = timezone.localtime(session.starts_at, ZoneInfo(session.event.time_zone))
    line = " · ".join(part for part in (date_format(local, "DATETIME_FORMAT"), session.where) if part)
    path, place = session.get_absolute_url(), f"session:{session.pk}"
    return Thing("session", session.pk, session.name, path, line, "", session.starts_at, place)


def _cut(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(EXTRACT, truncate="…")


def _known(community: Community, things: Collection[Article]) -> Collection[Article]:
    for one in things:
        one.community = community
    return things


ALL = (
    Shelf(
        "article", gettext_lazy("Articles"),
        newest=lambda home: _article_things(_known(home, list(_articles(home)[:PROPOSED]))),
        those=lambda home, ids: _article_things(_known(home, list(_articles(home).filter(pk__in=ids)))),
    ),
    Shelf(
        "story", gettext_lazy("Stories"),
        newest=lambda home: [_story(one) for one in _stories(home)[:PROPOSED]],
        those=lambda home, ids: [_story(one) for one in _stories(home).filter(pk__in=ids)],
    ),
    Shelf(
        "book", gettext_lazy("Books"),
        newest=lambda home: [_book(one) for one in _books(home)[:PROPOSED]],
        those=lambda home, ids: [_book(one) for one in _books(home).filter(pk__in=ids)],
    ),
    Shelf(
        "session", gettext_lazy("Next meetings"),
        newest=lambda home: [_session(one) for one in _sessions(home)[:PROPOSED]],
        those=lambda home, ids: [_session(one) for one in _all_sessions(home).filter(pk__in=ids)],
    ),
)  # fmt: skip
KINDS = frozenset(shelf.name for shelf in ALL)


def _all_sessions(community: Community) -> QuerySet[Session]:
    """A letter that is read again later still tells of a meeting that is over."""
    return gatherings.sessions_in(community, readers_standing(community)).filter(
        ~Q(state=Session.State.CANCELLED)
    )


def found(community: Community, pieces: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], Thing]:
    """Those of these (kind, id) that readers of the letter may read now: a few queries for each kind."""
    told: dict[tuple[str, UUID], Thing] = {}
    for shelf in ALL:
        ids = [identifier for kind, identifier in pieces if kind == shelf.name]
        told |= {(one.kind, one.id): one for one in (shelf.those(community, ids) if ids else ())}
    return told


def proposed(community: Community, *, besides: Collection[str]) -> Iterator[tuple[Shelf, list[Thing]]]:
    """What could be picked, by sort, without the pieces that the letter holds."""
    for shelf in ALL:
        if things := [one for one in shelf.newest(community) if one.piece not in besides]:
            yield shelf, things
