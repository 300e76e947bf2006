"""Catalogues for reading apps. They are the same for everybody: what strangers may not read is never there."""

from datetime import UTC, datetime
from functools import partial

from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from potager.communities import queries as communities
from potager.communities.acts import HOME
from potager.communities.models import Community
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.members.requests import absolute
from potager.press import opds, queries
from potager.press.models import Edition

PER_PAGE = 50
LONG_AGO = datetime(2013, 1, 1, tzinfo=UTC)  # when nothing was released yet


@require_safe
def opds_start(request: HttpRequest) -> HttpResponse:
    """Where reading apps begin: all books, then those of each community."""
    position, homes = last_position(), queries.homes_on_shelf()
    path = reverse("press:opds")
    last = max((home.released_at for home in homes), default=LONG_AGO)
    ways = [_all_books(request, last), *map(_community_way, homes)]
    answer = HttpResponse(_catalogue(request, path, "Potager", last).navigation(ways), opds.NAVIGATION)
    return _kept(request, answer, position, [home.community.pk for home in homes])


@require_safe
def opds_books(request: HttpRequest) -> HttpResponse:
    """All books, the newest first."""
    return _books(request, reverse("press:opds_books"), _("All books"), queries.newest_on_shelf(None))


@require_safe
def opds_json(request: HttpRequest) -> HttpResponse:
    """The same for apps that read OPDS 2.0."""
    return _books(request, reverse("press:opds_json"), _("All books"), queries.newest_on_shelf(None))


@require_safe
def opds_community(request: HttpRequest, address: str) -> HttpResponse:
    """The books of one community."""
    community = communities.at_address(address, None)
    if community is None or not community.is_public:
        raise Http404
    path = reverse("press:opds_community", args=[community.address])
    books = queries.newest_on_shelf(None).filter(queries.comes_from(community))
    return _books(request, path, community.name, books, community)


def _books(
    request: HttpRequest, path: str, title: str, books: QuerySet[Edition], community: Community | None = None
) -> HttpResponse:
    """One page of a catalogue, in the format that its path names."""
    position = last_position()
    page = Paginator(books, PER_PAGE).get_page(request.GET.get("page"))
    last = books.order_by().aggregate(last=Max("released_at"))["last"] or LONG_AGO
    catalogue = _catalogue(request, path, title, last, community)
    is_json, entries = path.endswith(".json"), opds.entries_of(page)
    told = (catalogue.publications if is_json else catalogue.acquisition)(page, entries)
    answer = HttpResponse(told, opds.JSON if is_json else opds.ACQUISITION)
    return _kept(request, answer, position, [*_homes(page), *([community.pk] if community else [])])


def _homes(page: Page[Edition]) -> set[object]:
    return {edition.community.pk for edition in page}


def _catalogue(
    request: HttpRequest, path: str, title: str, updated: datetime, community: Community | None = None
) -> opds.Catalogue:
    address = partial(absolute, request)
    identifier = opds.urn(community.pk) if community else opds.identifier_of(address(path))
    return opds.Catalogue(identifier, title, path, updated, address)


def _all_books(request: HttpRequest, last: datetime) -> opds.Way:
    path = reverse("press:opds_books")
    identifier = opds.identifier_of(absolute(request, path))
    about = _("Every book of this place that is for everyone, the newest first.")
    return opds.Way(identifier, str(_("All books")), about, path, last, "http://opds-spec.org/sort/new")


def _community_way(home: queries.Home) -> opds.Way:
    community = home.community
    path = reverse("press:opds_community", args=[community.address])
    about = community.description or community.name
    return opds.Way(opds.urn(community.pk), community.name, about, path, home.released_at)


def _kept(request: HttpRequest, answer: HttpResponse, position: int, homes: list[object]) -> HttpResponse:
    """Catalogues hold nothing of the viewer; a page beyond the first one is rendered each time."""
    places = [queries.SHELF, HOME, *sorted({f"community:{home}" for home in homes})]
    is_first = not request.GET and not request.user.is_authenticated
    return keep(answer, places=places, position=position) if is_first else answer
